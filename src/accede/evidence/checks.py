"""Rules of evidence that no database constraint can hold. `accede check` runs them; they show no text."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q

from accede.access.roles import Confidentiality
from accede.evidence.models import (
    Assessment,
    Incident,
    InterpretivePosition,
    Obstacle,
    Position,
    Statement,
)

_EVERY_ROW = "a check names rows by their number"


def _gives_way_to_its_own_kind(_on: date) -> Iterator[str]:
    """A reason gives way to a reason of the same State and treaty, and never, in a circle, to itself."""
    rows = Obstacle.objects.unguarded(because=_EVERY_ROW).filter(superseded_by__isnull=False)
    other = rows.exclude(superseded_by__state=F("state"), superseded_by__treaty=F("treaty"))
    for number in other.values_list("pk", flat=True):
        yield f"obstacle {number} gives way to one of another State or treaty"
    newer = dict(rows.values_list("pk", "superseded_by"))
    for number in newer:
        at, seen = number, set()
        while at in newer and at not in seen:
            seen.add(at)
            at = newer[at]
        if at == number:
            yield f"obstacle {number} gives way, in a circle, to itself"


def _public_evidence_cites(_on: date) -> Iterator[str]:
    for model in (Obstacle, Position, Statement, Assessment, InterpretivePosition):
        rows = model.objects.unguarded(because=_EVERY_ROW)
        missing = rows.filter(confidentiality=Confidentiality.PUBLIC, source__isnull=True)
        for number in missing.values_list("pk", flat=True):
            yield f"{model.__name__.lower()} {number} is public and cites no source"


def _nothing_to_come(on: date) -> Iterator[str]:
    for model in (Obstacle, Position, Statement, Incident, Assessment, InterpretivePosition):
        to_come = model.objects.unguarded(because=_EVERY_ROW).filter(Q(day__gt=on))
        for number, day in to_come.values_list("pk", "day"):
            yield f"{model.__name__.lower()} {number} is of {day}, still to come"


RULES = {
    "reasons that give way": _gives_way_to_its_own_kind,
    "sources of public evidence": _public_evidence_cites,
    "days of evidence": _nothing_to_come,
}
