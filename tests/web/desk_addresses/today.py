"""Where a day begins, and who looks after which State."""

from django.utils import timezone
from tests.access import cast
from tests.web.roles import CAMPAIGN, COORDINATION, Address, answers, deed, reading, writing

from accede.access.models import Campaign
from accede.outreach import actions
from accede.record.models import State


def _by():
    return {"by": cast.viewer_of(cast.coordinator_a()), "at": timezone.now()}


def _campaign():
    return Campaign.objects.get(pk=CAMPAIGN)


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


ADDRESSES = {
    "desk-today": reading(),
    "desk-silent": reading(),
    "desk-open-by-state": reading(),
    "desk-assignments": reading(),
    "desk-assign": writing(COORDINATION),
    "desk-assignment-end": deed(COORDINATION, arguments=_assigned),
    "desk-hand-over": writing(COORDINATION, arguments=_leaver),
    "desk-handover": Address(
        get=answers(COORDINATION, refused=404) | dict.fromkeys(("nobody", "former_coordinator"), 403),
        arguments=_handover,
    ),
}
