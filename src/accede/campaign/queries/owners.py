"""Who owns what of the plans that are still to be carried out."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.campaign import rules
from accede.campaign.models import Activity
from accede.campaign.queries.overview import ActivityRow, activity_rows, is_heard


def open_activities(
    campaign: Campaign, *, on: date, viewer: Viewer, but_of: Collection[int] | None = None
) -> dict[int | None, list[ActivityRow]]:
    """What is unfinished that day, by the number of its owner; under None what nobody owns. `but_of` some owners: neither."""
    if not rules.may_read(viewer, campaign.pk):
        return {}
    found: defaultdict[int | None, list[ActivityRow]] = defaultdict(list)
    rows = Activity.objects.filter(is_heard(on, "plan"), plan__campaign=campaign)
    if but_of is not None:
        rows = rows.filter(~Q(owner=None), ~Q(owner__in=but_of))
    for row in _rows(rows.order_by("-plan__starts", "place"), on=on, viewer=viewer):
        if row.is_open:
            found[row.activity.owner_id].append(row)
    return dict(found)


def activities_told(numbers: Collection[int], *, on: date, viewer: Viewer) -> list[ActivityRow]:
    """These activities, as far as the viewer may read their plans."""
    if not numbers:
        return []
    rows = Activity.objects.filter(pk__in=numbers, plan__campaign__in=list(viewer.roles))
    return _rows(rows.order_by("-plan__starts", "place"), on=on, viewer=viewer)


def _rows(found: QuerySet[Activity], *, on: date, viewer: Viewer) -> list[ActivityRow]:
    told = found.select_related("owner", "plan").prefetch_related("words")
    return activity_rows(list(told), on=on, viewer=viewer)
