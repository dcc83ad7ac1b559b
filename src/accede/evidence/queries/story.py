"""The history of one State's reasons, as a story."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from accede.access.viewer import Viewer
from accede.evidence.queries.obstacles import obstacles_of
from accede.evidence.queries.positions import positions_of
from accede.evidence.queries.rows import ObstacleRow, PositionRow, Row, StepRow, step_row
from accede.evidence.queries.steps import steps_of_state
from accede.record.models import State, Treaty
from accede.record.queries import states


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One thing that the State said or did. `superseded_by` and `supersedes` are entries of the same story."""

    row: ObstacleRow | PositionRow | StepRow
    title: str
    standing: bool
    superseded_by: Row | None = None
    supersedes: tuple[Row, ...] = ()

    @property
    def kind(self) -> str:
        """`obstacle`, `position` or `interimstep`."""
        return self.row.kind

    @property
    def day(self) -> date | None:
        return self.row.day


def story(state: State, treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> list[StoryEntry]:
    """Positions, reasons and interim steps until that day, the oldest first; what has no date comes last."""
    obstacles = obstacles_of(state, treaty, on=on, viewer=viewer, language=language)
    positions = positions_of(state, treaty, on=on, viewer=viewer, language=language)
    names = states.state_names(language, viewer=viewer)
    steps = [
        step_row(step, names, on=on)
        for step in steps_of_state(state, on=on, viewer=viewer)
        if step.treaty_id == treaty.pk
    ]
    by_number = {row.pk: row for row in obstacles}
    older: defaultdict[int | None, list[Row]] = defaultdict(list)
    for row in obstacles:
        older[row.superseded_by].append(row)
    entries = [
        StoryEntry(
            row,
            row.code.name,
            row.standing,
            by_number.get(row.superseded_by or 0),
            tuple(older[row.pk]),
        )
        for row in obstacles
    ]
    entries += [StoryEntry(row, row.label, row.standing) for row in positions]
    entries += [StoryEntry(row, row.label, row.standing) for row in steps]
    return sorted(entries, key=_place)


# On the same day a State first says where it stands, then why, then what it does.
_ORDER = {"position": 0, "obstacle": 1, "interimstep": 2}


def _place(entry: StoryEntry) -> tuple[date, int, int]:
    return entry.day or date.max, _ORDER[entry.kind], entry.row.pk
