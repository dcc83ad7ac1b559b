"""Figures that indicators can use. Each is what the viewer may see: for a plan that is published, anyone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from accede.access.viewer import Viewer
from accede.evidence import queries
from accede.evidence.models import Statement
from accede.evidence.queries.norm import VoteFigure, vote_figures
from accede.evidence.queries.obstacles import OUTSIDE
from accede.evidence.queries.rows import StatementRow
from accede.record.models import Treaty
from accede.record.queries import status

# From and until a day, both included. None: it cannot be told.
Value = Callable[[Treaty, date, date, Viewer], float | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a treaty for a period. Where it is a state of affairs it stands as of the period's last day."""

    key: str
    name: str
    unit: str
    value: Value

    @property
    def label(self) -> str:
        return gettext(self.name)

    @property
    def unit_label(self) -> str:
        return gettext(self.unit)


def _reasons_known(treaty: Treaty, _since: date, until: date, viewer: Viewer) -> float | None:
    return queries.reasons_known(treaty, on=until, viewer=viewer, language="en").known


def _positions_known(treaty: Treaty, _since: date, until: date, viewer: Viewer) -> float:
    positions = queries.latest_positions(treaty, on=until, viewer=viewer, language="en")
    return len(_outside(positions, treaty, until, viewer))


def _states_with_steps(treaty: Treaty, _since: date, until: date, viewer: Viewer) -> float:
    steps = queries.interim_steps(treaty, on=until, viewer=viewer)
    return len(_outside({step.state_id for step in steps}, treaty, until, viewer))


def _yes_share(treaty: Treaty, _since: date, until: date, viewer: Viewer) -> float | None:
    figures = vote_figures(treaty, on=until, viewer=viewer, language="en")
    return figures[-1].yes_share if figures else None


def _moved_towards(treaty: Treaty, since: date, until: date, viewer: Viewer) -> float:
    return sum(len(figure.towards) for figure in _votes_in(treaty, since, until, viewer))


def _moved_away(treaty: Treaty, since: date, until: date, viewer: Viewer) -> float:
    return sum(len(figure.away) for figure in _votes_in(treaty, since, until, viewer))


def _condemnations(treaty: Treaty, since: date, until: date, viewer: Viewer) -> float:
    return len(_said(treaty, since, until, viewer, Statement.Stance.CONDEMNS))


def _states_condemning(treaty: Treaty, since: date, until: date, viewer: Viewer) -> float:
    return len({row.iso3 for row in _said(treaty, since, until, viewer, Statement.Stance.CONDEMNS)} - {""})


def _statements_of_support(treaty: Treaty, since: date, until: date, viewer: Viewer) -> float:
    return len(_said(treaty, since, until, viewer, Statement.Stance.SUPPORTS))


def _incidents_documented(treaty: Treaty, since: date, until: date, viewer: Viewer) -> float:
    rows = queries.incidents(treaty, on=until, viewer=viewer, language="en")
    return sum(1 for row in rows if row.documented and row.day and row.day >= since)


def _said(treaty: Treaty, since: date, until: date, viewer: Viewer, stance: str) -> list[StatementRow]:
    rows = queries.statements(treaty, on=until, viewer=viewer, language="en", stance=stance)
    return [row for row in rows if row.day and row.day >= since]


def _votes_in(treaty: Treaty, since: date, until: date, viewer: Viewer) -> list[VoteFigure]:
    figures = vote_figures(treaty, on=until, viewer=viewer, language="en")
    return [each for each in figures if each.roll_call.vote_date and each.roll_call.vote_date >= since]


def _outside(codes: Iterable[str], treaty: Treaty, on: date, viewer: Viewer) -> list[str]:
    standings = status.statuses(treaty, on=on, viewer=viewer)
    return [iso3 for iso3 in codes if standings.get(iso3, "neither") in OUTSIDE]


_STATES, _TIMES, _SHARE = _("States"), _("times"), _("share")

MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure("reasons-known", _("States not party whose reasons are known"), _STATES, _reasons_known),
        Measure("positions-known", _("States not party whose position is known"), _STATES, _positions_known),
        Measure("interim-steps", _("States not party with an interim step"), _STATES, _states_with_steps),
        Measure(
            "yes-share",
            _("Votes in favour among the votes cast, in the latest roll-call"),
            _SHARE,
            _yes_share,
        ),
        Measure("votes-towards", _("Votes that moved towards the norm"), _STATES, _moved_towards),
        Measure("votes-away", _("Votes that moved away from the norm"), _STATES, _moved_away),
        Measure("condemnations", _("Condemnations"), _TIMES, _condemnations),
        Measure(
            "states-condemning", _("States that condemned a breach of the norm"), _STATES, _states_condemning
        ),
        Measure(
            "statements-of-support", _("Statements in support of the norm"), _TIMES, _statements_of_support
        ),
        Measure(
            "incidents-documented",
            _("Incidents that began and are documented"),
            _TIMES,
            _incidents_documented,
        ),
    )
}
