"""Events as people of the cast write them down."""

from datetime import timedelta

from django.utils import timezone
from tests.access import cast

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.meetings.actions import events, treaty_events
from accede.meetings.models import Event, Stage
from accede.record.meetings.actions import add_meeting
from accede.record.meetings.models import Meeting
from accede.record.models import State


def acting(who="coordinator_a"):
    return {"by": cast.viewer_of(cast.CAST[who]()), "at": timezone.now()}


def event(
    title="Lunch on the Convention",
    *,
    who="coordinator_a",
    confidentiality=Confidentiality.PARTNERS,
    since=None,
    stage=Stage.REQUESTED,
    kind=Event.Kind.SIDE_EVENT,
    **told,
):
    return events.add_event(
        told=events.Told(kind=kind, title=title, **told),
        stage=stage,
        since=since or timezone.localdate(),
        campaign=Campaign.objects.get(pk="ccm"),
        confidentiality=confidentiality,
        **acting(who),
    )


def held(title="Lunch on the Convention", *, came=(), heads=None, days_ago=3, **more):
    """One that was held some days ago, and to which these States came."""
    day = timezone.localdate() - timedelta(days=days_ago)
    made = event(title, day=day, since=day, stage=Stage.HELD, **more)
    if came or heads is not None:
        who = {"who": more["who"]} if "who" in more else {}
        states = State.objects.filter(pk__in=came)
        events.set_guests(event=made, states=states, heads=heads, **acting(**who))
    return made


def treaty_event():
    """One that is on today."""
    return add_meeting(
        name="Treaty Event",
        language="en",
        kind=Meeting.Kind.TREATY_EVENT,
        begins=timezone.localdate().isoformat(),
        place="New York",
        zone="America/New_York",
        campaign=Campaign.objects.get(pk="ccm"),
        **acting(),
    )


def expected(
    iso3="KEN", *, meeting=None, announced=False, confidentiality=Confidentiality.COORDINATORS_AND_ISU
):
    """A State that might act at a treaty event."""
    (row,) = treaty_events.expect_states(
        meeting=meeting or treaty_event(),
        states=State.objects.filter(pk=iso3),
        campaign=Campaign.objects.get(pk="ccm"),
        confidentiality=confidentiality,
        **acting(),
    )
    if announced:
        treaty_events.announce(expected=row, on=timezone.localdate(), **acting())
    return row
