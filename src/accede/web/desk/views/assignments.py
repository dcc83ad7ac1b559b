"""Who looks after which State, and what was handed over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.access import queries as access
from accede.access.confidentiality import get_record
from accede.campaign import rules as of_plans
from accede.campaign.queries.owners import open_activities
from accede.campaign.queries.plans import plan_of_day
from accede.meetings.queries import action_items
from accede.outreach import actions, rules
from accede.outreach.queries import assignments
from accede.record.queries import states
from accede.targeting import queries as targeting
from accede.web.desk.forms.assignments import AssignForm, HandoverForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.languages import bracketed


@require_safe
@desk_page
def assignment_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """By person; those who left first, target States without anybody last."""
    found = assignments.shares(desk.campaign, **desk.asked)
    context = {
        "shares": found,
        "nobodys": _nobodys(desk),
        "handovers": assignments.handovers(desk.campaign, **desk.asked),
        "coordinates": desk.viewer.coordinates(desk.campaign.pk),
    }
    title = _("Who looks after which State")
    return render_desk(request, desk, "assignments/list", context, title=title, here="today")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def assign(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Target States without anybody, and then those of others."""
    rules.insist_on_coordinating(desk.viewer, desk.campaign)
    people = assignments.looked_after(desk.campaign, on=desk.on, viewer=desk.viewer)
    targets = targeting.targets(desk.treaty, **desk.asked)
    offered = [
        (row.iso3, bracketed(row.name, people[row.iso3][1]) if row.iso3 in people else row.name)
        for row in sorted(targets, key=lambda row: row.iso3 in people)
    ]
    form = AssignForm(request.POST or None, desk=desk, offered=offered)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Saved."))
        return redirect("desk-assignments", desk.campaign.pk)
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "form", {"form": form}, title=_("Assign States"), here="today", status=status
    )


@require_POST
@desk_page
def end(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """Nobody looks after the State any more."""
    state = states.get_state(iso3, viewer=desk.viewer)
    actions.end_assignment(campaign=desk.campaign, state=state, **desk.acting)
    messages.success(request, _("Saved."))
    return redirect("desk-assignments", desk.campaign.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def hand_over(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Pass on what a person looks after; what is open is shown before."""
    rules.insist_on_coordinating(desk.viewer, desk.campaign)
    leaver = access.get_person(number, on=desk.on, viewer=desk.viewer)
    own = assignments.states_of(leaver, desk.campaign, on=desk.on, viewer=desk.viewer)
    owned = open_activities(desk.campaign, on=desk.on, viewer=desk.viewer)
    offered = [row.activity for row in (*owned.get(leaver.pk, []), *owned.get(None, []))]
    form = HandoverForm(request.POST or None, desk=desk, leaver=leaver, own=own, activities=offered)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Handed over."))
        return redirect("desk-handover", desk.campaign.pk, form.made.pk)
    context = {
        "form": form,
        "leaver": leaver,
        "something": bool(own or offered),
        "matters": assignments.open_matters(desk.campaign, own, **desk.asked),
        "action_items": action_items.open_of(desk.campaign, leaver, **desk.asked),
    }
    return render_desk(
        request,
        desk,
        "assignments/hand_over",
        context,
        title=_("Hand over from %(name)s") % {"name": leaver.name},
        here="today",
        status=400 if request.method == "POST" else 200,
    )


@require_safe
@desk_page
def handover(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """A handover, however old: of what was open, what the reader may see, as it stands today."""
    row = assignments.handover(number, **desk.asked)
    context = {
        "row": row,
        "record": get_record("handover", number, viewer=desk.viewer),
        "action_items": action_items.told(row.kept.get("actionitem", ()), **desk.asked),
        "plan": plan_of_day(on=desk.on, viewer=desk.viewer, campaign=desk.campaign),
        "may_write": of_plans.may_write(desk.viewer, desk.campaign.pk),
    }
    title = _("Handover from %(giver)s to %(taker)s") % {"giver": row.from_name, "taker": row.to_name}
    return render_desk(request, desk, "assignments/handover", context, title=title, here="today")


def _nobodys(desk: Desk) -> list[tuple[str, str]]:
    people = assignments.looked_after(desk.campaign, on=desk.on, viewer=desk.viewer)
    targets = targeting.targets(desk.treaty, **desk.asked)
    return [(row.iso3, row.name) for row in targets if row.iso3 not in people]
