"""Who is likely to join next: for those who run the campaign."""

from datetime import date
from typing import Literal

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk.room import Room
from accede.outreach import actions, rules
from accede.outreach.queries import forecasts
from accede.outreach.queries.withdrawals import withdrawals

room = Room("Forecast", guard=rules.insist_on_coordinating)


def latest(
    campaign: Campaign, *, horizon: Literal["1", "3"] = "1", on: date, viewer: Viewer, language: str
) -> forecasts.Ranking | None:
    """The last forecast for so many years."""
    return forecasts.latest(campaign, horizon=int(horizon), on=on, viewer=viewer, language=language)


room.one("/forecast", latest, summary="The last forecast, State by State")
room.write(
    "POST", "/forecast", actions.make_forecast, summary="Forecast from what is on record today, and keep it"
)
room.several("/forecast/scores", forecasts.scores, summary="How good the kept forecasts were")
room.one("/forecast/withdrawals", withdrawals, summary="Parties with signs that they might leave")
