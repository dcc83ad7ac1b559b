"""Figures that indicators can use. Each is what the viewer may see: for a plan that is published, anyone."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_noop as _

from accede.evidence import queries
from accede.evidence.models import Statement
from accede.evidence.queries.norm import VoteFigure, vote_figures
from accede.evidence.queries.obstacles import OUTSIDE, ReasonsKnown
from accede.evidence.queries.rows import IncidentRow, StatementRow
from accede.record.measures import Asked, Counted, Figure, Measure, of_states
from accede.record.queries import status

FRESH_FOR_YEARS = 2


def _known(asked: Asked) -> ReasonsKnown:
    return asked.once(queries.reasons_known)


def _reasons(asked: Asked) -> tuple[ReasonsKnown, tuple[Counted, ...]]:
    known, names = _known(asked), asked.names()
    return known, tuple(
        Counted(name=names[iso3], iso3=iso3, day=max((row.day for row in rows if row.day), default=None))
        for iso3, rows in known.states.items()
    )


def _reasons_known(asked: Asked) -> Figure:
    known, counted = _reasons(asked)
    return Figure(value=known.known, counted=counted, confined=known.known is None)


def _reasons_known_share(asked: Asked) -> Figure:
    known, counted = _reasons(asked)
    share = None if known.known is None or not known.outside else round(100 * known.known / known.outside, 1)
    return Figure(value=share, counted=counted, confined=known.known is None)


def _reasons_fresh(asked: Asked) -> Figure:
    """Of the States whose reasons are known, in how many the newest is of the last two years."""
    _all, counted = _reasons(asked)
    last = asked.until
    since = date(last.year - FRESH_FOR_YEARS, last.month, min(last.day, 28))
    fresh = tuple(each for each in counted if each.day and each.day >= since)
    return Figure(value=round(100 * len(fresh) / len(counted), 1) if counted else None, counted=fresh)


def _positions_known(asked: Asked) -> Figure:
    positions = asked.once(queries.latest_positions)
    found = _outside(positions, asked)
    return Figure(value=len(found), counted=of_states(found, asked.names()))


def _states_with_steps(asked: Asked) -> Figure:
    steps = queries.interim_steps(asked.treaty, on=asked.until, viewer=asked.viewer)
    found = _outside({step.state_id for step in steps}, asked)
    return Figure(value=len(found), counted=of_states(found, asked.names()))


def _yes_share(asked: Asked) -> Figure:
    figures = asked.once(vote_figures)
    return Figure(value=figures[-1].yes_share if figures else None)


def _moved(asked: Asked, *, towards: bool) -> Figure:
    counted = tuple(
        Counted(
            name=mover.name,
            iso3=mover.iso3,
            day=figure.roll_call.vote_date,
            about=f"{figure.roll_call.resolution_id}: {mover.before} → {mover.after}",
        )
        for figure in _votes_in(asked)
        for mover in (figure.towards if towards else figure.away)
    )
    return Figure(value=len(counted), counted=counted)


def _moved_towards(asked: Asked) -> Figure:
    return _moved(asked, towards=True)


def _moved_away(asked: Asked) -> Figure:
    return _moved(asked, towards=False)


def _statements(asked: Asked, stance: str) -> Figure:
    rows = _said(asked, stance)
    return Figure(
        value=len(rows),
        counted=tuple(
            Counted(name=row.name or row.speaker or row.forum, iso3=row.iso3, day=row.day, about=row.forum)
            for row in rows
        ),
    )


def _condemnations(asked: Asked) -> Figure:
    return _statements(asked, Statement.Stance.CONDEMNS)


def _statements_of_support(asked: Asked) -> Figure:
    return _statements(asked, Statement.Stance.SUPPORTS)


def _states_condemning(asked: Asked) -> Figure:
    found = {row.iso3 for row in _said(asked, Statement.Stance.CONDEMNS)} - {""}
    return Figure(value=len(found), counted=of_states(found, asked.names()))


def _incident_rows(asked: Asked) -> list[IncidentRow]:
    rows = asked.once(queries.incidents)
    return [row for row in rows if row.documented and row.day and row.day >= asked.since]


def _incidents(asked: Asked, condemned: dict[int, int]) -> tuple[Counted, ...]:
    return tuple(
        Counted(
            name=row.name or row.actor or row.where_name or row.label,
            iso3=row.iso3,
            day=row.day,
            about=row.label if not condemned else f"{row.label}: {condemned.get(row.pk, 0)}",
        )
        for row in _incident_rows(asked)
    )


def _incidents_documented(asked: Asked) -> Figure:
    counted = _incidents(asked, {})
    return Figure(value=len(counted), counted=counted)


def _condemnations_per_incident(asked: Asked) -> Figure:
    """Of the incidents of the period alone, each with the condemnations of it until the last day."""
    rows = asked.once(queries.incidents)
    said = asked.once(queries.statements, stance=Statement.Stance.CONDEMNS)
    condemned = Counter(each.incident for each in said)
    number = {row.pk: condemned[row.pk] for row in rows}
    counted = _incidents(asked, number)
    if not counted:
        return Figure(value=None)
    total = sum(number[row.pk] for row in _incident_rows(asked))
    return Figure(value=round(total / len(counted), 2), counted=counted)


def _said(asked: Asked, stance: str) -> list[StatementRow]:
    rows = asked.once(queries.statements, stance=stance)
    return [row for row in rows if row.day and row.day >= asked.since]


def _votes_in(asked: Asked) -> list[VoteFigure]:
    figures = asked.once(vote_figures)
    return [each for each in figures if each.roll_call.vote_date and each.roll_call.vote_date >= asked.since]


def _outside(codes: Iterable[str], asked: Asked) -> list[str]:
    standings = status.statuses(asked.treaty, on=asked.until, viewer=asked.viewer)
    return [iso3 for iso3 in codes if standings.get(iso3, "neither") in OUTSIDE]


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
