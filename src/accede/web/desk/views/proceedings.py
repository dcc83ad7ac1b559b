"""What is before a parliament: brought in, moved to a stage, given a next date."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.legislation import parliament_rules as rules
from accede.legislation.actions import proceedings as actions
from accede.legislation.models import Proceeding
from accede.legislation.queries import proceedings as queries
from accede.outreach.queries import pathways
from accede.record.models import State
from accede.record.queries import states
from accede.web.desk.forms.proceedings import EditProceedingForm, ProceedingForm, StepForm
from accede.web.desk.page import Desk, desk_page, render_desk


@require_safe
@desk_page
def proceeding(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """What it is, its steps and, where it is a bill of ratification, what is missing after it."""
    return _page(request, desk, number)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """Something new before the State's parliament; `kind` in the address says what."""
    state = states.get_state(iso3, viewer=desk.viewer)
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    asked = request.GET.get("kind", "")
    kind = asked if asked in Proceeding.Kind.values else Proceeding.Kind.RATIFICATION
    road = pathways.pathway(state, campaign=desk.campaign, **desk.asked)
    form = ProceedingForm(request.POST or None, desk=desk, kind=kind, road=road)
    if request.method == "POST" and form.is_valid() and form.save(state):
        messages.success(request, _("Written down."))
        return redirect("desk-proceeding", desk.campaign.pk, form.made.pk)
    context = {"form": form, "state": state, "name": road.name}
    heading = str(Proceeding.Kind(kind).label)
    return _form(request, desk, context, heading[:1].upper() + heading[1:])


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def edit(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_proceeding(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = EditProceedingForm(request.POST or None, desk=desk, proceeding=found)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Saved."))
        return redirect("desk-proceeding", desk.campaign.pk, number)
    context = {"form": form, "state": found.state, "name": _name(desk, found.state)}
    return _form(request, desk, context, _("What is before parliament"))


@require_POST
@desk_page
def step(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """It came to a stage; a bill of ratification takes the State's road along, where that is asked."""
    found = queries.get_proceeding(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    form = _step_form(desk, found, request.POST)
    if form.is_valid() and form.save():
        messages.success(request, _("It has come to this stage."))
        return redirect("desk-proceeding", desk.campaign.pk, number)
    return _page(request, desk, number, form, status=400)


@require_POST
@desk_page
def take_back(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """A step that was an error."""
    found = queries.get_step(number, viewer=desk.viewer)
    actions.take_back_step(step=found, **desk.acting)
    messages.success(request, _("Taken back. The trail keeps it."))
    return redirect("desk-proceeding", desk.campaign.pk, found.proceeding_id)


def _step_form(desk: Desk, found: Proceeding, data: Any = None) -> StepForm:
    road = pathways.pathway(found.state, campaign=desk.campaign, **desk.asked)
    return StepForm(data, desk=desk, proceeding=found, road=road)


def _page(
    request: HttpRequest, desk: Desk, number: int, form: StepForm | None = None, *, status: int = 200
) -> HttpResponse:
    found = queries.get_proceeding(number, viewer=desk.viewer)
    may_change = rules.may_change(desk.viewer, found)
    context = {
        "row": queries.get_proceeding_row(number, **desk.asked),
        "record": found,
        "may_change": may_change,
        "road": pathways.pathway(found.state, campaign=desk.campaign, **desk.asked),
        "form": (form or _step_form(desk, found)) if may_change else None,
    }
    return render_desk(
        request,
        desk,
        "parliaments/proceeding",
        context,
        title=found.name,
        here="parliaments",
        status=status,
    )


def _form(request: HttpRequest, desk: Desk, context: dict[str, Any], title: str) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "parliaments/form", context, title=title, here="parliaments", status=status
    )


def _name(desk: Desk, state: State) -> str:
    return states.state_names(desk.language, viewer=desk.viewer)[state.pk]
