"""The norm's page: how firmly the weapon is rejected, every figure with the rows behind it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator

from accede.access.viewer import Viewer
from accede.evidence.models import Assessment, InterimStep, InterpretiveIssue, InterpretivePosition, Statement
from accede.evidence.queries.contradictions import Contradiction, contradictions_among
from accede.evidence.queries.incidents import condemned, incidents
from accede.evidence.queries.positions import interpretive_positions, latest_positions
from accede.evidence.queries.rows import IncidentRow, Row, StatementRow, step_row
from accede.evidence.queries.statements import statement_keys, statements, statements_numbered
from accede.evidence.queries.steps import interim_steps
from accede.record.models import RollCall, Treaty, Vote
from accede.record.queries import states, votes
from accede.record.queries.votes import Mover, VoteTable

PAGE = 25  # of the rows behind a figure so many are shown at once

# From the firmest no to the firmest yes: who goes up moves towards the norm.
_TOWARDS: dict[str, int] = {Vote.Choice.NO: 0, Vote.Choice.ABSTAIN: 1, Vote.Choice.YES: 2}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the rows behind it."""

    key: str
    label: str
    rows: Sequence[Row]

    @property
    def count(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Leaf(Figure):
    """A figure with a page of the rows behind it. `place` names it among all figures of the norm."""

    page: Page[Any]
    place: str
    asked_for: bool

    @property
    def count(self) -> int:
        return self.page.paginator.count


@dataclass(frozen=True, slots=True)
class VoteFigure:
    """A roll-call; and where the votes of States are known in it and in one of the same body before, who moved."""

    roll_call: RollCall
    before: RollCall | None
    movers: list[Mover]

    @property
    def towards(self) -> list[Mover]:
        return [each for each in self.movers if _TOWARDS[each.after] > _TOWARDS[each.before]]

    @property
    def away(self) -> list[Mover]:
        return [each for each in self.movers if _TOWARDS[each.after] < _TOWARDS[each.before]]

    @property
    def yes_share(self) -> float:
        """Of those that voted yes, no or abstained."""
        call = self.roll_call
        cast = call.yes_total + call.no_total + call.abstain_total
        return call.yes_total / cast if cast else 0.0


@dataclass(frozen=True, slots=True)
class Norm:
    """Everything on the norm that this viewer may see, until the day."""

    votes: list[VoteFigure]
    statements: list[Figure]
    incidents: list[Figure]
    all_incidents: list[IncidentRow]
    condemnations: list[tuple[IncidentRow, list[StatementRow]]]
    steps: list[Figure]
    interpretive: list[tuple[InterpretiveIssue, list[Figure]]]
    contradictions: list[Contradiction]


def norm(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> Norm:
    """Votes and movers, statements by stance, incidents by grade, steps by kind, readings by view."""
    said = statements(treaty, on=on, viewer=viewer, language=language)
    figures = _by(Statement.Stance.choices, said, lambda row: {row.stance})
    return _norm(treaty, figures, said, on=on, viewer=viewer, language=language)


def norm_in_leaves(
    treaty: Treaty, *, of: str, page: int | str, on: date, viewer: Viewer, language: str
) -> Norm:
    """The same, of each figure the first rows, and of the one whose place is `of` those of a page.

    Statements are put in order without their texts, which are opened of those shown; of assessments and positions none is.
    """
    keys = statement_keys(treaty, on=on, viewer=viewer)
    by_stance = []
    for key, label in Statement.Stance.choices:
        numbers: list[Any] = [number for number, stance, _about in keys if stance == key]
        by_stance.append(_leaf(Figure(key, str(label), numbers), of, page))
    wanted = {number for number, stance, about in keys if about and stance == Statement.Stance.CONDEMNS}
    shown: set[Any] = {number for leaf in by_stance for number in leaf.page.object_list}
    said = {
        row.pk: row for row in statements_numbered(wanted | shown, on=on, viewer=viewer, language=language)
    }
    figures: list[Figure] = [
        replace(leaf, rows=[said[number] for number in leaf.page.object_list]) for leaf in by_stance
    ]
    found = _norm(
        treaty, figures, list(said.values()), on=on, viewer=viewer, language=language, in_brief=True
    )
    return replace(
        found,
        incidents=[_leaf(figure, of, page) for figure in found.incidents],
        steps=[_leaf(figure, of, page) for figure in found.steps],
        interpretive=[
            (issue, [_leaf(figure, of, page, issue.key) for figure in own])
            for issue, own in found.interpretive
        ],
    )


def _leaf(figure: Figure, of: str, page: int | str, within: str = "") -> Leaf:
    place = f"{within}-{figure.key}" if within else figure.key
    found: Page[Any] = Paginator(figure.rows, PAGE).get_page(page if of == place else 1)
    return Leaf(figure.key, figure.label, list(found.object_list), found, place, of == place)


def _norm(
    treaty: Treaty,
    figures: list[Figure],
    said: Sequence[StatementRow],
    *,
    on: date,
    viewer: Viewer,
    language: str,
    in_brief: bool = False,
) -> Norm:
    names = states.state_names(language, viewer=viewer)
    happened = incidents(treaty, on=on, viewer=viewer, language=language, in_brief=in_brief)
    steps = [step_row(step, names, on=on) for step in interim_steps(treaty, on=on, viewer=viewer)]
    readings = interpretive_positions(treaty, on=on, viewer=viewer, language=language)
    table = votes.vote_table(treaty, on=on, viewer=viewer, language=language)
    return Norm(
        votes=_figures(votes.roll_calls(treaty, on=on, viewer=viewer), table),
        statements=figures,
        incidents=_by(Assessment.Grade.choices, happened, lambda row: row.grades),
        all_incidents=happened,
        condemnations=condemned(happened, said),
        steps=_by(InterimStep.Kind.choices, steps, lambda row: {row.step}),
        interpretive=[
            (issue, _by(InterpretivePosition.View.choices, rows, lambda row: {row.view}))
            for issue, rows in readings
        ],
        contradictions=contradictions_among(
            treaty,
            on=on,
            viewer=viewer,
            table=table,
            happened=happened,
            steps=steps,
            positions=latest_positions(treaty, on=on, viewer=viewer, language=language, in_brief=in_brief),
        ),
    )


AnyRow = TypeVar("AnyRow", bound=Row)


def _by(
    choices: Iterable[tuple[str, object]],
    rows: Sequence[AnyRow],
    kinds: Callable[[AnyRow], Iterable[str]],
) -> list[Figure]:
    """A figure for each kind, in the order of the choices; a row may be of several."""
    return [Figure(key, str(label), [row for row in rows if key in kinds(row)]) for key, label in choices]


def vote_figures(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> list[VoteFigure]:
    """Every roll-call until that day, the oldest first. Votes of the two bodies are never compared with each other."""
    return _figures(
        votes.roll_calls(treaty, on=on, viewer=viewer),
        votes.vote_table(treaty, on=on, viewer=viewer, language=language),
    )


def _figures(calls: list[RollCall], table: VoteTable) -> list[VoteFigure]:
    place = {call.pk: at for at, call in enumerate(table.roll_calls)}
    last: dict[str, RollCall] = {}
    figures = []
    for call in calls:
        before = last.get(call.body) if call.pk in place else None
        if call.pk in place:
            last[call.body] = call
        moved = _movers(table, place[before.pk], place[call.pk]) if before else []
        figures.append(VoteFigure(call, before, moved))
    return figures


def _movers(table: VoteTable, first: int, second: int) -> list[Mover]:
    """As record.queries.votes.movers: absence is not a position."""
    found = []
    for row in table.rows:
        before, after = row.choices[first], row.choices[second]
        if before in _TOWARDS and after in _TOWARDS and before != after:
            found.append(Mover(row.iso3, row.name, str(before), str(after)))
    return found
