"""Writes about the hours in which a meeting sits."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.record.meetings.actions import insist_on_contributing
from accede.record.meetings.models import Meeting, Session
from accede.record.meetings.zones import moment


@transaction.atomic
def add_session(
    *,
    meeting: Meeting,
    day: date,
    begins: time,
    ends: time,
    title: str = "",
    which: str = "",
    campaign: Campaign,
    by: Viewer,
    at: datetime,
) -> Session:
    """From and until, by the clocks of the place. One that ends at midnight or after it ends on the next day.

    `which` says which of two hours is meant where the clocks are put back.
    """
    insist_on_contributing(by, campaign)
    if not meeting.begins <= day <= meeting.ends:
        raise ValidationError({"day": _("On that day the meeting is not held.")})
    if begins == ends:
        raise ValidationError({"ends": _("A session ends after it began.")})
    until = day if ends > begins else day + timedelta(days=1)
    row = Session(
        meeting=meeting,
        begins=moment(day, begins, meeting.zone, which=which),
        ends=moment(until, ends, meeting.zone, which=which, field="ends"),
        title=title.strip(),
    )
    if row.ends <= row.begins:
        raise ValidationError({"ends": _("A session ends after it began.")})
    row.full_clean()
    row.save()
    audit.write(act="add session", of=row, by=by, at=at)
    return row


@transaction.atomic
def remove_session(*, session: Session, campaign: Campaign, by: Viewer, at: datetime) -> None:
    insist_on_contributing(by, campaign)
    # As if it were new, so that the trail keeps which one it was.
    audit.write(act="remove session", of=session, by=by, at=at)
    session.delete()
