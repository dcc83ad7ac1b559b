"""Side events, speaking slots, places at treaty events: the board, the list, one with its stages, who came, what followed."""

import base64
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.access import queries as access
from accede.campaign.rules import sees_budget
from accede.meetings import rules
from accede.meetings.actions import events as acts
from accede.meetings.models import Event, Stage
from accede.meetings.queries import events as queries
from accede.outreach import queries as work
from accede.outreach import rules as of_work
from accede.record.queries import states
from accede.targeting import queries as targeting
from accede.web.desk.forms.events import EventForm, GuestsForm, MoveForm, NoteForm, told_of
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.files import to_save

COLUMNS = (Stage.REQUESTED, Stage.OFFERED, Stage.CONFIRMED, Stage.HELD)


@require_safe
@desk_page
def event_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A board of stages, or a table of all."""
    rows = queries.events(desk.campaign.pk, on=desk.on, viewer=desk.viewer)
    context = {
        "rows": rows,
        "as_table": request.GET.get("view") == "table",
        "columns": [
            {"label": stage.label, "rows": [row for row in rows if row.stage == stage]} for stage in COLUMNS
        ],
        "aside": [row for row in rows if row.stage not in COLUMNS],
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    title = _("Side events and speaking slots")
    return render_desk(request, desk, "events/board", context, title=title, here="meetings")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Something asked for. `meeting` and `kind` in the address fill in theirs."""
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    initial = {name: request.GET.get(name, "") for name in ("meeting", "kind")}
    form = EventForm(request.POST or None, desk=desk, initial={k: v for k, v in initial.items() if v})
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("It is on the board."))
        return redirect("desk-event", desk.campaign.pk, form.made.pk)
    return _form(request, desk, form, _("Ask for an event"))


@require_safe
@desk_page
def event(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    return _page(request, desk, queries.get_event(number, viewer=desk.viewer))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def edit(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_event(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = EventForm(request.POST or None, desk=desk, event=found, initial=told_of(found))
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Saved. What it said before is in the trail as changed."))
        return redirect("desk-event", desk.campaign.pk, number)
    return _form(request, desk, form, _("Edit the event"))


@require_POST
@desk_page
def move(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """To the next stage, or back."""
    found = queries.get_event(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = MoveForm(request.POST, desk=desk, event=found)
    if not (form.is_valid() and form.save()):
        return _page(request, desk, found, form, status=400)
    if form.made.stage == Stage.HELD:
        messages.success(request, _("It was held. Now tick who came."))
        return redirect("desk-event-guests", desk.campaign.pk, number)
    messages.success(request, _("Its stage is written down."))
    return redirect("desk-event", desk.campaign.pk, number)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def guests(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Who came; a form without a single tick is sent with nothing but its token."""
    found = queries.get_event(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    (row,) = queries.events(desk.campaign.pk, on=desk.on, viewer=desk.viewer, asked=queries.numbered(number))
    sent = request.POST if request.method == "POST" else None
    form = GuestsForm(sent, desk=desk, event=found, came=set(row.came))
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Who came is written down."))
        return redirect("desk-event", desk.campaign.pk, number)
    return _form(request, desk, form, _("Who came: %(event)s") % {"event": found.title})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def note(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The concept note as a file."""
    found = queries.get_event(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = NoteForm(*sent, desk=desk)
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("The concept note is kept."))
        return redirect("desk-event", desk.campaign.pk, number)
    status = 400 if request.method == "POST" else 200
    title = _("The concept note as a file")
    return render_desk(
        request,
        desk,
        "events/note",
        {"form": form, "record": found},
        title=title,
        here="meetings",
        status=status,
    )


@require_POST
@desk_page
def note_off(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_event(number, viewer=desk.viewer)
    acts.put_note(event=found, name="", content=b"", **desk.acting)
    messages.success(request, _("The file is taken off."))
    return redirect("desk-event", desk.campaign.pk, number)


@require_safe
@desk_page
def file(_request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Always as a download: what others made is never shown as a page of ours."""
    found = queries.get_event(number, viewer=desk.viewer)
    if not found.file:
        raise Http404
    ending = found.file_name.rsplit(".", 1)[-1].lower()
    return to_save(f"concept-note-{found.pk}.{ending}", base64.b64decode(found.file))


def _page(
    request: HttpRequest, desk: Desk, found: Event, form: MoveForm | None = None, *, status: int = 200
) -> HttpResponse:
    names = states.state_names(desk.language, viewer=desk.viewer)
    shown = queries.events(desk.campaign.pk, on=desk.on, viewer=desk.viewer, asked=queries.numbered(found.pk))
    row = shown[0] if shown else None
    came = row.came if row else []
    targets = {each.iso3 for each in targeting.targets(desk.treaty, **desk.asked)}
    may_change = rules.may_change(desk.viewer, found)
    exchanges = work.exchanges_numbered(
        desk.campaign, queries.followed(found, viewer=desk.viewer), **desk.asked
    )
    context: dict[str, Any] = {
        "record": found,
        "row": row,
        "moves": queries.moves(found, viewer=desk.viewer),
        "came": [(iso3, names[iso3], iso3 in targets) for iso3 in came],
        "targets_came": sum(iso3 in targets for iso3 in came),
        "exchanges": exchanges,
        "people": [person.name for person in found.our_people.all()],
        "activity": found.activity.title if found.activity else "",
        "cost": found.cost.title if found.cost and sees_budget(desk.viewer, desk.campaign.pk) else "",
        "may_change": may_change,
        "may_log": of_work.may_log(desk.viewer, desk.campaign),
        "move_form": (form or MoveForm(desk=desk, event=found)) if may_change else None,
        "trail": access.audit_of(found, viewer=desk.viewer),
    }
    return render_desk(
        request, desk, "events/event", context, title=found.title, here="meetings", status=status
    )


def _form(request: HttpRequest, desk: Desk, form: Any, title: str) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "form", {"form": form}, title=title, here="meetings", status=status)
