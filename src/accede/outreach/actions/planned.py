"""Whom to meet in the margins of a meeting."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign, Person
from accede.access.recording import save_change
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.outreach import rules
from accede.outreach.actions.recording import insist_on_reader, write_down
from accede.outreach.models import PlannedMeeting
from accede.record.meetings.models import Meeting
from accede.record.meetings.zones import zone_of
from accede.record.models import State


@transaction.atomic
def plan_meeting(
    *,
    campaign: Campaign,
    meeting: Meeting,
    state: State,
    person: Person | None = None,
    planned_at: datetime | None = None,
    note: str = "",
    confidentiality: Confidentiality,
    by: Viewer,
    at: datetime,
) -> PlannedMeeting:
    """Somebody of us is to meet the State in the margins of the meeting; the hour may still be open."""
    rules.insist_on_logging(by, campaign)
    _insist_on_its_days(meeting, planned_at)
    if meeting.ends < at.date():
        raise ValidationError(_("The meeting is over: log the exchange instead."))
    row = PlannedMeeting(meeting=meeting, state=state, person=person, at=planned_at, note=note.strip())
    written = write_down(
        row, campaign=campaign, confidentiality=confidentiality, act="plan meeting", by=by, at=at
    )
    if person:
        insist_on_reader(written, person, field="person", at=at)
    return written


@transaction.atomic
def mark_met(*, planned: PlannedMeeting, by: Viewer, at: datetime) -> None:
    """It took place. What was said there is an exchange."""
    rules.insist_on_changing(by, planned)
    before = audit.values(planned)
    planned.met = True
    save_change(planned, before, act="mark as met", by=by, at=at)


@transaction.atomic
def cancel_planned(*, planned: PlannedMeeting, by: Viewer, at: datetime) -> None:
    """It will not take place."""
    rules.insist_on_changing(by, planned)
    if planned.met:
        raise ValidationError(_("It took place already."))
    # As if it were new, so that the trail keeps which one it was.
    audit.write(act="cancel planned meeting", of=planned, by=by, at=at)
    planned.delete()


def _insist_on_its_days(meeting: Meeting, planned_at: datetime | None) -> None:
    if (
        planned_at
        and not meeting.begins <= planned_at.astimezone(zone_of(meeting.zone)).date() <= meeting.ends
    ):
        raise ValidationError({"planned_at": _("On that day the meeting is not held.")})
