"""What States say: new evidence, the story of one State's reasons, one reason, one incident."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.access.confidentiality import get_visible
from accede.evidence import actions, rules
from accede.evidence import queries as said
from accede.evidence.models import Incident, InterimStep, Obstacle
from accede.evidence.queries.rows import IncidentRow
from accede.evidence.queries.steps import get_step
from accede.record.models import State
from accede.record.queries import states
from accede.web.desk.forms.evidence_kinds import (
    KINDS,
    AssessmentForm,
    SinceForm,
    StatementForm,
    SupersedeForm,
)
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.languages import named


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """A form for one kind of evidence; `state` in the address fills in the State."""
    if kind not in KINDS:
        raise Http404
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    initial = {"state": request.GET.get("state", "").upper(), "code": request.GET.get("code", "")}
    form = KINDS[kind](request.POST or None, desk=desk, initial=initial)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Written down."))
        if isinstance(form.made, Incident):
            return redirect("desk-incident", desk.campaign.pk, form.made.pk)
        if form.made.state_id:
            return redirect("desk-story", desk.campaign.pk, form.made.state_id.lower())
        return redirect("desk-norm", desk.campaign.pk)
    context = {"form": form, "kinds": {key: each.heading for key, each in KINDS.items()}, "kind": kind}
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "evidence/new", context, title=str(KINDS[kind].heading), here="norm", status=status
    )


@require_safe
@desk_page
def story(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """The history of one State's reasons."""
    state = states.get_state(iso3, viewer=desk.viewer)
    name = states.state_names(desk.language, viewer=desk.viewer)[state.pk]
    context = {
        "state": state,
        "name": name,
        "entries": said.story(state, desk.treaty, **desk.asked),
        "statements": said.statements_of(state, desk.treaty, **desk.asked),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    title = _("What %(state)s says of joining") % {"state": name}
    return render_desk(request, desk, "evidence/story", context, title=title, here="states")


@require_safe
@desk_page
def reason(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = get_visible(Obstacle, number, viewer=desk.viewer)
    return _reason_page(request, desk, found, SinceForm(), _supersede_form(desk, found))


@require_POST
@desk_page
def withdraw(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The State no longer gives this reason."""
    found = get_visible(Obstacle, number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = SinceForm(request.POST)
    if form.is_valid() and form.attempt(
        lambda: actions.withdraw_obstacle(
            obstacle=found, date_given=form.cleaned_data["date_given"], by=desk.viewer, at=desk.at
        )
    ):
        messages.success(request, _("The reason is withdrawn. It stays in the story."))
        return redirect("desk-story", desk.campaign.pk, found.state_id.lower())
    return _reason_page(request, desk, found, form, _supersede_form(desk, found), status=400)


@require_POST
@desk_page
def supersede(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The State now gives another reason in its place."""
    found = get_visible(Obstacle, number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = _supersede_form(desk, found, request.POST)
    if form.is_valid():
        newer = get_visible(Obstacle, form.cleaned_data["newer"], viewer=desk.viewer)
        if form.attempt(
            lambda: actions.supersede_obstacle(obstacle=found, newer=newer, by=desk.viewer, at=desk.at)
        ):
            messages.success(request, _("The later reason takes its place. Both stay in the story."))
            return redirect("desk-story", desk.campaign.pk, found.state_id.lower())
    return _reason_page(request, desk, found, SinceForm(), form, status=400)


def _supersede_form(desk: Desk, found: Obstacle, data: object = None) -> SupersedeForm:
    rows = said.obstacles_of(found.state, desk.treaty, **desk.asked)
    later = [
        row
        for row in rows
        if row.pk != found.pk and (found.day is None or row.day is None or row.day >= found.day)
    ]
    return SupersedeForm(data, later=later)


def _reason_page(
    request: HttpRequest,
    desk: Desk,
    found: Obstacle,
    since: SinceForm,
    gave_way: SupersedeForm,
    *,
    status: int = 200,
) -> HttpResponse:
    rows = said.obstacles_of(found.state, desk.treaty, **desk.asked)
    context = {
        "record": found,
        "row": next((row for row in rows if row.pk == found.pk), None),
        "name": states.state_names(desk.language, viewer=desk.viewer)[found.state_id],
        "may_change": rules.may_change(desk.viewer, found),
        "since": since,
        "gave_way": gave_way,
    }
    return render_desk(
        request, desk, "evidence/reason", context, title=found.code.name, here="states", status=status
    )


@require_safe
@desk_page
def incident(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    return _incident_page(request, desk, get_visible(Incident, number, viewer=desk.viewer))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def assess(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Another judgement of the incident, beside those that are there."""
    found = get_visible(Incident, number, viewer=desk.viewer)
    return _about_incident(request, desk, found, AssessmentForm(request.POST or None, desk=desk))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def condemn(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """A statement tied to the incident; it begins as a condemnation."""
    found = get_visible(Incident, number, viewer=desk.viewer)
    form = StatementForm(request.POST or None, desk=desk, initial={"stance": "condemns"})
    return _about_incident(request, desk, found, form)


def _about_incident(
    request: HttpRequest, desk: Desk, found: Incident, form: AssessmentForm | StatementForm
) -> HttpResponse:
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    if request.method == "POST" and form.is_valid() and form.save(incident=found):
        messages.success(request, _("Written down."))
        return redirect("desk-incident", desk.campaign.pk, found.pk)
    context: dict[str, Any] = {"form": form, "kinds": {}, "kind": "", "incident": found}
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "evidence/new", context, title=str(form.heading), here="norm", status=status
    )


def _incident_page(request: HttpRequest, desk: Desk, found: Incident) -> HttpResponse:
    rows = said.incidents(desk.treaty, **desk.asked)
    row: IncidentRow | None = next((row for row in rows if row.pk == found.pk), None)
    spoken = said.statements(desk.treaty, **desk.asked)
    context = {
        "record": found,
        "row": row,
        "statements": [each for each in spoken if each.incident == found.pk],
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    title = named(capfirst(row.label), row.name or row.actor) if row else _("An incident")
    return render_desk(request, desk, "evidence/incident", context, title=title, here="norm")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def revoke(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """An interim step that no longer stands."""
    found = get_step(number, viewer=desk.viewer)
    if found is None:
        raise Http404
    rules.insist_on_changing(desk.viewer, found)
    form = SinceForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.attempt(
            lambda: actions.revoke_interim_step(
                step=found, date_given=form.cleaned_data["date_given"], by=desk.viewer, at=desk.at
            )
        )
    ):
        messages.success(request, _("The step is revoked. It stays in the story."))
        return redirect("desk-story", desk.campaign.pk, found.state_id.lower())
    context = {"form": form, "step": found, "state": _state(desk, found)}
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request,
        desk,
        "evidence/revoke",
        context,
        title=_("Revoke an interim step"),
        here="states",
        status=status,
    )


def _state(desk: Desk, step: InterimStep) -> State:
    return states.get_state(step.state_id, viewer=desk.viewer)
