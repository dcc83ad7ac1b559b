"""Roads to joining: the board, the table, one State's road and its moves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.outreach.actions import pathways as actions
from accede.outreach.actions.permitted import insist_on_contributing, insist_on_coordinating
from accede.outreach.queries import pathways
from accede.record.models import State
from accede.record.queries import states
from accede.web.desk.forms.roads import KindForm, MoveForm, StagesForm
from accede.web.desk.page import Desk, desk_page, render_desk


@require_safe
@desk_page
def board(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A column for each stage, or a table; on request with the States whose road has not begun."""
    as_table = request.GET.get("view") == "table"
    everyone = as_table and request.GET.get("who") == "all"
    context: dict[str, Any] = {"as_table": as_table, "everyone": everyone}
    if as_table:
        context["roads"] = pathways.table(desk.campaign, everyone=everyone, **desk.asked)
    else:
        columns = pathways.board(desk.campaign, **desk.asked)
        context["columns"] = [column for column in columns if column.roads]
        context["empty"] = [column.stage for column in columns if not column.roads]
    return render_desk(request, desk, "pathways/board", context, title=_("Pathways"), here="pathways")


@require_safe
@desk_page
def road(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    return _page(request, desk, states.get_state(iso3, viewer=desk.viewer))


@require_POST
@desk_page
def move(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """The State came to a stage."""
    state = states.get_state(iso3, viewer=desk.viewer)
    insist_on_contributing(desk.viewer, desk.campaign)
    form = MoveForm(request.POST, desk=desk, road=_road(desk, state))
    if form.is_valid() and form.save(state):
        messages.success(request, _("The State has come to this stage."))
        return redirect("desk-pathway", desk.campaign.pk, iso3)
    return _page(request, desk, state, form, status=400)


@require_POST
@desk_page
def take_back(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """A move that was an error."""
    found = pathways.get_move(number, viewer=desk.viewer)
    actions.take_back_move(move=found, **desk.acting)
    messages.success(request, _("Taken back. The trail keeps it."))
    return redirect("desk-pathway", desk.campaign.pk, found.state_id.lower())


@require_POST
@desk_page
def check(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """Somebody looked, and the road is as it stands."""
    state = states.get_state(iso3, viewer=desk.viewer)
    actions.check_pathway(campaign=desk.campaign, state=state, **desk.acting)
    messages.success(request, _("Checked today."))
    return redirect("desk-pathway", desk.campaign.pk, iso3)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def stages(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """The State's own stages: some added, omitted, put elsewhere."""
    state = states.get_state(iso3, viewer=desk.viewer)
    insist_on_coordinating(desk.viewer, desk.campaign)
    found = _road(desk, state)
    form = StagesForm(request.POST or None, desk=desk, road=found, choices=_choices(desk))
    if request.method == "POST" and form.is_valid() and form.save(state):
        messages.success(request, _("The road is altered, for this State alone."))
        return redirect("desk-pathway", desk.campaign.pk, iso3)
    return _stages_page(request, desk, state, form, _kind_form(desk, state))


@require_POST
@desk_page
def choose(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """Another kind of road, with its usual stages."""
    state = states.get_state(iso3, viewer=desk.viewer)
    insist_on_coordinating(desk.viewer, desk.campaign)
    form = _kind_form(desk, state, request.POST)
    if form.is_valid() and form.save(state):
        messages.success(request, _("The road has the stages usual for its kind."))
        return redirect("desk-pathway-stages", desk.campaign.pk, iso3)
    stages_form = StagesForm(desk=desk, road=_road(desk, state), choices=_choices(desk))
    return _stages_page(request, desk, state, stages_form, form)


def _road(desk: Desk, state: State) -> pathways.Road:
    return pathways.pathway(state, campaign=desk.campaign, **desk.asked)


def _choices(desk: Desk) -> Any:
    return pathways.stages_to_choose(desk.campaign, viewer=desk.viewer)


def _kind_form(desk: Desk, state: State, data: Any = None) -> KindForm:
    kinds = pathways.templates_to_choose(desk.campaign, viewer=desk.viewer)
    return KindForm(data, desk=desk, road=_road(desk, state), templates=kinds)


def _page(
    request: HttpRequest, desk: Desk, state: State, form: MoveForm | None = None, *, status: int = 200
) -> HttpResponse:
    found = _road(desk, state)
    contributes = desk.viewer.contributes_to(desk.campaign.pk)
    joined = found.shade.startswith("party")
    if form is None and contributes and not joined:
        form = MoveForm(desk=desk, road=found)
    context = {
        "state": state,
        "road": found,
        "form": form,
        "joined": joined,
        "contributes": contributes,
        "coordinates": desk.viewer.coordinates(desk.campaign.pk),
    }
    title = _("%(state)s: the road to joining") % {"state": found.name}
    return render_desk(request, desk, "pathways/road", context, title=title, here="pathways", status=status)


def _stages_page(
    request: HttpRequest, desk: Desk, state: State, form: StagesForm, kind_form: KindForm
) -> HttpResponse:
    name = states.state_names(desk.language, viewer=desk.viewer)[state.pk]
    context = {"state": state, "name": name, "form": form, "kind_form": kind_form}
    title = _("%(state)s: stages of the road") % {"state": name}
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "pathways/stages", context, title=title, here="pathways", status=status)
