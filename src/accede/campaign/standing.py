"""How far something is: told by its days, by the work that is tied to it, and by what its owner says. Pure rules."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accede.campaign.models import Activity
from accede.campaign.work import Tied

State = Activity.State


class Reached(TextChoices):
    """What became of a target."""

    MET = "met", pgettext_lazy("what became of a target", "met")
    MISSED = "missed", pgettext_lazy("what became of a target", "missed")
    OPEN = "open", pgettext_lazy("what became of a target", "open")
    NO_TARGET = "no-target", _("no target set")
    UNKNOWN = "unknown", _("not known")


def by_days(starts: date, ends: date, on: date) -> State:
    if ends < on:
        return State.OVERDUE
    return State.DUE if starts <= on else State.UPCOMING


def by_work(starts: date, ends: date, planned: int | None, tied: Tied, on: date) -> State:
    """Done is what reached the planned number or, where none was planned, ended with all that is tied to it done."""
    if planned and tied.done >= planned:
        return State.DONE
    if ends < on and not planned and tied.tied and tied.done == tied.tied:
        return State.DONE
    days = by_days(starts, ends, on)
    return State.UNDER_WAY if tied.done and days in (State.DUE, State.UPCOMING) else days


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is what is to be believed; `said` what the owner says where that is something else."""

    state: State
    said: State | None = None


def standing(computed: State, *, from_work: bool, said: State | None) -> Standing:
    """Work speaks for itself. Where none is counted the owner's word stands, but for what its days contradict."""
    if said is None or said == computed:
        return Standing(computed)
    if not from_work and said in (State.DONE, State.DROPPED):
        return Standing(said)
    if not from_work and (computed, said) == (State.DUE, State.UNDER_WAY):
        return Standing(said)
    return Standing(computed, said)


def reached(
    now: float | None, at_due: float | None, target: Decimal | None, *, due: date, on: date
) -> Reached:
    """A target counts on the day by which it was to be reached; what comes later does not mend it."""
    if target is None:
        return Reached.NO_TARGET
    value = at_due if on > due else now
    if value is None:
        return Reached.UNKNOWN
    if Decimal(str(value)) >= target:
        return Reached.MET
    return Reached.MISSED if on > due else Reached.OPEN


def together(parts: list[Reached]) -> Reached:
    """Of several targets: missed where one is, met where all are."""
    told = [each for each in parts if each != Reached.NO_TARGET]
    if not told:
        return Reached.NO_TARGET
    for worst in (Reached.MISSED, Reached.UNKNOWN, Reached.OPEN):
        if worst in told:
            return worst
    return Reached.MET
