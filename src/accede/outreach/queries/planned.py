"""Meetings that are planned with States."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from accede.access.confidentiality import get_visible
from accede.access.viewer import Viewer
from accede.outreach.models import PlannedMeeting
from accede.outreach.queries.rows import Names, OutreachRow, told
from accede.record.meetings.zones import zone_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow(OutreachRow):
    """Whom of us is to meet a State, at which meeting. `text` is the note; `at` is empty while the hour is open.

    `zone` tells by which clocks the meeting is held.
    """

    meeting: str
    meeting_name: str
    zone: str
    at: datetime | None
    person: int | None
    person_name: str
    met: bool


def planned_rows(asked: Q, names: Names, *, viewer: Viewer) -> list[PlannedRow]:
    """Those that the viewer may see and know the State of, by the hour; those whose hour is open come last."""
    found = PlannedMeeting.objects.attributable_by(viewer).filter(asked)
    rows = found.select_related("owner", "meeting", "person")
    return [_planned_row(row, names) for row in rows.order_by(F("at").asc(nulls_last=True), "pk")]


def get_planned(number: int, *, viewer: Viewer) -> PlannedMeeting:
    """The planned meeting itself, for the actions. Raises NotVisibleError."""
    return get_visible(PlannedMeeting, number, viewer=viewer)


def _day(row: PlannedMeeting) -> date:
    return row.at.astimezone(zone_of(row.meeting.zone)).date() if row.at else row.meeting.begins


def _planned_row(row: PlannedMeeting, names: Names) -> PlannedRow:
    return PlannedRow(
        **told(row, row.state_id, _day(row), row.note, names, shown=True),
        meeting=row.meeting_id,
        meeting_name=row.meeting.name,
        zone=row.meeting.zone,
        at=row.at,
        person=row.person_id,
        person_name=row.person.name if row.person else "",
        met=row.met,
    )
