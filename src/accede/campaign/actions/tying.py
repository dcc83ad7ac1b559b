"""Work that other rooms do for an activity, tied to it."""

from datetime import datetime

from django.db import transaction

from accede.access import audit
from accede.access.viewer import Viewer
from accede.campaign import rules
from accede.campaign.models import Activity
from accede.record.meetings.models import Meeting


@transaction.atomic
def tie_meeting(*, activity: Activity, meeting: Meeting, by: Viewer, at: datetime) -> None:
    """The meeting belongs to the activity from now on; nothing changes where it does already."""
    rules.insist_on_writing(by, activity.plan.campaign_id)
    if activity.meetings.filter(pk=meeting.pk).exists():
        return
    activity.meetings.add(meeting)
    told = {"meeting": meeting.pk}
    audit.write(act="tie meeting", of=activity, by=by, at=at, before=audit.values(activity), told=told)
