"""How much is open with each State, without opening any of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.outreach.models import FollowUp, Pledge
from accede.record.queries import states


@dataclass(frozen=True, slots=True)
class OpenWork:
    """How many next steps and promises are open with a State, and how many of them are overdue."""

    iso3: str
    name: str
    steps: int
    steps_overdue: int
    pledges: int
    pledges_overdue: int


def open_by_state(campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> list[OpenWork]:
    """States with which something is open, in the order of their names; only what may be known to be of the State."""
    steps = _counted(FollowUp.objects.attributable_by(viewer).filter(campaign=campaign, done_on=None), on)
    pledges = _counted(
        Pledge.objects.attributable_by(viewer).filter(campaign=campaign, standing=Pledge.Standing.OPEN), on
    )
    names = states.state_names(language, viewer=viewer)
    return [
        OpenWork(iso3, name, *(each[iso3] for counts in (steps, pledges) for each in counts))
        for iso3, name in names.items()
        if steps[0][iso3] or pledges[0][iso3]
    ]


def _counted(rows: Any, on: date) -> tuple[Counter[str], Counter[str]]:
    """ISO code to how many there are, and how many are overdue."""
    found = rows.order_by().values_list("state_id", "due_on")
    every = [(iso3, due) for iso3, due in found if iso3]
    return Counter(iso3 for iso3, _due in every), Counter(iso3 for iso3, due in every if due and due < on)
