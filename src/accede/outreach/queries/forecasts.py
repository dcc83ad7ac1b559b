"""Forecasts that were kept, beside what is known otherwise; and what became of them. For those who run the campaign."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence.queries import reasons_known
from accede.evidence.queries.rows import ObstacleRow
from accede.law import terms
from accede.outreach import forecast_words, rules
from accede.outreach.models import KeptForecast
from accede.outreach.queries import pathways
from accede.outreach.queries.pathways import Road
from accede.outreach.stages import Stage
from accede.record.models import State, StatusSpan, Treaty
from accede.record.partial_dates import last_possible_day
from accede.record.queries import states, treaties
from accede.record.queries.nearest import NotOnRecordError
from accede.targeting import queries as targeting

FIRST = 10
# An interval that reaches to more than so many times the estimate, or less than that part of it, is wide.
WIDE = 2.0


@dataclass(frozen=True, slots=True)
class Because:
    """A reason, and which way it moves the estimate."""

    sentence: str
    raises: bool


@dataclass(frozen=True, slots=True)
class Estimate:
    """A State not party on the day: the model's number and why. What people know stands beside it, mixed into nothing."""

    rank: int
    iso3: str
    name: str
    probability: float
    low: float
    high: float
    reasons: Sequence[Because]
    categories: Sequence[str]
    obstacles: Sequence[ObstacleRow]
    stage: Stage | None
    stage_since: str

    @property
    def is_wide(self) -> bool:
        return self.high > WIDE * self.probability or self.low < self.probability / WIDE


@dataclass(frozen=True, slots=True)
class Ranking:
    """A forecast that was kept, with its rows. `stale`: treaties whose table was old on its day."""

    pk: int
    on: date
    horizon: int
    made_by: str
    rows: Sequence[Estimate]
    stale: Sequence[Treaty]
    last_vote: date | None  # of the treaty's own resolution, before the day


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A thing that could be otherwise, in words, and the probability then."""

    words: str
    probability: float


@dataclass(frozen=True, slots=True)
class Score:
    """A forecast held against what came until a day. Unless it `is_over`, more may still come."""

    pk: int
    on: date
    until: date
    horizon: int
    is_over: bool
    expected: float
    joined: Sequence[tuple[str, str, int]]  # ISO code, name, rank
    of: int
    in_first: int
    auc: float | None

    @property
    def horizon_label(self) -> str:
        return str(KeptForecast.Horizon(self.horizon).label)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is known of States apart from the forecast."""

    names: Mapping[str, str]
    categories: Mapping[str, Sequence[str]]
    obstacles: Mapping[str, Sequence[ObstacleRow]]
    roads: Mapping[str, Road]


class Asked(TypedDict):
    on: date
    viewer: Viewer
    language: str


def latest(
    campaign: Campaign, *, horizon: int, on: date, viewer: Viewer, language: str, number: int | None = None
) -> Ranking | None:
    """The forecast of that number or, without one, the last that was made until the day."""
    rules.insist_on_coordinating(viewer, campaign)
    found = KeptForecast.objects.visible_to(viewer).filter(campaign=campaign).select_related("made_by")
    kept = (
        found.filter(pk=number).first()
        if number is not None
        else found.filter(horizon=horizon, on__lte=on).first()
    )
    if kept is None:
        if number is not None:
            raise NotVisibleError(f"forecast {number}")
        return None
    treaty = treaties.get_treaty(campaign.treaty_key, viewer=viewer)
    asked: Asked = {"on": on, "viewer": viewer, "language": language}
    beside = _Beside(
        states.state_names(language, viewer=viewer),
        {row.iso3: row.categories for row in targeting.targets(treaty, **asked)},
        reasons_known(treaty, **asked).states,
        {road.iso3: road for road in pathways.table(campaign, **asked)},
    )
    return Ranking(
        kept.pk,
        kept.on,
        kept.horizon,
        kept.made_by.name if kept.made_by else "",
        [_estimate(rank, row, beside) for rank, row in enumerate(json.loads(kept.said), start=1)],
        [each for each in treaties.treaties(viewer=viewer) if each.key in kept.stale],
        _last_vote(treaty, kept.on),
    )


