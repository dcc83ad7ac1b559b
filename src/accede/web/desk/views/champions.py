"""Champions, with their consent, and what parliaments promised."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accede.legislation import parliament_rules as rules
from accede.legislation.actions import champions as actions
from accede.legislation.queries import proceedings as queries
from accede.record.models import State
from accede.record.queries import states
from accede.web.desk.forms.base import DeskForm
from accede.web.desk.forms.proceedings import (
    ChampionForm,
    ParliamentaryPledgeForm,
    SettleParliamentaryPledgeForm,
)
from accede.web.desk.page import Desk, desk_page, render_desk


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """Somebody who consented."""
    state = states.get_state(iso3, viewer=desk.viewer)
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    form = ChampionForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid() and form.save(state):
        messages.success(request, _("Written down, with the consent."))
        return redirect("desk-parliament", desk.campaign.pk, iso3)
    return _form(request, desk, form, state, _("A champion"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def edit(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_champion(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = ChampionForm(request.POST or None, desk=desk, champion=found)
    if request.method == "POST" and form.is_valid() and form.save(found.state):
        messages.success(request, _("Saved."))
        return redirect("desk-parliament", desk.campaign.pk, found.state_id.lower())
    return _form(request, desk, form, found.state, _("A champion"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def remove(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Says first what will happen: the person is deleted, not hidden."""
    found = queries.get_champion(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    iso3 = found.state_id.lower()
    if request.method == "POST":
        actions.remove_champion(champion=found, **desk.acting)
        messages.success(request, _("Deleted. The trail keeps that somebody was here, and no name."))
        return redirect("desk-parliament", desk.campaign.pk, iso3)
    context = {"champion": found, "state": found.state, "name": _name(desk, found.state)}
    return render_desk(
        request,
        desk,
        "parliaments/remove",
        context,
        title=_("Delete a champion"),
        here="parliaments",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def pledge(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """What a chamber, a group, a network or a champion promised."""
    state = states.get_state(iso3, viewer=desk.viewer)
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    form = ParliamentaryPledgeForm(request.POST or None, desk=desk, state=state)
    if request.method == "POST" and form.is_valid() and form.save(state):
        messages.success(request, _("Written down."))
        return redirect("desk-parliament", desk.campaign.pk, iso3)
    return _form(request, desk, form, state, _("A parliamentary pledge"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def settle(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """What became of it."""
    found = queries.get_parliamentary_pledge(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = SettleParliamentaryPledgeForm(request.POST or None, desk=desk)
    form.deciding(found, "standing", "settled_on", "outcome", viewer=desk.viewer, since="settled_on")
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("Saved."))
        return redirect("desk-parliament", desk.campaign.pk, found.state_id.lower())
    return _form(request, desk, form, found.state, _("What became of the promise"), about=found.text)


def _form(
    request: HttpRequest, desk: Desk, form: DeskForm, state: State, title: str, *, about: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "about": about, "state": state, "name": _name(desk, state)}
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "parliaments/form", context, title=title, here="parliaments", status=status
    )


def _name(desk: Desk, state: State) -> str:
    return states.state_names(desk.language, viewer=desk.viewer)[state.pk]
