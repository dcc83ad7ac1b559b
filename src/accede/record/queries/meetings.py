"""Meetings, past and to come. They are public: each read names its viewer as all reads do."""

from datetime import date
from typing import Literal

from django.db.models import Count, QuerySet

from accede.access.viewer import Viewer
from accede.record.meetings.models import Attendance, Meeting
from accede.record.models import Treaty
from accede.record.queries import nearest


def meetings(*, on: date, viewer: Viewer, when: Literal["coming", "past", ""] = "") -> QuerySet[Meeting]:
    """Each with `attending`, for how many States it is on record that they attend.

    Coming are those whose last possible day is not past, the next first; past ones come the latest first.
    """
    found = Meeting.objects.select_related("treaty", "source").annotate(attending=Count("attendances"))
    if when == "coming":
        return found.filter(ends__gte=on)
    latest_first = found.order_by("-begins", "-ends", "key")
    return latest_first.filter(ends__lt=on) if when == "past" else latest_first


def get_meeting(key: str, *, viewer: Viewer) -> Meeting:
    """The meeting of that key; else NotOnRecordError with the nearest keys."""
    if key.isascii() and key.isprintable():
        found = Meeting.objects.select_related("treaty", "source").filter(pk=key).first()
        if found:
            return found
    known = list(Meeting.objects.values_list("pk", flat=True))
    raise nearest.NotOnRecordError("meeting", key, nearest.nearest_names(key.lower(), known))


def attendance(meeting: Meeting, *, viewer: Viewer) -> dict[str, Attendance]:
    """ISO code to how it is known that the State attends. Empty: nothing is known, not that nobody comes."""
    return {row.state_id: row for row in meeting.attendances.select_related("source")}


def next_meeting(*, on: date, viewer: Viewer, treaty: Treaty | None = None) -> Meeting | None:
    """The one that is on, or comes next; under the treaty, where one is given, or under none."""
    coming = meetings(on=on, viewer=viewer, when="coming")
    if treaty:
        coming = coming.filter(treaty=treaty) | coming.filter(treaty=None)
    return coming.first()


def meetings_of_state(iso3: str, *, on: date, viewer: Viewer) -> list[Meeting]:
    """The meetings to come that the State is known to attend, the next first."""
    return list(meetings(on=on, viewer=viewer, when="coming").filter(attendances__state=iso3))
