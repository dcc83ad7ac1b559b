"""A desk in the middle of a working week, for pages that are looked at full."""

from datetime import timedelta

from django.utils import timezone
from tests.access import cast

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.outreach import actions
from accede.outreach.actions import NextStep, Promise
from accede.outreach.models import Exchange, Handover, Pledge
from accede.record.meetings import actions as meetings
from accede.record.meetings.models import Meeting
from accede.record.models import State

CLASS = {"confidentiality": Confidentiality.COORDINATORS_AND_ISU}


def make():
    """A seminar that is on, with whom we met there and whom we plan to meet, and a handover. Prints their addresses."""
    campaign = Campaign.objects.get(pk="ccm")
    by = {"by": cast.viewer("coordinator_a"), "at": timezone.now()}
    today = timezone.localdate()
    kenya, uganda = (State.objects.get(pk=iso3) for iso3 in ("KEN", "UGA"))
    meeting = meetings.add_meeting(
        name="Seminar in Nairobi",
        language="en",
        kind=Meeting.Kind.WORKSHOP,
        begins=today.isoformat(),
        place="Nairobi",
        campaign=campaign,
        **by,
    )
    meetings.set_attendance(meeting=meeting, states=[kenya, uganda], campaign=campaign, **by)
    actions.log_exchange(
        campaign=campaign,
        state=kenya,
        held_on=today,
        level=Exchange.Level.AMBASSADOR,
        meeting=meeting,
        said="The Attorney General has the file.",
        pledges=[
            Promise(side=Pledge.Side.STATE, text="An answer", due_on=today),
            Promise(side=Pledge.Side.US, text="The model law", due_on=today + timedelta(days=30)),
        ],
        follow_ups=[NextStep(what="Ask again", assignee=cast.coordinator_a(), due_on=today)],
        **CLASS,
        **by,
    )
    actions.plan_meeting(
        campaign=campaign,
        meeting=meeting,
        state=uganda,
        person=cast.coordinator_a(),
        planned_at=by["at"],
        note="In the lounge",
        **CLASS,
        **by,
    )
    actions.assign_states(campaign=campaign, states=[kenya, uganda], person=cast.coordinator_a(), **by)
    handed: Handover = actions.hand_over(
        campaign=campaign,
        from_person=cast.coordinator_a(),
        to_person=cast.coordinator_b(),
        states=[kenya],
        note="Be patient.",
        **CLASS,
        **by,
    )
    print(meeting.pk, handed.pk, cast.coordinator_a().pk)  # noqa: T201 -- told to the test that started it
