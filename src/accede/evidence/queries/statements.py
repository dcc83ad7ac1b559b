"""What was said."""

from datetime import date
from typing import Any

from django.db.models import Q

from accede.access.viewer import Viewer
from accede.evidence.models import Incident, Statement
from accede.evidence.queries.rows import StatementRow, statement_row
from accede.record.models import State, Treaty
from accede.record.queries import states


def statements(
    treaty: Treaty, *, on: date, viewer: Viewer, language: str, stance: str = ""
) -> list[StatementRow]:
    """Statements until that day, the latest first; all, or those of one stance."""
    said = Statement.objects.filter(treaty=treaty)
    return _rows(said.filter(stance=stance) if stance else said, on, viewer, language)


def statements_of(
    state: State, treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> list[StatementRow]:
    """What the State said until that day, the latest first."""
    rows = _rows(Statement.objects.filter(treaty=treaty, state=state), on, viewer, language)
    return [row for row in rows if row.iso3]


def _rows(said: Any, on: date, viewer: Viewer, language: str) -> list[StatementRow]:
    names = states.state_names(language, viewer=viewer)
    found = list(
        said.filter(Q(day__isnull=True) | Q(day__lte=on)).visible_to(viewer).prefetch_related("source")
    )
    about = {row.incident_id for row in found if row.incident_id}
    seen = set(Incident.objects.visible_to(viewer).filter(pk__in=about).values_list("pk", flat=True))
    for row in found:
        if row.incident_id not in seen:
            row.incident_id = None  # that there is such an incident is not for this viewer
    found.sort(key=lambda row: (row.day or date.min, row.pk), reverse=True)
    return [statement_row(row, viewer, names) for row in found]
