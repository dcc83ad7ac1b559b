"""What happened to the norm in a period: votes, interim steps, incidents. Part of several papers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accede.evidence import queries as evidence
from accede.evidence.models import Statement
from accede.evidence.queries import steps as evidence_steps
from accede.evidence.queries.norm import VoteFigure, vote_figures
from accede.evidence.queries.rows import step_row
from accede.record.models import RollCall, Vote
from accede.record.queries import states, status
from accede.record.queries import votes as vote_queries
from accede.reporting.blocks import Block, Heading, Items, Line, Paragraph, line
from accede.reporting.telling import Telling


@dataclass(frozen=True, slots=True)
class _Asking:
    telling: Telling
    since: date
    until: date


def sections(telling: Telling, *, since: date, until: date) -> Iterator[Block]:
    """Votes, who moved, interim steps and incidents of a period. Both days are part of it."""
    asking = _Asking(telling, since, until)
    viewer = telling.readers
    yield Heading(text=telling.say("norm"), level=2)
    figures = vote_figures(telling.treaty, on=asking.until, viewer=viewer, language=telling.language)
    held = [figure for figure in figures if _in_period(asking, figure.roll_call)]
    if held:
        yield Paragraph(key="votes", numbered=True, text=telling.say("votes"))
        yield Items(
            key="votes-held", lettered=True, items=tuple(_vote(telling, figure.roll_call) for figure in held)
        )
        for figure in held:
            yield from _movers(telling, figure)
        yield from _outside_votes(asking, [figure.roll_call for figure in held])
    else:
        yield Paragraph(key="votes", numbered=True, text=telling.say("no_votes"))
    yield from _steps(asking)
    yield from _incidents(asking)


def _in_period(asking: _Asking, call: RollCall) -> bool:
    """A roll-call of which only the year is known counts where all of that year's session is in the period."""
    if call.vote_date:
        return asking.since <= call.vote_date <= asking.until
    return asking.since <= date(call.year, 10, 1) and date(call.year, 12, 31) <= asking.until


def _vote(telling: Telling, call: RollCall) -> Line:
    text = telling.say(
        "vote",
        body=call.get_body_display(),
        day=telling.day(call.vote_date) if call.vote_date else telling.given(str(call.year)),
        symbol=_symbol(telling, call),
        yes=call.yes_total,
        no=call.no_total,
        abstain=call.abstain_total,
    )
    return telling.resting(text, call.source)


def _symbol(telling: Telling, call: RollCall) -> str:
    """In Arabic what follows the symbol goes on from right to left."""
    return f"{call.resolution_id}\u200f" if telling.language == "ar" else call.resolution_id


def _movers(telling: Telling, figure: VoteFigure) -> Iterator[Block]:
    for key, movers in (("moved_towards", figure.towards), ("moved_away", figure.away)):
        if movers and figure.before:
            text = telling.say(
                key,
                year=figure.before.year,
                states=telling.listed(mover.name for mover in movers),
            )
            sources = (figure.before.source, figure.roll_call.source)
            yield Paragraph(
                key=f"{key}-{figure.roll_call.pk}", numbered=True, text=telling.resting(text, *sources)
            )


def _outside_votes(asking: _Asking, held: Sequence[RollCall]) -> Iterator[Block]:
    """Who voted yes in the plenary without being a Party that day."""
    telling, viewer = asking.telling, asking.telling.readers
    table = vote_queries.vote_table(telling.treaty, on=asking.until, viewer=viewer, language=telling.language)
    for place, call in enumerate(table.roll_calls):
        if call not in held or call.body != RollCall.Body.PLENARY or not call.vote_date:
            continue
        standings = status.statuses(telling.treaty, on=call.vote_date, viewer=viewer)
        names = [
            row.name
            for row in table.rows
            if row.choices[place] == Vote.Choice.YES
            and not standings.get(row.iso3, "neither").startswith("party")
        ]
        if names:
            text = telling.say("outside_votes", symbol=_symbol(telling, call), states=telling.listed(names))
            yield Paragraph(
                key=f"outside-votes-{call.pk}", numbered=True, text=telling.resting(text, call.source)
            )


def _steps(asking: _Asking) -> Iterator[Block]:
    telling = asking.telling
    names = states.state_names(telling.language, viewer=telling.readers)
    taken = [
        step_row(step, names, on=asking.until)
        for step in evidence_steps.interim_steps(telling.treaty, on=asking.until, viewer=telling.readers)
        if step.taken_date and asking.since <= step.taken_date <= asking.until
    ]
    yield Paragraph(key="steps", numbered=True, text=telling.say("steps" if taken else "no_steps"))
    if taken:
        items = tuple(
            telling.resting(
                line(
                    telling.named(
                        telling.bracketed(row.name, telling.given(row.date_given)),
                        _(row.text) if row.shipped else row.text,
                    )
                ),
                row.source,
            )
            for row in taken
        )
        yield Items(key="steps-taken", lettered=True, items=items)


def _incidents(asking: _Asking) -> Iterator[Block]:
    telling = asking.telling
    on, viewer, language = asking.until, telling.readers, telling.language
    happened = [
        row
        for row in evidence.incidents(telling.treaty, on=on, viewer=viewer, language=language)
        if row.documented and row.day and row.day >= asking.since
    ]
    condemned = [
        row
        for row in evidence.statements(
            telling.treaty, stance=Statement.Stance.CONDEMNS, on=on, viewer=viewer, language=language
        )
        if row.day and row.day >= asking.since
    ]
    text = telling.say("incidents", count=len(happened), condemnations=len(condemned))
    sources = [each.source for row in happened for each in row.assessments]
    sources += [row.source for row in condemned]
    yield Paragraph(key="incidents", numbered=True, text=telling.resting(text, *sources))
