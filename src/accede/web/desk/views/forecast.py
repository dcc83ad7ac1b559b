"""Who is likely to join next: for those who run the campaign, and for nobody else."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accede.forecast import past
from accede.outreach import actions
from accede.outreach.models.forecasts import KeptForecast
from accede.outreach.queries import forecasts
from accede.outreach.queries.portfolio import portfolio
from accede.outreach.queries.withdrawals import withdrawals
from accede.record.queries import states
from accede.record.queries.treaties import is_stale
from accede.targeting.categories import categories
from accede.web.desk.forms.portfolio import AssumptionsForm
from accede.web.desk.page import Desk, desk_page, render_desk

EXPLAINED = 10
HORIZONS = KeptForecast.Horizon


@require_safe
@desk_page
def ranking(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The last forecast, or the one that is asked for: the first ten explained, the rest below."""
    number = request.GET.get("kept", "")
    if number and not (number.isascii() and number.isdigit() and len(number) <= 15):  # noqa: PLR2004 -- what a key can be
        raise Http404
    found = _latest(request, desk, int(number) if number else None)
    context: dict[str, Any] = {
        "ranking": found,
        "first": found.rows[:EXPLAINED] if found else [],
        "rest": found.rows[EXPLAINED:] if found else [],
        "of_today": found is not None and found.on == desk.on,
        "horizon": found.horizon if found else _horizon(request),
        "past": [each for each in past.past().figures if each.group == desk.treaty.key],
    }
    return _render(request, desk, "ranking", context, _("Who is likely to join next"), tab="ranking")


@require_POST
@desk_page
def make(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Forecast from what is on record today, and keep it."""
    actions.make_forecast(campaign=desk.campaign, on=desk.on, **desk.acting)
    messages.success(request, _("The forecast was made and is kept."))
    return redirect("desk-forecast", desk.campaign.pk)


@require_safe
@desk_page
def state_page(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """One State: why, how sure, what would change the estimate, and what people know."""
    state = states.get_state(iso3, viewer=desk.viewer)
    found = _latest(request, desk)
    if found is None:
        return redirect("desk-forecast", desk.campaign.pk)
    row = forecasts.estimate_of(found, state)
    as_is, what_if = forecasts.what_if(found, state, campaign=desk.campaign, viewer=desk.viewer)
    context = {
        "ranking": found,
        "row": row,
        "as_is": as_is,
        "what_if": what_if,
        "of": len(found.rows),
        "horizon": found.horizon,
    }
    title = _("Forecast: %(name)s") % {"name": row.name}
    return _render(request, desk, "state", context, title, tab="")


@require_safe
@desk_page
def meetings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where to spend a number of meetings, under assumptions that stand in the address."""
    found = _latest(request, desk)
    form = AssumptionsForm(request.GET if "meetings" in request.GET else None)
    given = form.assumptions()
    context = {
        "ranking": found,
        "form": form,
        "given": given,
        "horizon": found.horizon if found else _horizon(request),
        "portfolio": portfolio(found, given, campaign=desk.campaign, on=desk.on, viewer=desk.viewer)
        if found and not form.errors
        else None,
    }
    return _render(
        request,
        desk,
        "meetings",
        context,
        _("Where to spend meetings"),
        tab="meetings",
        status=400 if form.errors else 200,
    )


@require_safe
@desk_page
def record(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How the model did: in years gone by, and with each forecast that was kept."""
    scores = forecasts.scores(desk.campaign, **desk.asked)
    names = states.state_names(desk.language, viewer=desk.viewer)
    told = past.past()
    context = {
        "scores": scores,
        "figures": told.figures,
        "surprises": [(names[each.iso3], each) for each in told.surprises],
        "standing": [(names[each.iso3], each) for each in told.standing],
        "origins": told.origins,
    }
    return _render(request, desk, "record", context, _("How good the forecast has been"), tab="record")


@require_safe
@desk_page
def withdrawal(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Parties with public signs that were seen before others left."""
    found = withdrawals(desk.campaign, **desk.asked)
    return _render(
        request, desk, "withdrawal", {"found": found}, _("Who might leave: public signs"), tab="withdrawal"
    )


def _horizon(request: HttpRequest) -> int:
    return 3 if request.GET.get("horizon") == "3" else 1


def _latest(request: HttpRequest, desk: Desk, number: int | None = None) -> forecasts.Ranking | None:
    return forecasts.latest(desk.campaign, horizon=_horizon(request), number=number, **desk.asked)


def _render(
    request: HttpRequest,
    desk: Desk,
    template: str,
    context: dict[str, Any],
    title: str,
    *,
    tab: str,
    status: int = 200,
) -> HttpResponse:
    shared = {
        "tab": tab,
        "stale": is_stale(desk.treaty.as_of, on=desk.on),
        "category_names": {key: each.name for key, each in categories().items()},
    }
    return render_desk(
        request, desk, f"forecast/{template}", shared | context, title=title, here="forecast", status=status
    )
