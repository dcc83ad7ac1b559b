"""Interim steps: public, all of them."""

from datetime import date

from django.db.models import Q, QuerySet

from accede.access.viewer import Viewer
from accede.evidence.models import InterimStep
from accede.record.models import State, Treaty


def interim_steps(treaty: Treaty, *, on: date, viewer: Viewer) -> QuerySet[InterimStep]:
    """Steps taken until that day and not revoked by then, oldest first.

    A step without a known date was taken at some time before its source was read, and counts as standing.
    """
    return (
        InterimStep.objects.filter(treaty=treaty)
        .filter(Q(taken_date__isnull=True) | Q(taken_date__lte=on))
        .filter(Q(revoked_date__isnull=True) | Q(revoked_date__gt=on))
        .select_related("source")
    )


def steps_of_state(state: State, *, on: date, viewer: Viewer) -> QuerySet[InterimStep]:
    """The State's own steps until that day, those since revoked among them."""
    return InterimStep.objects.filter(
        Q(taken_date__isnull=True) | Q(taken_date__lte=on), state=state
    ).select_related("source", "treaty")


def get_step(number: int, *, viewer: Viewer) -> InterimStep | None:
    """The step of that number."""
    return InterimStep.objects.filter(pk=number).select_related("source", "treaty").first()
