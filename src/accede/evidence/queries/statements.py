"""What was said."""

from collections.abc import Collection
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


def statements_numbered(
    numbers: Collection[int], *, on: date, viewer: Viewer, language: str
) -> list[StatementRow]:
    """Those of these statements that the viewer may see, the latest first."""
    return _rows(Statement.objects.filter(pk__in=numbers), on, viewer, language)


def statement_keys(treaty: Treaty, *, on: date, viewer: Viewer) -> list[tuple[int, str, int | None]]:
    """Number, stance and incident of each statement until that day, the latest first: no text is opened."""
    said = Statement.objects.filter(Q(day__isnull=True) | Q(day__lte=on), treaty=treaty).visible_to(viewer)
    found = said.order_by().values_list("day", "pk", "stance", "incident_id")
    latest_first = sorted(found, key=lambda row: (row[0] or date.min, row[1]), reverse=True)
    return [(number, stance, incident) for _day, number, stance, incident in latest_first]


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
