"""States that nobody has spoken with for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.outreach.models import Exchange
from accede.outreach.queries.assignments import looked_after
from accede.targeting.queries import Target

# A quarter of a year: an intersessional period or so, in which something should have been said.
SILENT_AFTER_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Silent:
    """A target State, and since when nothing was exchanged with it; `last` is empty where nothing ever was."""

    iso3: str
    name: str
    status: str
    last: date | None
    weeks: int | None
    person: int | None
    person_name: str


def silent_states(
    campaign: Campaign,
    targets: Sequence[Target],
    *,
    weeks: int = SILENT_AFTER_WEEKS,
    on: date,
    viewer: Viewer,
) -> list[Silent]:
    """Of the target States those without an exchange for so many weeks, the longest silent first.

    Only exchanges count of which the viewer may know the State.
    """
    last = last_contacts(campaign, on=on, viewer=viewer)
    people = looked_after(campaign, on=on, viewer=viewer)
    since = on - timedelta(weeks=weeks)
    found = []
    for target in targets:
        day = last.get(target.iso3)
        if day is None or day <= since:
            number, name = people.get(target.iso3, (None, ""))
            age = (on - day).days // 7 if day else None
            found.append(Silent(target.iso3, target.name, target.status, day, age, number, name))
    found.sort(key=lambda row: row.last or date.min)  # of one day, in the order of names
    return found


def last_contacts(campaign: Campaign, *, on: date, viewer: Viewer) -> dict[str, date]:
    """ISO code to the day of the latest exchange until that day of which the viewer may know the State."""
    seen = Exchange.objects.attributable_by(viewer).filter(campaign=campaign, held_on__lte=on)
    return dict(seen.order_by().values_list("state_id").annotate(last=Max("held_on")))
