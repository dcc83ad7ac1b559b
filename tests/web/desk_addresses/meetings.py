"""Forums, who attends them, and whom one meets there."""

from datetime import time

from django.utils import timezone
from tests.access import cast
from tests.web.roles import CAMPAIGN, CONTRIBUTORS, COORDINATION, Address, answers, deed, reading, writing

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.outreach import actions
from accede.record.meetings import actions as meeting_actions
from accede.record.meetings import session_actions as sessions
from accede.record.meetings.models import Meeting
from accede.record.models import State

LOGGERS = CONTRIBUTORS - {"icrc_partner"}


def _by():
    return {"by": cast.viewer_of(cast.coordinator_a()), "at": timezone.now()}


def _campaign():
    return Campaign.objects.get(pk=CAMPAIGN)


def _meeting():
    """A meeting that is on."""
    day = timezone.localdate().isoformat()
    return meeting_actions.add_meeting(
        name="A seminar", language="en", kind=Meeting.Kind.WORKSHOP, begins=day, campaign=_campaign(), **_by()
    )


def _planned():
    planned = actions.plan_meeting(
        campaign=_campaign(),
        meeting=_meeting(),
        state=State.objects.get(pk="KEN"),
        confidentiality=Confidentiality.COORDINATORS_AND_ISU,
        **_by(),
    )
    return [CAMPAIGN, planned.pk]


def _at_a_meeting():
    return [CAMPAIGN, _meeting().pk]


def _session():
    meeting = _meeting()
    row = sessions.add_session(
        meeting=meeting, day=meeting.begins, begins=time(10), ends=time(13), campaign=_campaign(), **_by()
    )
    return [CAMPAIGN, meeting.pk, row.pk]


def _deed(arguments):
    """Of a record that others may not see, which they are told that there is none."""
    return Address(
        get=dict.fromkeys(["public", *cast.CAST], 405),
        post=answers(COORDINATION, granted=302, refused=404)
        | dict.fromkeys(("nobody", "former_coordinator"), 403),
        arguments=arguments,
    )


ADDRESSES = {
    "desk-meetings": reading(),
    "desk-meeting": reading(arguments=_at_a_meeting),
    "desk-sheet": reading(arguments=_at_a_meeting),
    "desk-meeting-new": writing(CONTRIBUTORS),
    "desk-calendar": reading(),
    "desk-year": reading(),
    "desk-meeting-file": reading(arguments=_at_a_meeting),
    "desk-meeting-change": writing(CONTRIBUTORS, arguments=_at_a_meeting),
    "desk-session-new": writing(CONTRIBUTORS, arguments=_at_a_meeting),
    "desk-session-off": deed(CONTRIBUTORS, arguments=_session),
    "desk-part": deed(CONTRIBUTORS, arguments=_at_a_meeting),
    # An empty list of those who attend is one.
    "desk-attendance": Address(
        get=answers(CONTRIBUTORS), post=answers(CONTRIBUTORS, granted=302), arguments=_at_a_meeting
    ),
    "desk-plan-meeting": writing(LOGGERS, arguments=_at_a_meeting),
    "desk-planned-met": _deed(_planned),
    "desk-planned-cancel": _deed(_planned),
}
