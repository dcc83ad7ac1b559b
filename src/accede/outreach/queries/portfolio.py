"""Where to spend meetings: a judgement from a kept forecast and from assumptions that whoever asks may set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.forecast.portfolio import Assumptions, Candidate, Choice, spend
from accede.outreach import rules
from accede.outreach.models import Contact
from accede.outreach.queries.contacts import missing_in
from accede.outreach.queries.forecasts import Estimate, Ranking


@dataclass(frozen=True, slots=True)
class Proposed:
    """Meetings with a State, and what stands behind the choice."""

    choice: Choice
    estimate: Estimate
    on_road: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Portfolio:
    rows: Sequence[Proposed]
    cost: float
    gain: float
    likeliest: Sequence[Estimate]  # those that meeting the likeliest alone would choose otherwise


def portfolio(
    ranking: Ranking, given: Assumptions, *, campaign: Campaign, on: date, viewer: Viewer
) -> Portfolio:
    """The best use of the meetings under these assumptions."""
    rules.insist_on_coordinating(viewer, campaign)
    by_key = {row.iso3: row for row in ranking.rows}
    missing = set(missing_in(campaign, Contact.Place.GENEVA, list(by_key), on=on, viewer=viewer))
    candidates = {
        iso3: Candidate(iso3, row.probability, row.stage is not None, iso3 not in missing)
        for iso3, row in by_key.items()
    }
    chosen = spend(list(candidates.values()), given)
    rows = [
        Proposed(each, by_key[each.key], candidates[each.key].on_road, candidates[each.key].known)
        for each in chosen
    ]
    keys = {each.key for each in chosen}
    return Portfolio(
        rows,
        sum(each.cost for each in chosen),
        sum(each.gain for each in chosen),
        [row for row in ranking.rows[: len(rows)] if row.iso3 not in keys],
    )
