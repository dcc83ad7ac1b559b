"""Workshops: planned, their programme, whom they invite and why, and how far each State is."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.access import queries as access
from accede.meetings import rules, workshop_rules
from accede.meetings.actions import workshop_day
from accede.meetings.actions import workshops as actions
from accede.meetings.models import Delegation, Workshop
from accede.meetings.queries import workshops as queries
from accede.record import days
from accede.record.models import State
from accede.record.queries import meetings, states, status
from accede.targeting import queries as targeting
from accede.targeting.categories import categories
from accede.web.desk.forms.survey import named_states
from accede.web.desk.forms.workshops import SessionForm, WorkshopForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.languages import bracketed

FORM = ["GET", "HEAD", "POST"]
ALL = "all"
Reply = Delegation.Reply


@require_safe
@desk_page
def workshop_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    context = {"rows": queries.workshops(desk.campaign, viewer=desk.viewer)}
    return render_desk(request, desk, "workshops/list", context, title=_("Workshops"), here="meetings")


@require_http_methods(FORM)
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """`meeting` in the address: to one on record."""
    rules.insist_on_running(desk.viewer, desk.campaign)
    key = request.GET.get("meeting", "")
    meeting = meetings.get_meeting(key, viewer=desk.viewer) if key else None
    form = WorkshopForm(request.POST or None, desk=desk, meeting=meeting)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("The workshop is planned. Nobody is invited yet."))
        return redirect("desk-workshop-invite", desk.campaign.pk, form.made.pk)
    title = _("Invite to: %(meeting)s") % {"meeting": meeting.name} if meeting else _("A new workshop")
    return form_page(request, desk, form, title=title)


@require_safe
@desk_page
def workshop(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Who is invited, what they replied, how many come, what waits for the desk."""
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    rows = queries.invited(found, viewer=desk.viewer)
    names = states.state_names(desk.language, viewer=desk.viewer)
    asked = request.GET.get("reply", ALL)
    parts = {
        "none": (_("No reply yet"), [each for each in rows if each.delegation.reply == Reply.NONE]),
        "accepted": (_("Accepted"), [each for each in rows if each.delegation.reply == Reply.ACCEPTED]),
        "waiting": (_("Waiting list"), [each for each in rows if each.delegation.reply == Reply.WAITING]),
        "declined": (_("Declined"), [each for each in rows if each.delegation.reply == Reply.DECLINED]),
        "approval": (_("To be approved"), [each for each in rows if each.waits]),
    }
    chosen = parts[asked][1] if asked in parts else rows
    if asked == "waiting":  # in the order in which they came
        chosen = sorted(chosen, key=lambda each: each.delegation.replied_at or desk.at)
    else:
        chosen = sorted(chosen, key=lambda each: names[each.delegation.state_id])
    replies = {key: str(label) for key, label in Reply.choices}
    taken = sum(each.coming for each in parts["accepted"][1])
    context = _about(desk, found) | {
        "rows": [
            {
                "name": names[each.delegation.state_id],
                "iso3": each.delegation.state_id.lower(),
                "link": each.has_link,
                "opened": each.opened,
                "reply": replies[each.delegation.reply],
                "replied_at": each.delegation.replied_at,
                "coming": each.coming,
                "waits": each.waits,
                "there": each.there,
            }
            for each in chosen
        ],
        "total": len(rows),
        "taken": taken,
        "waits": sum(each.waits for each in rows),
        "there": sum(1 for each in rows if each.there),
        "is_open": workshop_rules.takes_replies(found, desk.on),
        "has_begun": desk.on >= found.meeting.begins,
        "tabs": [
            {"label": bracketed(_("All"), len(rows)), "url": "?", "current": asked not in parts},
            *(
                {"label": bracketed(label, len(each)), "url": f"?reply={key}", "current": asked == key}
                for key, (label, each) in parts.items()
            ),
        ],
        "trail": access.audit_of(found, viewer=desk.viewer),
    }
    return render_desk(
        request, desk, "workshops/workshop", context, title=found.meeting.name, here="meetings"
    )


