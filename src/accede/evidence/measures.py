"""Figures that indicators can use. Each is what the viewer may see: for a plan that is published, anyone."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from accede.evidence import queries
from accede.evidence.models import Statement
from accede.evidence.queries.norm import VoteFigure, vote_figures
from accede.evidence.queries.obstacles import NewestReasons
from accede.record.measures import Asked, Counted, Figure, Measure, of_states
from accede.record.queries.status import OUTSIDE
from accede.record.queries.votes import was_held

FRESH_FOR_YEARS = 2


def _reasons(asked: Asked) -> NewestReasons:
    return asked.once(queries.newest_reasons)


def _each_reason(asked: Asked, *, since: date = date.min) -> list[Counted]:
    names, newest = asked.names(), _reasons(asked).days
    return [
        Counted(name=names[iso3], iso3=iso3, day=day)
        for iso3, day in newest.items()
        if since == date.min or (day and day >= since)
    ]


def _reasons_known(asked: Asked) -> Figure:
    known = _reasons(asked).known
    return Figure(value=known, one_by_one=lambda: _each_reason(asked), has_confined=lambda: known is None)


def _reasons_known_share(asked: Asked) -> Figure:
    reasons = _reasons(asked)
    known, outside = reasons.known, reasons.outside
    share = None if known is None or not outside else round(100 * known / outside, 1)
    return Figure(value=share, one_by_one=lambda: _each_reason(asked), has_confined=lambda: known is None)


def _reasons_fresh(asked: Asked) -> Figure:
    """Of the States whose reasons are known, in how many the newest is of the last two years."""
    last, days = asked.until, _reasons(asked).days
    since = date(last.year - FRESH_FOR_YEARS, last.month, min(last.day, 28))
    fresh = sum(bool(day and day >= since) for day in days.values())
    return Figure(
        value=round(100 * fresh / len(days), 1) if days else None,
        one_by_one=lambda: _each_reason(asked, since=since),
    )


def _positions_known(asked: Asked) -> Figure:
    codes = queries.who_took_positions(asked.treaty, on=asked.until, viewer=asked.viewer)
    return _of_those_outside(codes, asked)


def _states_with_steps(asked: Asked) -> Figure:
    steps = queries.interim_steps(asked.treaty, on=asked.until, viewer=asked.viewer)
    return _of_those_outside({step.state_id for step in steps}, asked)


def _yes_share(asked: Asked) -> Figure:
    figures = _votes_until(asked)
    return Figure(value=figures[-1].yes_share if figures else None)


def _moved(asked: Asked, *, towards: bool) -> Figure:
    counted = [
        Counted(
            name=mover.name,
            iso3=mover.iso3,
            day=figure.roll_call.vote_date,
            about=f"{figure.roll_call.resolution_id}: {mover.before} → {mover.after}",
        )
        for figure in _votes_in(asked)
        for mover in (figure.towards if towards else figure.away)
    ]
    return Figure(value=len(counted), one_by_one=lambda: counted)


def _moved_towards(asked: Asked) -> Figure:
    return _moved(asked, towards=True)


def _moved_away(asked: Asked) -> Figure:
    return _moved(asked, towards=False)


def _statements(asked: Asked, stance: str) -> Figure:
    return Figure(
        value=queries.statements_between(
            asked.treaty, since=asked.since, until=asked.until, viewer=asked.viewer, stance=stance
        ).count(),
        one_by_one=lambda: [
            Counted(name=row.name or row.speaker or row.forum, iso3=row.iso3, day=row.day, about=row.forum)
            for row in asked.once(queries.statements, stance=stance)
            if row.day and row.day >= asked.since
        ],
    )


def _condemnations(asked: Asked) -> Figure:
    return _statements(asked, Statement.Stance.CONDEMNS)


def _statements_of_support(asked: Asked) -> Figure:
    return _statements(asked, Statement.Stance.SUPPORTS)


def _states_condemning(asked: Asked) -> Figure:
    found = queries.who_condemned(asked.treaty, since=asked.since, until=asked.until, viewer=asked.viewer)
    return Figure(value=len(found), one_by_one=lambda: of_states(found, asked.names()))


def _documented(asked: Asked) -> Any:
    return queries.documented_between(asked.treaty, since=asked.since, until=asked.until, viewer=asked.viewer)


def _each_incident(asked: Asked, condemned: Mapping[int, int] | None = None) -> Iterator[Counted]:
    for row in asked.once(queries.incidents):
        if row.documented and row.day and row.day >= asked.since:
            yield Counted(
                name=row.name or row.actor or row.where_name or row.label,
                iso3=row.iso3,
                day=row.day,
                about=row.label if condemned is None else f"{row.label}: {condemned.get(row.pk, 0)}",
            )


def _incidents_documented(asked: Asked) -> Figure:
    return Figure(value=_documented(asked).count(), one_by_one=lambda: _each_incident(asked))


def _condemnations_per_incident(asked: Asked) -> Figure:
    """Of the incidents of the period alone, each with the condemnations of it until the last day."""
    documented = list(_documented(asked).order_by().values_list("pk", flat=True))
    if not documented:
        return Figure(value=None)
    condemned = queries.condemnations_of(documented, asked.treaty, until=asked.until, viewer=asked.viewer)
    return Figure(
        value=round(sum(condemned.values()) / len(documented), 2),
        one_by_one=lambda: _each_incident(asked, condemned),
    )


def _votes_in(asked: Asked) -> list[VoteFigure]:
    return [
        each
        for each in _votes_until(asked)
        if each.roll_call.vote_date and each.roll_call.vote_date >= asked.since
    ]


def _votes_until(asked: Asked) -> list[VoteFigure]:
    """Each rests on what was voted before it alone."""
    found = asked.keep(
        (vote_figures, asked.last),
        lambda: vote_figures(asked.treaty, on=asked.last, viewer=asked.viewer, language=asked.language),
    )
    return [each for each in found if was_held(each.roll_call, on=asked.until)]


def _of_those_outside(codes: Iterable[str], asked: Asked) -> Figure:
    standings = asked.standings()
    found = [iso3 for iso3 in codes if standings.get(iso3, "neither") in OUTSIDE]
    return Figure(value=len(found), one_by_one=lambda: of_states(found, asked.names()))


_STATES, _TIMES, _SHARE, _PERCENT = _("States"), _("times"), _("share"), _("per cent")

MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            "reasons-known",
            _("States not party whose reasons are known"),
            _STATES,
            _reasons_known,
            _("States not party on the day of which a reason stands, silence left out."),
        ),
        Measure(
            "reasons-known-share",
            _("Share of States not party whose reasons are known"),
            _PERCENT,
            _reasons_known_share,
            _("Those States among all that are not party on the day."),
        ),
        Measure(
            "reasons-fresh",
            _("Share of known reasons that are of the last two years"),
            _PERCENT,
            _reasons_fresh,
            _("Of the States whose reasons are known, those whose newest reason is at most two years old."),
        ),
        Measure(
            "positions-known",
            _("States not party whose position is known"),
            _STATES,
            _positions_known,
            _("States not party on the day that have said where they stand."),
        ),
        Measure(
            "interim-steps",
            _("States not party with an interim step"),
            _STATES,
            _states_with_steps,
            _("Declarations, voluntary reports and other steps that stand on the day."),
        ),
        Measure(
            "yes-share",
            _("Votes in favour among the votes cast, in the latest roll-call"),
            _SHARE,
            _yes_share,
            _("Of those that voted yes, no or abstained."),
        ),
        Measure(
            "votes-towards",
            _("Votes that moved towards the norm"),
            _STATES,
            _moved_towards,
            _("States that voted more favourably than in the roll-call of the same body before it."),
        ),
        Measure(
            "votes-away",
            _("Votes that moved away from the norm"),
            _STATES,
            _moved_away,
            _("States that voted less favourably than in the roll-call of the same body before it."),
        ),
        Measure(
            "condemnations",
            _("Condemnations"),
            _TIMES,
            _condemnations,
            _("Statements of the period that condemn a breach of the norm."),
        ),
        Measure(
            "condemnations-per-incident",
            _("Condemnations per incident"),
            _TIMES,
            _condemnations_per_incident,
            _("Condemnations of the documented incidents of the period, divided by their number."),
        ),
        Measure(
            "states-condemning",
            _("States that condemned a breach of the norm"),
            _STATES,
            _states_condemning,
            _("Each State once, however often it condemned."),
        ),
        Measure(
            "statements-of-support",
            _("Statements in support of the norm"),
            _TIMES,
            _statements_of_support,
            _("Statements of the period that support the norm."),
        ),
        Measure(
            "incidents-documented",
            _("Incidents that began and are documented"),
            _TIMES,
            _incidents_documented,
            _("Incidents of the period that somebody has documented, not alleged ones."),
        ),
    )
}
