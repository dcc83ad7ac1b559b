"""Why States stay outside."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from accede.access.confidentiality import NotVisibleError
from accede.access.roles import RESPONDENTS, Attribution
from accede.access.viewer import Viewer
from accede.evidence.models import Obstacle, ObstacleCode
from accede.evidence.queries.rows import Names, ObstacleRow, obstacle_row
from accede.record.models import Group, State, Treaty
from accede.record.queries import states, status

REGIONS = "regional-group"


@dataclass(frozen=True, slots=True)
class Known:
    """For how many States something is known; None for "fewer than five, and not to be told"."""

    key: str
    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class ReasonsKnown:
    """For how many of the States not party it is known why. A State may give several reasons.

    The counts take in what may only be counted, but for answers to surveys, which are counted there; `states` are the rows behind them that this viewer may read.
    """

    outside: int
    known: int | None
    by_code: list[tuple[ObstacleCode, int | None]]
    by_region: list[Known]
    states: dict[str, list[ObstacleRow]]
    unknown: list[str]  # ISO codes, as far as this viewer may know


def obstacles_of(
    state: State, treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> list[ObstacleRow]:
    """The State's reasons until that day: those that stand by rank, then the past ones, the latest first."""
    names = states.state_names(language, viewer=viewer)
    # With what else is shown of each: of one State there are few.
    own = Obstacle.objects.filter(state=state, treaty=treaty).select_related("code", "source")
    rows = _rows(own, names, on, viewer)
    return sorted(
        (row for row in rows if row.iso3),
        key=lambda row: (not row.standing, row.rank or 99, _latest_first(row)),
    )


def get_obstacle(number: int, *, on: date, viewer: Viewer, language: str) -> ObstacleRow:
    """The reason of that number. Raises NotVisibleError. Whose it is stands in it only if the viewer may know."""
    names = states.state_names(language, viewer=viewer)
    found = _rows(Obstacle.objects.filter(pk=number), names, on, viewer)
    if not found:
        raise NotVisibleError(f"obstacle {number}")
    return found[0]


