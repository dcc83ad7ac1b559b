"""Parliaments: those in which something is near or under way, and one with all that is known of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.legislation import parliament_rules as rules
from accede.legislation.actions import parliaments as actions
from accede.legislation.models import (
    Committee,
    Entered,
    EnteredChamber,
    EnteredElection,
    Office,
    Period,
    Proceeding,
)
from accede.legislation.queries import parliaments as queries
from accede.legislation.queries import proceedings as work
from accede.legislation.queries import watched
from accede.outreach.queries import pathways
from accede.record import days
from accede.record.models import State
from accede.record.queries import states
from accede.reporting.rules import may_write
from accede.web.desk.forms.parliaments import KINDS, NAMES
from accede.web.desk.page import Desk, desk_page, render_desk


@require_safe
@desk_page
def parliament_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """States not party where an election or recess is near, something is before parliament, or it approved."""
    asked = request.GET.get("show", "all")
    show: watched.Show = next((each for each in watched.SHOWS if each == asked), "all")
    everybody = request.GET.get("who") == "all"
    roads = {road.iso3: road for road in pathways.table(desk.campaign, **desk.asked) if road.missing}
    watch = watched.watch(desk.campaign, desk.treaty, roads, everybody=everybody, **desk.asked)
    context = {
        "lines": [line for line in watch.lines if line.is_shown(show)],
        "counts": {each: sum(line.is_shown(each) for line in watch.lines) for each in watched.SHOWS},
        "show": show,
        "everybody": everybody,
        "networks": work.networks(desk.campaign, viewer=desk.viewer),
        "known": watch.known,
    }
    return render_desk(request, desk, "parliaments/list", context, title=_("Parliaments"), here="parliaments")


@require_safe
@desk_page
def parliament(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """One State's parliament, what is before it, who speaks for the treaty there, and which step is missing."""
    state = states.get_state(iso3, viewer=desk.viewer)
    road = pathways.pathway(state, campaign=desk.campaign, **desk.asked)
    own = queries.parliament(state, **desk.asked)
    context: dict[str, Any] = {
        "state": state,
        "road": road,
        "parliament": own,
        "entries": [_told(row, desk.language) for row in own.entries] if own else [],
        "kinds": {key: form.heading for key, form in KINDS.items()},
        "proceedings": work.proceedings(desk.campaign, states_asked=[state.pk], **desk.asked),
        "proceeding_kinds": Proceeding.Kind.choices,
        "champions": work.champions(
            desk.campaign, states_asked=[state.pk], viewer=desk.viewer, language=desk.language
        ),
        "pledges": work.parliamentary_pledges(desk.campaign, states_asked=[state.pk], **desk.asked),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
        "writes_documents": may_write(desk.viewer, desk.campaign),
    }
    title = _("%(state)s: its parliament") % {"state": road.name}
    return render_desk(request, desk, "parliaments/parliament", context, title=title, here="parliaments")


def _told(row: Entered, language: str) -> tuple[str, str, Entered]:
    """The key of its form, what it says in a line, and the row itself."""
    match row:
        case Office():
            text = row.post
        case EnteredChamber() | Committee():
            text = row.name
        case Period():
            ends = days.day(row.ends, language) if row.ends else "…"
            text = f"{row.get_kind_display()}, {days.day(row.begins, language)} – {ends}"
        case EnteredElection():
            text = days.given(row.date_given, language)
        case _:
            text = ""
    chamber = f" ({row.get_chamber_display()})" if row.chamber else ""
    return NAMES[type(row)], f"{text}{chamber}", row


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def enter(request: HttpRequest, desk: Desk, iso3: str, kind: str) -> HttpResponse:
    """Something of the parliament that was not there."""
    if kind not in KINDS:
        raise Http404
    state = states.get_state(iso3, viewer=desk.viewer)
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    initial = {"chamber": request.GET.get("chamber", "")}
    form = KINDS[kind](request.POST or None, desk=desk, initial=initial)
    if request.method == "POST" and form.is_valid() and form.save(state):
        messages.success(request, _("Written down."))
        return redirect("desk-parliament", desk.campaign.pk, iso3)
    return _form(request, desk, form, state, str(KINDS[kind].heading))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def change(request: HttpRequest, desk: Desk, kind: str, number: int) -> HttpResponse:
    """The same, told otherwise."""
    entry = _entry(desk, kind, number)
    form = KINDS[kind](request.POST or None, desk=desk, entry=entry)
    if request.method == "POST" and form.is_valid() and form.save(entry.state):
        messages.success(request, _("Saved."))
        return redirect("desk-parliament", desk.campaign.pk, entry.state_id.lower())
    return _form(request, desk, form, entry.state, str(KINDS[kind].heading))


@require_POST
@desk_page
def take_out(request: HttpRequest, desk: Desk, kind: str, number: int) -> HttpResponse:
    """It was an error, or is gone."""
    entry = _entry(desk, kind, number)
    actions.take_out(row=entry, campaign=desk.campaign, **desk.acting)
    messages.success(request, _("Taken out. The trail keeps it."))
    return redirect("desk-parliament", desk.campaign.pk, entry.state_id.lower())


def _entry(desk: Desk, kind: str, number: int) -> Entered:
    if kind not in KINDS:
        raise Http404
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    return queries.get_entered(KINDS[kind].model, number, viewer=desk.viewer)


def _form(request: HttpRequest, desk: Desk, form: Any, state: State, heading: str) -> HttpResponse:
    name = states.state_names(desk.language, viewer=desk.viewer)[state.pk]
    context = {"form": form, "state": state, "name": name}
    status_ = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "parliaments/form", context, title=heading, here="parliaments", status=status_
    )
