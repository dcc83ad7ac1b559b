"""Reads about parliaments. What a publisher tells is public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from accede.access.viewer import Viewer
from accede.legislation.models import Chamber, Election, Parliament, Told
from accede.record.models import Source, State

Row = TypeVar("Row", bound=Told)
# An election so near changes who decides: soon enough to say so.
NEAR_DAYS = 180


@dataclass(frozen=True, slots=True)
class ChamberNow:
    """A chamber with its elections around a day. `near` says that the next is expected within half a year."""

    code: str
    name: str
    kind_label: str
    members: int | None
    suspended: bool
    last_election: date | None
    next_election: date | None
    near: bool


@dataclass(frozen=True, slots=True)
class ParliamentNow:
    """A State's parliament as it was last told of."""

    name: str
    structure_label: str
    chambers: Sequence[ChamberNow]
    source: Source


def standing(kind: type[Row], *, state: State | None = None) -> dict[str, Row]:
    """Code to the row that stands: the one of the latest import."""
    rows = kind._default_manager.order_by("code", "batch_id")  # noqa: SLF001 -- of whichever kind
    if state is not None:
        rows = rows.filter(state=state).select_related("source")
    return {row.code: row for row in rows}


def parliament(state: State, *, on: date, viewer: Viewer, language: str) -> ParliamentNow | None:
    """The State's parliament, its chambers, and the elections around that day; None where nothing was brought in."""
    told, chambers = standing(Parliament, state=state), standing(Chamber, state=state)
    first: Told | None = next(iter([*told.values(), *chambers.values()]), None)
    if first is None:
        return None
    elections = sorted(
        (row for row in standing(Election, state=state).values() if row.held_on),
        key=lambda row: row.held_on or date.min,
    )
    named = next(iter(told.values()), None)
    return ParliamentNow(
        name=_name(named.names, language) if named else "",
        structure_label=named.get_structure_display() if named else "",
        chambers=[_chamber(row, elections, on=on, language=language) for row in chambers.values()],
        source=first.source,
    )


def _chamber(row: Chamber, elections: Sequence[Election], *, on: date, language: str) -> ChamberNow:
    own = [election for election in elections if election.chamber_code == row.code]
    held = [election.held_on for election in own if election.held_on and election.held_on <= on]
    to_come = [
        day
        for election in own
        for day in (election.held_on, election.next_on)
        if day is not None and day > on
    ]
    following = min(to_come, default=None)
    return ChamberNow(
        code=row.code,
        name=_name(row.names, language) or row.code,
        kind_label=row.get_kind_display(),
        members=row.members,
        suspended=row.suspended,
        last_election=max(held, default=None),
        next_election=following,
        near=following is not None and (following - on).days <= NEAR_DAYS,
    )


def _name(names: dict[str, str], language: str) -> str:
    """In the reader's language, else in English, else in any that there is."""
    return names.get(language) or names.get("en") or next(iter(names.values()), "")
