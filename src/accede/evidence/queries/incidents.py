"""Use, production and transfer, with what was said of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from accede.access.viewer import Viewer
from accede.evidence.models import Assessment, Incident, Statement
from accede.evidence.queries.rows import (
    AssessmentRow,
    IncidentRow,
    StatementRow,
    assessment_row,
    incident_row,
    without_texts,
)
from accede.evidence.queries.statements import statements
from accede.record.models import Treaty
from accede.record.queries import states


def incidents(
    treaty: Treaty,
    *,
    on: date,
    viewer: Viewer,
    language: str,
    kind: str = "",
    grade: str = "",
    where: str = "",
    in_brief: bool = False,
) -> list[IncidentRow]:
    """Incidents that began by that day, the latest first, with every assessment of them until then.

    Of one kind, on the territory of one State, or those of which somebody says that grade, where these are given.
    `in_brief`: no text of an assessment is opened.
    """
    names = states.state_names(language, viewer=viewer)
    began = Incident.objects.filter(Q(day__isnull=True) | Q(day__lte=on), treaty=treaty)
    if kind:
        began = began.filter(kind=kind)
    if where:
        began = began.filter(where=where)
    found = sorted(began.visible_to(viewer), key=lambda row: (row.day or date.min, row.pk), reverse=True)
    judged: defaultdict[int, list[AssessmentRow]] = defaultdict(list)
    assessments = Assessment.objects.filter(
        Q(day__isnull=True) | Q(day__lte=on), incident__in=[r.pk for r in found]
    )
    told = assessments.visible_to(viewer).prefetch_related("source")
    for row in sorted(
        without_texts(told) if in_brief else told, key=lambda row: (row.day or date.min, row.pk)
    ):
        judged[row.incident_id].append(assessment_row(row, viewer, names))
    rows = [incident_row(row, viewer, names, tuple(judged[row.pk])) for row in found]
    return [row for row in rows if not grade or grade in row.grades]


def condemnations(
    treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> list[tuple[IncidentRow, list[StatementRow]]]:
    """Each incident that somebody condemned, with who did, the latest first."""
    return condemned(
        incidents(treaty, on=on, viewer=viewer, language=language),
        statements(treaty, on=on, viewer=viewer, language=language, stance=Statement.Stance.CONDEMNS),
    )


def condemned(
    happened: Sequence[IncidentRow], said: Sequence[StatementRow]
) -> list[tuple[IncidentRow, list[StatementRow]]]:
    """The same, from rows that the caller has read already."""
    condemning: defaultdict[int, list[StatementRow]] = defaultdict(list)
    for row in said:
        if row.incident is not None and row.stance == Statement.Stance.CONDEMNS:
            condemning[row.incident].append(row)
    return [(row, condemning[row.pk]) for row in happened if row.pk in condemning]
