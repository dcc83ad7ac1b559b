"""What somebody has before them: follow-ups, promises of ours, planned meetings, lines of the timeline,
action items and sittings of working groups, requests to be settled. And what waits for their decision.

Each item says of which kind it is and when; none carries a word of a confidential record, not even the State's name:
mail and calendars pass through computers of others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Q

from accede.access import queries as access
from accede.access.models import Campaign, Organisation, Person
from accede.access.viewer import Viewer
from accede.campaign import awaiting
from accede.campaign.awaiting import Awaited
from accede.campaign.queries import overview
from accede.campaign.standing import State
from accede.meetings.queries import events
from accede.meetings.queries.action_items import due_of
from accede.meetings.queries.sittings import coming
from accede.outreach import queries as work
from accede.outreach.models import Pledge
from accede.outreach.queries import assignments, planned


class Kind(StrEnum):
    FOLLOW_UP = "follow-up"
    PROMISE = "promise"
    PLANNED = "planned"
    LINE = "line"
    ACTION_ITEM = "action-item"
    SITTING = "sitting"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Item:
    """`number` is the record's; `at` the hour, where there is one; `plan` the key of a line's plan."""

    kind: Kind
    campaign: str
    number: int
    begins: date
    ends: date
    overdue: bool
    at: datetime | None = None
    plan: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.number}"


def agenda(person: Person, *, on: date, ahead: timedelta, viewer: Viewer | None = None) -> list[Item]:
    """Of all campaigns in which they hold a role that day: what is overdue, and what comes within that time.

    `viewer` is the person that day, where that is known already.
    """
    viewer = viewer or access.viewer_of(person, on=on)
    return [
        item
        for campaign in access.campaigns(viewer=viewer)
        for item in sorted(_of(campaign, person, on, ahead, viewer), key=lambda item: (item.begins, item.key))
    ]


def waiting(person: Person, *, on: date) -> list[Awaited]:
    """What waits for their decision, in all campaigns in which they hold a role that day."""
    viewer = access.viewer_of(person, on=on)
    return [
        each
        for campaign in access.campaigns(viewer=viewer)
        for each in awaiting.awaiting(campaign, on=on, viewer=viewer)
    ]


def _of(campaign: Campaign, person: Person, on: date, ahead: timedelta, viewer: Viewer) -> Iterator[Item]:
    until, key = on + ahead, campaign.pk
    language = person.language
    for step in work.follow_ups(
        campaign, person=person.pk, due_until=until, on=on, viewer=viewer, language=language
    ):
        if step.due_on:
            yield Item(Kind.FOLLOW_UP, key, step.pk, step.due_on, step.due_on, step.overdue)
    yield from _promises(campaign, person, on, until, viewer)
    theirs = Q(campaign=campaign, person=person, met=False, meeting__ends__gte=on, meeting__begins__lte=until)
    for row in planned.planned_rows(theirs, {}, viewer=viewer):
        if row.day:
            yield Item(Kind.PLANNED, key, row.pk, row.day, row.day, overdue=False, at=row.at)
    for item in due_of(campaign, person, until=until, on=on, viewer=viewer):
        if item.due_on:
            yield Item(Kind.ACTION_ITEM, key, item.pk, item.due_on, item.due_on, item.overdue)
    yield from _requests(key, person, on, until, viewer)
    for sitting in coming(campaign, on=on, ahead=ahead, viewer=viewer):
        yield Item(Kind.SITTING, key, sitting.pk, sitting.day, sitting.day, overdue=False)
    owner = None if viewer.coordinates(key) else person.pk
    for due in overview.due_lines(key, on=on, viewer=viewer, person=owner, soon=ahead):
        line, is_late = due.line, due.state == State.OVERDUE
        yield Item(Kind.LINE, key, line.pk, line.starts, line.ends, is_late, plan=due.plan.key)


def _requests(campaign: str, person: Person, on: date, until: date, viewer: Viewer) -> Iterator[Item]:
    """Of those who take part in it; where nobody is named, of those who run the campaign."""
    for row in events.due(campaign, until=until, on=on, viewer=viewer):
        is_theirs = person.pk in row.people if row.people else viewer.coordinates(campaign)
        if row.due_on and is_theirs:
            yield Item(Kind.REQUEST, campaign, row.pk, row.due_on, row.due_on, row.overdue)


def _promises(campaign: Campaign, person: Person, on: date, until: date, viewer: Viewer) -> Iterator[Item]:
    """What we promised: of one's own organisation, or to a State that one looks after."""
    mine = set(assignments.states_of(person, campaign, on=on, viewer=viewer))
    theirs = Organisation.objects.filter(pk=viewer.organisation_id or 0)
    organisation = theirs.values_list("name", flat=True).first()
    rows = work.pledges(
        campaign, side=Pledge.Side.US, due_until=until, on=on, viewer=viewer, language=person.language
    )
    for row in rows:
        if row.due_on and (row.owner == organisation or row.iso3 in mine):
            yield Item(Kind.PROMISE, campaign.pk, row.pk, row.due_on, row.due_on, row.overdue)