@require_http_methods(FORM)
@desk_page
def edit(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    form = WorkshopForm(request.POST or None, desk=desk, workshop=found)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Saved."))
        return redirect("desk-workshop", desk.campaign.pk, number)
    return form_page(request, desk, form, title=found.meeting.name, workshop=found)


@require_POST
@desk_page
def decide(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    match request.POST.get("what"):
        case "close":
            actions.close_registration(workshop=found, **desk.acting)
        case "open":
            actions.open_registration(workshop=found, **desk.acting)
        case "record":
            count = workshop_day.put_attendance_on_record(workshop=found, **desk.acting)
            told = ngettext(
                "%(count)s State is on record as attending.",
                "%(count)s States are on record as attending.",
                count,
            )
            messages.success(request, told % {"count": count})
        case _:
            raise ValidationError(_("Say what is to be done with the workshop."))
    return redirect("desk-workshop", desk.campaign.pk, number)


@require_http_methods(FORM)
@desk_page
def programme(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Read by whoever is invited, each in their language; a part is added or taken out."""
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    sessions = list(found.sessions.all())
    if request.method == "POST" and "remove" in request.POST:
        for each in sessions:
            if str(each.pk) == request.POST["remove"]:
                actions.remove_session(session=each, **desk.acting)
        return redirect("desk-workshop-programme", desk.campaign.pk, number)
    first = sessions[-1].day if sessions else found.meeting.begins
    form = SessionForm(request.POST or None, desk=desk, initial={"day": first})
    if request.method == "POST" and form.is_valid() and form.save(found):
        return redirect("desk-workshop-programme", desk.campaign.pk, number)
    context = _about(desk, found) | {"form": form, "sessions": sessions}
    status_code = 400 if request.method == "POST" else 200
    return render_desk(
        request,
        desk,
        "workshops/programme",
        context,
        title=_("Programme"),
        here="meetings",
        status=status_code,
    )


@require_http_methods(FORM)
@desk_page
def invite(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """From a target list: each State with what put it there, to be ticked; those ticked are put on the list."""
    found = queries.get_workshop(desk.campaign, number, viewer=desk.viewer)
    asked = request.POST if request.method == "POST" else request.GET
    keys = [key for key in asked.getlist("category") if key in categories() or key == ALL]
    if asked.get("group") and not keys and not asked.get("to", "").strip():
        keys = [ALL]  # of a group alone, all who are not party
    error = ""
    try:
        rows = _listed(desk, keys, asked.get("group", ""), asked.get("to", ""))
    except ValidationError as refused:
        rows, error = [], " ".join(refused.messages)
    there = {each.delegation.state_id for each in queries.invited(found, viewer=desk.viewer)}
    if request.method == "POST":
        ticked = set(request.POST.getlist("state"))
        chosen = [row for row in rows if row["iso3"] in ticked]
        if not chosen:
            raise ValidationError(_("Tick at least one State."))
        count = actions.invite(
            workshop=found,
            states=State.objects.filter(pk__in=[row["iso3"] for row in chosen]),
            categories={row["iso3"]: row["categories"] for row in chosen},
            **desk.acting,
        )
        told = ngettext(
            "%(count)s State is put on the list. It has not been written to yet.",
            "%(count)s States are put on the list. They have not been written to yet.",
            count,
        )
        messages.success(request, told % {"count": count})
        return redirect("desk-workshop", desk.campaign.pk, number)
    groups = states.groups(viewer=desk.viewer)
    context = _about(desk, found) | {
        "rows": [row | {"there": row["iso3"] in there} for row in rows],
        "asked": bool(keys or asked.get("to", "").strip()),
        "error": error,
        "to": asked.get("to", ""),
        "offered": [
            (ALL, _("All States not party"), ALL in keys),
            *((key, each.name, key in keys) for key, each in categories().items()),
        ],
        "groups": [(each.pk, each.name, asked.get("group") == each.pk) for each in groups],
        "category_names": {key: each.name for key, each in categories().items()},
    }
    return render_desk(request, desk, "workshops/invite", context, title=_("Whom to invite"), here="meetings")


def _listed(desk: Desk, keys: list[str], group: str, to: str) -> list[dict[str, Any]]:
    """The States of these categories (in this group), and those named, each with its grounds, by name."""
    named = {each.pk for each in named_states(to, desk)}
    if not (keys or named):
        return []
    found = {row.iso3: row for row in targeting.targets(desk.treaty, **desk.asked)}
    names = states.state_names(desk.language, viewer=desk.viewer)
    shades = status.statuses(desk.treaty, on=desk.on, viewer=desk.viewer)
    members = states.members(group, on=desk.on, viewer=desk.viewer) if group else set(names)
    chosen = named | {
        iso3
        for iso3 in members
        if (iso3 in found and set(found[iso3].categories) & set(keys))
        or (ALL in keys and shades.get(iso3) not in ("party", "party-pending"))
    }
    return [
        {
            "iso3": iso3,
            "name": name,
            "shade": shades.get(iso3, "neither"),
            "evidence": found[iso3].evidence if iso3 in found else [],
            "categories": found[iso3].categories if iso3 in found else [],
        }
        for iso3, name in names.items()
        if iso3 in chosen
    ]


def _about(desk: Desk, found: Workshop) -> dict[str, Any]:
    meeting = found.meeting
    return {
        "workshop": found,
        "meeting": meeting,
        "days": days.stretch(meeting.begins, meeting.ends, desk.language),
    }


def form_page(
    request: HttpRequest,
    desk: Desk,
    form: Any,
    *,
    title: str,
    workshop: Workshop | None = None,
    explained: str = "",
    submit: str = "",
    **more: Any,
) -> HttpResponse:
    """A page that is a form of a workshop."""
    context = {"form": form, "workshop": workshop, "explained": explained, "submit": submit or _("Save")}
    code = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "workshops/form", context | more, title=title, here="meetings", status=code
    )
