"""Roads to joining, and the approach to a State."""

from django.utils import timezone
from tests.access import cast
from tests.web.roles import (
    ADMINISTRATORS,
    CAMPAIGN,
    CONTRIBUTORS,
    COORDINATION,
    Address,
    answers,
    deed,
    reading,
    writing,
)

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.outreach.actions import pathways
from accede.record.models import State


def _move():
    """A move that partners may see: its owner and those who run the campaign take it back."""
    made = pathways.move(
        campaign=Campaign.objects.get(pk=CAMPAIGN),
        state=State.objects.get(pk="UGA"),
        stage="cabinet",
        date_given="2026-03",
        evidence="Told by the ministry",
        confidentiality=Confidentiality.PARTNERS,
        by=cast.viewer_of(cast.coordinator_a()),
        at=timezone.now(),
    )
    return [CAMPAIGN, made.pk]


def _uganda():
    return [CAMPAIGN, "uga"]


# Who may not see the move learns no more than that there is none.
TAKING_BACK = (
    answers(COORDINATION)
    | dict.fromkeys(COORDINATION, 302)
    | dict.fromkeys(["observer", *ADMINISTRATORS], 404)
)

ADDRESSES = {
    "desk-pathways": reading(),
    "desk-pathway": reading(arguments=_uganda),
    "desk-pathway-move": deed(CONTRIBUTORS, granted=400, arguments=_uganda),
    "desk-pathway-check": deed(COORDINATION, arguments=_uganda),
    "desk-pathway-stages": writing(COORDINATION, arguments=_uganda),
    "desk-pathway-kind": deed(COORDINATION, granted=400, arguments=_uganda),
    "desk-move-take-back": Address(
        get=dict.fromkeys(["public", *cast.CAST], 405), post=TAKING_BACK, arguments=_move
    ),
    "desk-approach": reading(arguments=_uganda),
    "desk-approach-edit": writing(COORDINATION, arguments=_uganda),
}
