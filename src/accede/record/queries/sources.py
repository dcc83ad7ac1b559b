"""Where the facts come from."""

from collections import defaultdict

from django.db.models import Count

from accede.access.viewer import Viewer
from accede.record.models import Source, TreatyAction


def sources_in_use(*, viewer: Viewer) -> list[Source]:
    """All sources, the strongest first, each with `carried`: how many treaty actions rest on it."""
    return list(Source.objects.annotate(carried=Count("treatyaction")).order_by("rank", "publisher", "key"))


def firmness_of_dates(*, viewer: Viewer) -> dict[str, dict[str, int]]:
    """Treaty key to firmness to the number of dates of that firmness."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    counted = (
        TreatyAction.objects.values_list("treaty_id", "firmness").annotate(number=Count("pk")).order_by()
    )
    for key, firmness, number in counted:
        found[key][firmness] = number
    return dict(found)
