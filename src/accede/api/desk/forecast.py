"""Who is likely to join next: for those who run the campaign."""

from datetime import date
from typing import Any, Literal

from django.core.exceptions import ValidationError

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk.room import Room
from accede.forecast import past
from accede.forecast.portfolio import Assumptions
from accede.outreach import actions, rules
from accede.outreach.queries import forecasts
from accede.outreach.queries.portfolio import Portfolio, portfolio
from accede.outreach.queries.withdrawals import withdrawals
from accede.record.models import State

room = Room("Forecast", guard=rules.insist_on_coordinating)


def latest(
    campaign: Campaign, *, horizon: Literal["1", "3"] = "1", on: date, viewer: Viewer, language: str
) -> forecasts.Ranking | None:
    """The last forecast for so many years."""
    return forecasts.latest(campaign, horizon=int(horizon), on=on, viewer=viewer, language=language)


def one_state(
    state: State,
    campaign: Campaign,
    *,
    horizon: Literal["1", "3"] = "1",
    on: date,
    viewer: Viewer,
    language: str,
) -> Any:
    """Why, how sure, and what would change the estimate; None before a forecast was made."""
    found = latest(campaign, horizon=horizon, on=on, viewer=viewer, language=language)
    if found is None:
        return None
    as_is, what_if = forecasts.what_if(found, state, campaign=campaign, viewer=viewer)
    return {"estimate": forecasts.estimate_of(found, state), "as_is": as_is, "what_if": what_if}


# As the form has them: what is asked for beyond these has no sense.
BOUNDS = {
    "meetings": (1, 100),
    "lift": (1, 10),
    "lift_on_road": (1, 10),
    "fading": (0, 1),
    "cost_unknown": (1, 10),
    "most_each": (1, 10),
}


def where_to_meet(
    campaign: Campaign,
    given: Assumptions,
    *,
    horizon: Literal["1", "3"] = "1",
    on: date,
    viewer: Viewer,
    language: str,
) -> Portfolio | None:
    """The best use of so many meetings under assumptions that are asked for, and kept nowhere."""
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(given, name) <= most:
            raise ValidationError({name: f"From {least} to {most}."})
    found = latest(campaign, horizon=horizon, on=on, viewer=viewer, language=language)
    return portfolio(found, given, campaign=campaign, on=on, viewer=viewer) if found else None


def in_years_gone_by(*, viewer: Viewer) -> Any:
    """How the model did in the past, by treaty and span of years."""
    told = past.past()
    return {"figures": told.figures, "surprises": told.surprises, "standing": told.standing}


room.one("/forecast/past", in_years_gone_by, row=dict[str, Any], summary="How the model did in years gone by")
room.one(
    "/forecast/meetings",
    where_to_meet,
    asks=("horizon", *BOUNDS),
    summary="Where to spend meetings, under assumptions",
)
room.one(
    "/forecast/states/{iso3}",
    one_state,
    asks=("horizon",),
    row=dict[str, Any],
    summary="One State: why, how sure, and what would change it",
)
room.one("/forecast", latest, asks=("horizon",), summary="The last forecast, State by State")
room.write(
    "POST", "/forecast", actions.make_forecast, summary="Forecast from what is on record today, and keep it"
)
room.several("/forecast/scores", forecasts.scores, summary="How good the kept forecasts were")
room.one("/forecast/withdrawals", withdrawals, summary="Parties with signs that they might leave")
