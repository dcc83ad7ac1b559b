"""Where a day begins, meetings, and who looks after which State."""

from django.utils import timezone
from tests.access import cast
from tests.web.roles import CAMPAIGN, CONTRIBUTORS, COORDINATION, Address, answers, deed, reading, writing

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.outreach import actions
from accede.record.meetings import actions as meeting_actions
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


def _assigned():
    """Kenya, looked after by the first coordinator."""
    actions.assign_states(
        campaign=_campaign(), states=[State.objects.get(pk="KEN")], person=cast.coordinator_a(), **_by()
    )
    return [CAMPAIGN, "ken"]


def _leaver():
    _assigned()
    return [CAMPAIGN, cast.coordinator_a().pk]


def _handover():
    _assigned()
    made = actions.hand_over(
        campaign=_campaign(),
        from_person=cast.coordinator_a(),
        to_person=cast.coordinator_b(),
        states=[State.objects.get(pk="KEN")],
        **_by(),
    )
    return [CAMPAIGN, made.pk]


def _deed(arguments):
    """Of a record that others may not see, which they are told that there is none."""
    return Address(
        get=dict.fromkeys(["public", *cast.CAST], 405),
        post=answers(COORDINATION, granted=302, refused=404)
        | dict.fromkeys(("nobody", "former_coordinator"), 403),
        arguments=arguments,
    )


ADDRESSES = {
    "desk-today": reading(),
    "desk-silent": reading(),
    "desk-open-by-state": reading(),
    "desk-meetings": reading(),
    "desk-meeting": reading(arguments=_at_a_meeting),
    "desk-sheet": reading(arguments=_at_a_meeting),
    "desk-meeting-new": writing(CONTRIBUTORS),
    # An empty list of those who attend is one.
    "desk-attendance": Address(
        get=answers(CONTRIBUTORS), post=answers(CONTRIBUTORS, granted=302), arguments=_at_a_meeting
    ),
    "desk-plan-meeting": writing(LOGGERS, arguments=_at_a_meeting),
    "desk-planned-met": _deed(_planned),
    "desk-planned-cancel": _deed(_planned),
    "desk-assignments": reading(),
    "desk-assign": writing(COORDINATION),
    "desk-assignment-end": deed(COORDINATION, arguments=_assigned),
    "desk-hand-over": writing(COORDINATION, arguments=_leaver),
    "desk-handover": Address(
        get=answers(COORDINATION, refused=404) | dict.fromkeys(("nobody", "former_coordinator"), 403),
        arguments=_handover,
    ),
}
