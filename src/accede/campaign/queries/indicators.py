"""What the figures of a plan say on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from accede.access.confidentiality import suppress
from accede.access.viewer import Viewer
from accede.campaign.measures import get_measure
from accede.campaign.models import BackgroundFigure, Indicator, Plan
from accede.campaign.queries.plans import treaty_of
from accede.campaign.standing import Reached, reached
from accede.record.measures import Asked, Counted, Figure, Measure, by_region, crossings
from accede.record.models import Treaty
from accede.targeting import queries as targeting
from accede.targeting.categories import categories

# The measures whose target the record can miss by one day and mend the next: what came after is told.
OF_PARTIES = frozenset({"new-parties", "net-parties"})


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """`value` is that of the day; `at_due` that of the last day that counts, once it is past."""

    indicator: Indicator
    measure: Measure
    figure: Figure
    at_due: float | None
    state: Reached
    before: float | None  # on the eve of the period, where a state of affairs is measured
    afterwards: tuple[Counted, ...] = ()

    @property
    def value(self) -> float | None:
        return self.figure.value


@dataclass(slots=True)
class Gauge:
    """Reads measures for one plan, viewer and day; each figure once."""

    plan: Plan
    on: date
    viewer: Viewer
    language: str
    treaty: Treaty = field(init=False)
    whole: tuple[date, date] = field(init=False)
    _read: dict[tuple[str, date, date], Figure] = field(default_factory=dict)
    _kept: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.treaty = treaty_of(self.plan, viewer=self.viewer)
        self.whole = (min(self.plan.starts, self.on), self.on)

    def read(self, key: str, since: date, until: date) -> Figure:
        """The figure; without a value where its period has not begun."""
        if until < since:
            return Figure(value=None)
        if (key, since, until) not in self._read:
            self._read[key, since, until] = get_measure(key).read(self._asked(since, until))
        return self._read[key, since, until]

    def _asked(self, since: date, until: date) -> Asked:
        return Asked(
            treaty=self.treaty,
            campaign=self.plan.campaign_id,
            since=since,
            until=until,
            viewer=self.viewer,
            language=self.language,
            whole=self.whole,
            kept=self._kept,
        )

    def row(self, indicator: Indicator) -> IndicatorRow:
        figure = self.read(indicator.measure, indicator.since, self.on)
        past = self.on > indicator.due
        at_due = self.read(indicator.measure, indicator.since, indicator.due).value if past else None
        return IndicatorRow(
            indicator=indicator,
            measure=get_measure(indicator.measure),
            figure=figure,
            at_due=at_due,
            state=reached(figure.value, at_due, indicator.target, due=indicator.due, on=self.on),
            before=float(indicator.baseline) if indicator.baseline is not None else None,
            afterwards=self._afterwards(indicator) if past else (),
        )

    def _afterwards(self, indicator: Indicator) -> tuple[Counted, ...]:
        """Who joined and who left after the day that counted: told beside the target, never added to it."""
        if indicator.measure not in OF_PARTIES:
            return ()
        return self.read("net-parties", indicator.due + timedelta(days=1), self.on).counted


@dataclass(frozen=True, slots=True)
class Background:
    """A figure from which the plan set out, and what the record says of it today."""

    row: BackgroundFigure
    on_record: float | None


def background(gauge: Gauge) -> list[Background]:
    return [
        Background(row, gauge.read(row.measure, row.on, row.on).value if row.measure else None)
        for row in gauge.plan.background.all()
    ]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure; None where it is below the smallest cell."""

    name: str
    value: int | None


def broken_down(row: IndicatorRow, gauge: Gauge) -> list[Part]:
    """The figure by region, target category or level, as the indicator asks for."""
    by = row.indicator.breakdown
    counted = row.figure.counted
    if not by or row.value is None:
        return []
    if by == Indicator.Breakdown.LEVEL:
        counts = _counts(counted, ((each.kind, each.kind) for each in counted if each.kind))
    elif by == Indicator.Breakdown.REGION:
        codes = {each.iso3 for each in counted if each.iso3}
        groups = by_region(codes).items()
        counts = {name: _of(counted, members) for name, members in groups}
    else:
        find = partial(
            targeting.targets, gauge.treaty, on=gauge.on, viewer=gauge.viewer, language=gauge.language
        )
        members: defaultdict[str, set[str]] = defaultdict(set)
        for target in find():
            for key in target.categories:
                members[key].add(target.iso3)
        counts = {each.name: _of(counted, members[key]) for key, each in categories().items()}
    shown = suppress(counts) if row.figure.confined else counts
    return [Part(str(name) or _("other"), value) for name, value in shown.items()]


def _counts(counted: Iterable[Counted], kinds: Iterable[tuple[str, str]]) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for each, (kind, _name) in zip([each for each in counted if each.kind], kinds, strict=True):
        found[kind] += each.sign
    return dict(found)


def _of(counted: Iterable[Counted], members: set[str]) -> int:
    return sum(each.sign for each in counted if each.iso3 in members)


def who_came_and_left(plan: Plan, *, on: date, viewer: Viewer) -> list[tuple[date, str, bool]]:
    """Day, ISO code, and whether it joined: since the plan began."""
    if on < plan.starts:
        return []
    found = crossings(treaty_of(plan, viewer=viewer), since=plan.starts, until=on, viewer=viewer)
    return [(each.day, each.iso3, each.joined) for each in found]
