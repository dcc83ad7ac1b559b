"""Working groups, with sittings of which there are minutes."""

from datetime import UTC, date, datetime

from tests.access import cast

from accede.access.models import Organisation, Person
from accede.meetings.actions import sittings
from accede.meetings.actions.action_items import Step
from accede.meetings.actions.sittings import Called
from accede.meetings.actions.working_groups import Seat, add_member
from accede.meetings.models import GroupMember, Minute, Sitting, WorkingGroup

AT = datetime(2026, 10, 5, 9, tzinfo=UTC)


def acting(person: Person | None = None, *, at: datetime = AT):
    """Who acts, and when: a coordinator, in October."""
    return {"by": cast.viewer_of(person or cast.coordinator_a(), on=at.date()), "at": at}


def group() -> WorkingGroup:
    """The one of the plan."""
    return WorkingGroup.objects.get(key="ccm-informal-working-group")


def member(organisation: Organisation | None = None, **more) -> GroupMember:
    seat = Seat(
        organisation=organisation or cast.cmc(),
        post="A campaigner",
        address="c@cmc.example",
        held_from=date(2026, 1, 1),
        **more,
    )
    return add_member(group=group(), seat=seat, **acting())


def sitting(day: date = date(2026, 9, 1), **more) -> Sitting:
    called = Called(day=day, place="Geneva", invitation="Come all")
    return sittings.convene(group=group(), called=called, **acting(), **more)


def minuted(*steps: Step, day: date = date(2026, 9, 1), closed: bool = False, text: str = "Heard") -> Minute:
    return sittings.write_minute(sitting=sitting(day), text=text, closed=closed, steps=steps, **acting())