def unattributed(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> list[ObstacleRow]:
    """Reasons that stand and that may be used without saying who gave them. No State is in these rows."""
    names = states.state_names(language, viewer=viewer)
    kept_apart = Obstacle.objects.filter(treaty=treaty, attribution=Attribution.CHATHAM_HOUSE)
    rows = _rows(kept_apart, names, on, viewer)
    return [row for row in rows if row.standing and not row.iso3]


def reasons_known(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> ReasonsKnown:
    """For how many States not party on that day a reason stands, by code and by regional group."""
    names = states.state_names(language, viewer=viewer)
    outside = _outside(treaty, names, on=on, viewer=viewer)
    standing = _standing_of(treaty, outside, on=on, viewer=viewer)
    reasons = standing.exclude(code__group=ObstacleCode.Group.SILENCE)
    by_code = standing.count_by("code_id", viewer=viewer, of="state_id")
    by_region = (
        reasons.exclude(attribution=Attribution.CHATHAM_HOUSE)
        .filter(state__memberships__group__kind=REGIONS)
        .count_by("state__memberships__group_id", viewer=viewer, of="state_id")
    )
    known: defaultdict[str, list[ObstacleRow]] = defaultdict(list)
    for row in _rows(reasons, names, on, viewer):
        if row.iso3:
            known[row.iso3].append(row)
    return ReasonsKnown(
        outside=len(outside),
        known=reasons.count_by("treaty_id", viewer=viewer, of="state_id").get(treaty.pk, 0),
        by_code=sorted(
            ((code, by_code[code.pk]) for code in ObstacleCode.objects.filter(pk__in=list(by_code))),
            key=lambda pair: -(pair[1] or 0),
        ),
        by_region=[
            Known(group.pk, group.name, by_region.get(group.pk, 0))
            for group in Group.objects.filter(kind=REGIONS)
        ],
        states={iso3: known[iso3] for iso3 in outside if iso3 in known},
        unknown=[iso3 for iso3 in outside if iso3 not in known],
    )


@dataclass(frozen=True)
class NewestReasons:
    """The numbers of `ReasonsKnown` without its rows: `days` are those of the newest reason of each State that stands."""

    outside: int
    known: int | None
    newest: Callable[[], dict[str, date | None]]

    @cached_property
    def days(self) -> dict[str, date | None]:
        return self.newest()


def newest_reasons(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> NewestReasons:
    """For figures, which tell no reason: none is opened."""
    outside, reasons = _reasons_of(treaty, on=on, viewer=viewer, language=language)
    return NewestReasons(
        outside=len(outside),
        known=reasons.count_by("treaty_id", viewer=viewer, of="state_id").get(treaty.pk, 0),
        newest=lambda: _newest(outside, reasons, viewer),
    )


def states_with_reasons(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> set[str]:
    """ISO codes of the States of which a reason stands that the viewer may see."""
    return set(_newest(*_reasons_of(treaty, on=on, viewer=viewer, language=language), viewer))


def _reasons_of(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> tuple[list[str], Any]:
    names = states.state_names(language, viewer=viewer)
    outside = _outside(treaty, names, on=on, viewer=viewer)
    reasons = _standing_of(treaty, outside, on=on, viewer=viewer)
    return outside, reasons.exclude(code__group=ObstacleCode.Group.SILENCE)


def _newest(outside: list[str], reasons: Any, viewer: Viewer) -> dict[str, date | None]:
    told = reasons.attributable_by(viewer).order_by().values_list("state_id").annotate(Max("day"))
    newest: dict[str, date | None] = dict(told)
    return {iso3: newest[iso3] for iso3 in outside if iso3 in newest}


def _outside(treaty: Treaty, names: Names, *, on: date, viewer: Viewer) -> list[str]:
    standings = status.statuses(treaty, on=on, viewer=viewer)
    return [iso3 for iso3 in names if standings.get(iso3, "neither") in status.OUTSIDE]


def _standing_of(treaty: Treaty, codes: Collection[str], *, on: date, viewer: Viewer) -> Any:
    # What may only be counted of a survey is counted there, once a round is over: here it would be from day to day.
    counted = Obstacle.objects.filter(treaty=treaty, state__in=codes).exclude(
        attribution=Attribution.AGGREGATE_ONLY, owner__name=RESPONDENTS
    )
    return standing_on(counted, on, viewer)


def standing_on(obstacles: Any, on: date, viewer: Viewer) -> Any:
    """Of a set of obstacles, those given until that day and then neither withdrawn nor replaced.

    That one was replaced counts only if the viewer may see by what.
    """
    newer = Obstacle.objects.visible_to(viewer).filter(
        Q(day__isnull=True) | Q(day__lte=on), pk=OuterRef("superseded_by")
    )
    return (
        obstacles.filter(Q(day__isnull=True) | Q(day__lte=on))
        .filter(Q(withdrawn_day__isnull=True) | Q(withdrawn_day__gt=on))
        .filter(Q(superseded_by__isnull=True) | ~Exists(newer))
    )


def _rows(obstacles: Any, names: Names, on: date, viewer: Viewer) -> list[ObstacleRow]:
    """As rows, the oldest first, each with what took its place."""
    found = list(
        obstacles.filter(Q(day__isnull=True) | Q(day__lte=on))
        .visible_to(viewer)
        .prefetch_related("code", "source")
    )
    visible = visible_superseders(found, on, viewer)
    return [
        obstacle_row(
            row,
            viewer,
            names,
            superseded_by=row.superseded_by_id if row.superseded_by_id in visible else None,
            standing=row.superseded_by_id not in visible
            and (row.withdrawn_day is None or row.withdrawn_day > on),
        )
        for row in found
    ]


def visible_superseders(rows: Iterable[Obstacle], on: date, viewer: Viewer) -> set[int]:
    """Of what took the place of these, what the viewer may see and had been said by that day."""
    numbers = {row.superseded_by_id for row in rows if row.superseded_by_id}
    if not numbers:
        return set()
    newer = Obstacle.objects.visible_to(viewer).filter(pk__in=numbers)
    return set(newer.filter(Q(day__isnull=True) | Q(day__lte=on)).values_list("pk", flat=True))


def _latest_first(row: ObstacleRow) -> int:
    return -(row.day or date.min).toordinal()
