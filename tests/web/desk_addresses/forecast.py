"""Who is likely to join next: for those who run the campaign alone."""

from django.utils import timezone
from tests.access import cast
from tests.web.roles import CAMPAIGN, COORDINATION, Address, answers, deed, reading

from accede.access.models import Campaign
from accede.outreach import actions


def _kept():
    """Angola, of a forecast that was made today."""
    actions.make_forecast(
        campaign=Campaign.objects.get(pk=CAMPAIGN),
        on=timezone.localdate(),
        by=cast.viewer_of(cast.coordinator_a()),
        at=timezone.now(),
    )
    return [CAMPAIGN, "ago"]


ADDRESSES = {
    "desk-forecast": reading(COORDINATION),
    "desk-forecast-make": deed(COORDINATION),
    "desk-forecast-meetings": reading(COORDINATION),
    "desk-forecast-record": reading(COORDINATION),
    "desk-forecast-withdrawal": reading(COORDINATION),
    "desk-forecast-state": Address(get=answers(COORDINATION), arguments=_kept),
}
