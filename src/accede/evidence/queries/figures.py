"""What figures count, by the database: no text is opened for a number."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, Q

from accede.access.viewer import Viewer
from accede.evidence.models import Assessment, Incident, Position, Statement
from accede.record.models import Treaty


def who_took_positions(treaty: Treaty, *, on: date, viewer: Viewer) -> set[str]:
    """The States of which a position is known that they took until that day."""
    found = Position.objects.filter(_until(on), treaty=treaty).attributable_by(viewer)
    return set(found.order_by().values_list("state_id", flat=True).distinct())


def statements_between(treaty: Treaty, *, since: date, until: date, viewer: Viewer, stance: str) -> Any:
    """Statements of that stance with a day from the first to the last."""
    found = Statement.objects.filter(treaty=treaty, stance=stance, day__gte=since, day__lte=until)
    return found.visible_to(viewer)


def who_condemned(treaty: Treaty, *, since: date, until: date, viewer: Viewer) -> set[str]:
    """The States that are known to have condemned a breach of the norm in the period."""
    said = Statement.objects.filter(
        treaty=treaty, stance=Statement.Stance.CONDEMNS, day__gte=since, day__lte=until
    )
    found = said.attributable_by(viewer).exclude(state=None)
    return set(found.order_by().values_list("state_id", flat=True).distinct())


def documented_between(treaty: Treaty, *, since: date, until: date, viewer: Viewer) -> Any:
    """Incidents of the period that somebody had documented by its last day (Assessment.DOCUMENTED)."""
    judged = Assessment.objects.filter(_until(until), grade__in=Assessment.DOCUMENTED)
    found = Incident.objects.filter(treaty=treaty, day__gte=since, day__lte=until)
    return found.visible_to(viewer).filter(pk__in=judged.visible_to(viewer).values("incident"))


def condemnations_of(
    incidents: Collection[int], treaty: Treaty, *, until: date, viewer: Viewer
) -> dict[int, int]:
    """Of each of these incidents under the treaty that was condemned by the day, how often."""
    said = Statement.objects.filter(
        _until(until), treaty=treaty, stance=Statement.Stance.CONDEMNS, incident__in=incidents
    )
    counted = said.visible_to(viewer).order_by().values_list("incident_id").annotate(Count("pk"))
    return dict(counted)


def _until(day: date) -> Q:
    return Q(day__isnull=True) | Q(day__lte=day)