def what_if(
    ranking: Ranking, state: State, *, campaign: Campaign, viewer: Viewer
) -> tuple[float, list[WhatIf]]:
    """What would change the estimate: computed from the record as it is now, for the forecast's day."""
    rules.insist_on_coordinating(viewer, campaign)
    from accede.forecast import model_file  # noqa: PLC0415 -- numpy, only here
    from accede.forecast import what_if as pure  # noqa: PLC0415
    from accede.record.queries import panel as panel_queries  # noqa: PLC0415

    known, now = panel_queries.panel(on=ranking.on, viewer=viewer), panel_queries.end_of(ranking.on)
    fitted = model_file.fitted_for(model_file.read_shipped(), now=now, horizon=ranking.horizon)
    if state.pk not in {
        known.states[each] for each in known.at_risk(known.treaties.index(campaign.treaty_key), now)
    }:
        return 0.0, []  # it joined, by an act that was not yet on record
    as_is, found = pure.changes(known, campaign.treaty_key, state.pk, now=now, fitted=fitted)
    return as_is, [WhatIf(str(forecast_words.CHANGES[each.what]), each.probability) for each in found]


def estimate_of(ranking: Ranking, state: State) -> Estimate:
    """The State's place; else NotOnRecordError: whoever had joined, or was no State then, has none."""
    for row in ranking.rows:
        if row.iso3 == state.pk:
            return row
    raise NotOnRecordError("forecast of", state.pk, [])


def scores(campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> list[Score]:
    """Every forecast that was kept, the latest first, held against who has joined until the day."""
    rules.insist_on_coordinating(viewer, campaign)
    treaty = treaties.get_treaty(campaign.treaty_key, viewer=viewer)
    names = states.state_names(language, viewer=viewer)
    begun: dict[str, list[date]] = {}
    for iso3, begins in StatusSpan.objects.filter(
        treaty=treaty, status=terms.Status.PARTY, from_date__lte=on
    ).values_list("state_id", "from_date"):
        begun.setdefault(iso3, []).append(begins)
    return [
        _score(kept, treaty, begun, names, on)
        for kept in KeptForecast.objects.visible_to(viewer).filter(campaign=campaign, on__lte=on)
    ]


def _estimate(rank: int, row: dict[str, Any], beside: _Beside) -> Estimate:
    iso3, road = row["iso3"], beside.roads.get(row["iso3"])
    return Estimate(
        rank,
        iso3,
        beside.names[iso3],
        row["probability"],
        row["low"],
        row["high"],
        [
            Because(forecast_words.reason(saying, figures), moves > 0)
            for saying, figures, moves in row["reasons"]
        ],
        beside.categories.get(iso3, []),
        beside.obstacles.get(iso3, []),
        road.now if road else None,
        road.since if road else "",
    )


def _last_vote(treaty: Treaty, on: date) -> date | None:
    return (
        treaty.resolutions.filter(roll_calls__vote_date__lte=on)
        .order_by("-roll_calls__vote_date")
        .values_list("roll_calls__vote_date", flat=True)
        .first()
    )


def _score(
    kept: KeptForecast, treaty: Treaty, begun: Mapping[str, list[date]], names: Mapping[str, str], on: date
) -> Score:
    until = _years_later(kept.on, kept.horizon)
    rows = json.loads(kept.said)
    joined = [
        (row["iso3"], names[row["iso3"]], rank)
        for rank, row in enumerate(rows, start=1)
        if any(kept.on < day <= until for day in begun.get(row["iso3"], []))
    ]
    return Score(
        kept.pk,
        kept.on,
        until,
        kept.horizon,
        is_over=until <= on and last_possible_day(treaty.as_of) >= until,
        expected=math.fsum(row["probability"] for row in rows),
        joined=joined,
        of=len(rows),
        in_first=sum(rank <= FIRST for _iso3, _name, rank in joined),
        auc=_auc([rank for _iso3, _name, rank in joined], len(rows)),
    )


def _auc(ranks: Sequence[int], of: int) -> float | None:
    """The chance that a State which joined stood above one that did not."""
    others = of - len(ranks)
    if not ranks or not others:
        return None
    above = sum(of - rank - (len(ranks) - place) for place, rank in enumerate(ranks, start=1))
    return above / (len(ranks) * others)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, day=28)
