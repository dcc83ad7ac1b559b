"""Meetings, past and to come. They are public: each read names its viewer as all reads do."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accede.access.viewer import Viewer
from accede.record.meetings.models import Attendance, Meeting, Series, Session
from accede.record.models import Treaty
from accede.record.queries import nearest

# So many stand in a field of a form.
MOST_TO_CHOOSE = 200
# Of the meetings at which a State was, so many on a page.
ATTENDED = 25


def meetings(*, on: date, viewer: Viewer, when: Literal["coming", "past", ""] = "") -> QuerySet[Meeting]:
    """Each with `attending`, for how many States it is on record that they attend.

    Coming are those whose last possible day is not past, the next first; past ones come the latest first.
    """
    # Counted for those that are read, and not for all before some are chosen.
    counted = Attendance.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    attending = Coalesce(Subquery(counted.values(number=Count("pk"))), 0)
    found = Meeting.objects.select_related("treaty", "source").annotate(attending=attending)
    if when == "coming":
        return found.filter(ends__gte=on)
    latest_first = found.order_by("-begins", "-ends", "key")
    return latest_first.filter(ends__lt=on) if when == "past" else latest_first


def to_choose(*, viewer: Viewer, also: Collection[str] = ()) -> list[Meeting]:
    """For a field of a form, the latest first: as many as somebody can look through, and `also` those of these keys."""
    found = list(Meeting.objects.order_by("-begins", "-ends", "key")[:MOST_TO_CHOOSE])
    # No key has other signs, and PostgreSQL cannot be asked for all of them.
    missing = {key for key in also if key.isascii() and key.isprintable()} - {each.key for each in found}
    return [*found, *Meeting.objects.filter(pk__in=missing)] if missing else found


def get_meeting(key: str, *, viewer: Viewer) -> Meeting:
    """The meeting of that key; else NotOnRecordError with the nearest keys."""
    if key.isascii() and key.isprintable():
        found = Meeting.objects.select_related("treaty", "source", "series").filter(pk=key).first()
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
    return list(Meeting.objects.filter(attendances__state=iso3, ends__gte=on))


def between(first: date, last: date, *, viewer: Viewer) -> list[Meeting]:
    """Those that can fall on a day from the first to the last: where only a month or a year is known, too."""
    return list(
        meetings(on=last, viewer=viewer)
        .filter(begins__lte=last, ends__gte=first)
        .order_by("begins", "ends", "key")
    )


def at_the_same_time(meeting: Meeting, *, treaty: Treaty, viewer: Viewer) -> list[Meeting]:
    """Other meetings under the treaty or under none that share a day with it; none unless its own days are known.

    One of which only the month is known may share a day or not: it is among them, and `day_is_known` tells it apart.
    A meeting of which only the year is known would be beside all others, and is not.
    """
    if not meeting.day_is_known:
        return []
    found = Meeting.objects.filter(begins__lte=meeting.ends, ends__gte=meeting.begins).exclude(pk=meeting.pk)
    wanted = found.filter(treaty=treaty) | found.filter(treaty=None)
    return [each for each in wanted if len(each.begins_given) > len("2026")]


def sessions(meeting: Meeting, *, viewer: Viewer) -> list[Session]:
    """The hours in which it sits, as far as they are on record, in order."""
    return list(meeting.sessions.select_related("meeting"))


def get_session(number: int, meeting: Meeting, *, viewer: Viewer) -> Session:
    found = meeting.sessions.filter(pk=number).first()
    if found is None:
        raise nearest.NotOnRecordError("session", str(number), [])
    return found


@dataclass(frozen=True, slots=True)
class InSeries:
    """A series, the latest of its meetings that are over on the day, and the next to come."""

    series: Series
    latest: Meeting | None
    coming: Meeting | None


def all_series(*, on: date, viewer: Viewer) -> list[InSeries]:
    """The typical year: by their first usual month; those that have none come last."""
    found: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in Meeting.objects.exclude(series=None):
        found[meeting.series_id or ""].append(meeting)
    rows = []
    for series in Series.objects.select_related("treaty", "source"):
        own = found[series.pk]
        rows.append(
            InSeries(
                series,
                next((each for each in reversed(own) if each.ends < on), None),
                next((each for each in own if each.ends >= on), None),
            )
        )
    return sorted(rows, key=lambda row: (row.series.months or [13], row.series.pk))


def get_series(key: str, *, viewer: Viewer) -> Series:
    """The series of that key; else NotOnRecordError with the nearest keys."""
    known = list(Series.objects.values_list("pk", flat=True))
    if key in known:
        return Series.objects.select_related("treaty", "source").get(pk=key)
    raise nearest.NotOnRecordError("series", key, nearest.nearest_names(key, known))


def before_it(meeting: Meeting, *, viewer: Viewer) -> Meeting | None:
    """The one of its series that was held last before it."""
    if meeting.series_id is None:
        return None
    earlier = Meeting.objects.filter(series=meeting.series_id, begins__lt=meeting.begins)
    return earlier.order_by("begins", "ends", "key").last()


def usual_next(series: Series, after: date) -> str:
    """The next month in which it is usual to meet, later than that day's month: 2027-04. Never a day: nobody knows it."""
    later = [month for month in series.months if month > after.month]
    if later:
        return f"{after.year}-{later[0]:02}"
    return f"{after.year + 1}-{series.months[0]:02}" if series.months else str(after.year + 1)


def attended_by(iso3: str, *, on: date, viewer: Viewer, page: int | str = 1) -> Page[Attendance]:
    """The meetings that were held by the day and saw the State, the latest first, a page of them."""
    found = Attendance.objects.filter(state=iso3, meeting__ends__lt=on).select_related("meeting", "source")
    latest_first = found.order_by("-meeting__begins", "-meeting__ends", "meeting_id")
    return Paginator(latest_first, ATTENDED).get_page(page)
