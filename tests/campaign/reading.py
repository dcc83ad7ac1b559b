"""The shipped plan, and ways to read it."""

from datetime import date

from tests.access import cast

from accede.access import queries as access
from accede.campaign.models import Plan
from accede.campaign.queries import overview as overviews

KEY = "ccm-2023-2024"


def plan():
    return Plan.objects.select_related("campaign", "meeting").get(pk=KEY)


def overview(on, *, viewer=None, of=None):
    return overviews.overview(
        of or plan(), on=date.fromisoformat(on), viewer=viewer or access.operator(), language="en"
    )


def coordinator():
    return cast.viewer("coordinator_a")
