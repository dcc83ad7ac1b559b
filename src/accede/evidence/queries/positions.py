"""What States say of joining, and how they read a treaty."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import F, Q

from accede.access.viewer import Viewer
from accede.evidence.models import InterpretiveIssue, InterpretivePosition, Position
from accede.evidence.queries.code_book import issues
from accede.evidence.queries.rows import (
    InterpretiveRow,
    PositionRow,
    ended,
    interpretive_row,
    position_row,
    without_texts,
)
from accede.record.models import State, Treaty
from accede.record.queries import states


def positions_of(
    state: State, treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> list[PositionRow]:
    """The State's positions until that day, the oldest first; the last one stands."""
    rows = _rows(Position.objects.filter(state=state, treaty=treaty), on, viewer, language)
    own = [row for row in rows if row.iso3]
    return [*map(ended, own[:-1]), *own[-1:]]


def standing_position(
    state: State, treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> PositionRow | None:
    """The last of these; no other is opened."""
    told = _until(Position.objects.filter(state=state, treaty=treaty), on).attributable_by(viewer)
    last = told.select_related("source").order_by(F("day").desc(nulls_last=True), "-pk").first()
    return position_row(last, viewer, states.state_names(language, viewer=viewer)) if last else None


def latest_positions(
    treaty: Treaty, *, on: date, viewer: Viewer, language: str, in_brief: bool = False
) -> dict[str, PositionRow]:
    """ISO code to the position that the State took last. No other is opened; `in_brief`, not even its texts."""
    told = _until(Position.objects.filter(treaty=treaty), on).attributable_by(viewer).order_by()
    keys = sorted(told.values_list("day", "pk", "state_id"), key=lambda row: (row[0] or date.min, row[1]))
    last = {iso3: number for _day, number, iso3 in keys}
    rows = _rows(Position.objects.filter(pk__in=last.values()), on, viewer, language, in_brief=in_brief)
    return {row.iso3: row for row in rows if row.iso3}


def interpretive_positions(
    treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> list[tuple[InterpretiveIssue, list[InterpretiveRow]]]:
    """Each question with how States answer it; of a State its latest answer. Questions without any are there too."""
    names = states.state_names(language, viewer=viewer)
    latest: defaultdict[str, dict[str, InterpretiveRow]] = defaultdict(dict)
    found = _until(InterpretivePosition.objects.filter(treaty=treaty), on).visible_to(viewer)
    for row in found.prefetch_related("issue", "source"):
        told = interpretive_row(row, viewer, names)
        if told.iso3:
            latest[told.issue.key][told.iso3] = told
    place = {iso3: index for index, iso3 in enumerate(names)}
    return [
        (issue, sorted(latest[issue.key].values(), key=lambda row: place[row.iso3]))
        for issue in issues(treaty, viewer=viewer)
    ]


def _rows(
    positions: Any, on: date, viewer: Viewer, language: str, *, in_brief: bool = False
) -> list[PositionRow]:
    names = states.state_names(language, viewer=viewer)
    told = _until(positions, on).visible_to(viewer).prefetch_related("source")
    found = without_texts(told) if in_brief else list(told)
    found.sort(key=lambda row: (row.day or date.min, row.pk))  # databases disagree on where nothing stands
    return [position_row(row, viewer, names) for row in found]


def _until(rows: Any, on: date) -> Any:
    return rows.filter(Q(day__isnull=True) | Q(day__lte=on))
