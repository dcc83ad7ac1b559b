"""What stands against a meeting in the calendar: others on its days, and people who are planned in two places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.outreach.queries.planned import PlannedRow, planned_rows
from accede.record.meetings.models import Meeting
from accede.record.queries import meetings, states, treaties

# What a meeting with a State takes, as the calendar feed has it too.
TAKES = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Beside:
    """Another meeting on its days. `planned` is what is planned there, with whoever is planned at both among `people`."""

    meeting: Meeting
    is_sure: bool
    planned: int
    people: Sequence[str]


@dataclass(frozen=True, slots=True)
class Clashes:
    """`beside`, and pairs of what one person is to do at one hour; the viewer may see both."""

    beside: Sequence[Beside]
    twice: Sequence[tuple[PlannedRow, PlannedRow]]


def clashes(meeting: Meeting, campaign: Campaign, *, viewer: Viewer, language: str) -> Clashes:
    """As far as the viewer may see what is planned."""
    treaty = treaties.get_treaty(campaign.treaty_key, viewer=viewer)
    others = meetings.at_the_same_time(meeting, treaty=treaty, viewer=viewer)
    asked = Q(campaign=campaign, meeting__in=[meeting.pk, *(each.pk for each in others)], met=False)
    rows = planned_rows(asked, states.state_names(language, viewer=viewer), viewer=viewer)
    here = {row.person: row.person_name for row in rows if row.meeting == meeting.pk and row.person}
    beside = []
    for other in others:
        there = [row for row in rows if row.meeting == other.pk]
        both = sorted({here[row.person] for row in there if row.person in here})
        beside.append(Beside(other, other.day_is_known, len(there), both))
    return Clashes(beside, _twice(rows, meeting.pk))


def _twice(rows: Sequence[PlannedRow], key: str) -> list[tuple[PlannedRow, PlannedRow]]:
    """Rows come by the hour, those whose hour is open last."""
    timed = [row for row in rows if row.at and row.person]
    return [
        (one, other)
        for place, one in enumerate(timed)
        for other in timed[place + 1 :]
        if one.person == other.person
        and key in (one.meeting, other.meeting)
        and one.at
        and other.at
        and other.at - one.at < TAKES
    ]
