"""Where what a State says and what it does do not fit: worth raising with it, never a score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.viewer import Viewer
from accede.evidence.models import Position
from accede.evidence.queries.incidents import incidents
from accede.evidence.queries.positions import latest_positions
from accede.evidence.queries.rows import IncidentRow, PositionRow, Row, StepRow, step_row
from accede.evidence.queries.steps import interim_steps
from accede.record.models import RollCall, Treaty, Vote
from accede.record.queries import states, status, votes
from accede.record.queries.votes import VoteTable


class Kind(models.TextChoices):
    """What does not fit."""

    VOTES_YES = "votes-yes-stands-outside", _("Votes in favour, and stands outside")
    DENIED = "denied-but-documented", _("Denied, and documented")
    SUPPORTS = "supports-but-did-not-vote-yes", _("Declares support, and did not vote in favour")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One State, with the votes and the rows that do not fit together."""

    kind: Kind
    iso3: str
    name: str
    votes: list[tuple[RollCall, str]]  # oldest first
    rows: list[Row]

    @property
    def label(self) -> str:
        return str(self.kind.label)

    @property
    def always_yes(self) -> bool:
        """Every time that it voted."""
        return {choice for _call, choice in self.votes} - {Vote.Choice.ABSENT} == {Vote.Choice.YES}


def contradictions(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> list[Contradiction]:
    """All that this viewer may see, kind by kind, in the order of the States' names."""
    names = states.state_names(language, viewer=viewer)
    return contradictions_among(
        treaty,
        on=on,
        viewer=viewer,
        table=votes.vote_table(treaty, on=on, viewer=viewer, language=language),
        happened=incidents(treaty, on=on, viewer=viewer, language=language),
        steps=[step_row(step, names, on=on) for step in interim_steps(treaty, on=on, viewer=viewer)],
        positions=latest_positions(treaty, on=on, viewer=viewer, language=language),
    )


def contradictions_among(
    treaty: Treaty,
    *,
    on: date,
    viewer: Viewer,
    table: VoteTable,
    happened: Sequence[IncidentRow],
    steps: Sequence[StepRow],
    positions: Mapping[str, PositionRow],
) -> list[Contradiction]:
    """The same, from rows that the caller has read already."""
    standings = status.statuses(treaty, on=on, viewer=viewer)
    votes_yes, supports = [], []
    for voter in table.rows:
        if standings.get(voter.iso3, "neither") not in status.OUTSIDE:
            continue
        cast = [
            (call, choice) for call, choice in zip(table.roll_calls, voter.choices, strict=True) if choice
        ]
        last = next((choice for _call, choice in reversed(cast) if choice != Vote.Choice.ABSENT), None)
        if last == Vote.Choice.YES:
            votes_yes.append(Contradiction(Kind.VOTES_YES, voter.iso3, voter.name, cast, []))
        elif last:
            declared = _declared(voter.iso3, steps, positions)
            if declared:
                supports.append(Contradiction(Kind.SUPPORTS, voter.iso3, voter.name, cast, declared))
    denied = [
        Contradiction(Kind.DENIED, row.iso3, row.name, [], [row])
        for row in happened
        if row.denied_by_its_state and row.documented
    ]
    return [*votes_yes, *denied, *supports]


_SUPPORT = (Position.Kind.SUPPORTS_JOINING, Position.Kind.PROCESS_UNDER_WAY)


def _declared(iso3: str, steps: Sequence[StepRow], positions: Mapping[str, PositionRow]) -> list[Row]:
    """Its interim steps that stand, and its latest position if that is one of support."""
    found: list[Row] = [step for step in steps if step.iso3 == iso3 and step.standing]
    position = positions.get(iso3)
    if position and position.position in _SUPPORT:
        found.append(position)
    return found
