"""Interim steps: public, all of them."""

from datetime import date

from django.db.models import Q, QuerySet

from accede.access.viewer import Viewer
from accede.evidence.models import InterimStep
from accede.record.models import State, Treaty
from accede.record.queries.editions import kept_for_edition


def interim_steps(treaty: Treaty, *, on: date, viewer: Viewer) -> list[InterimStep]:
    """Steps taken until that day and not revoked by then, oldest first.

    A step without a known date was taken at some time before its source was read, and counts as standing.
    """
    return [
        step
        for step in _on_record(treaty)
        if (step.taken_date is None or step.taken_date <= on)
        and (step.revoked_date is None or step.revoked_date > on)
    ]


@kept_for_edition
def _on_record(treaty: Treaty) -> list[InterimStep]:
    return list(InterimStep.objects.filter(treaty=treaty).select_related("source"))


def steps_of_state(state: State, *, on: date, viewer: Viewer) -> QuerySet[InterimStep]:
    """The State's own steps until that day, those since revoked among them."""
    return InterimStep.objects.filter(
        Q(taken_date__isnull=True) | Q(taken_date__lte=on), state=state
    ).select_related("source", "treaty")


def get_step(number: int, *, viewer: Viewer) -> InterimStep | None:
    """The step of that number."""
    return InterimStep.objects.filter(pk=number).select_related("source", "treaty").first()
