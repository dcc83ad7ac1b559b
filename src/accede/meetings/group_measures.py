"""How much of the work of groups serves an activity, and figures that a plan can use. Told to those who may see all of it."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from accede.access.viewer import Viewer
from accede.campaign.work import Tied
from accede.meetings.models import ActionItem, Sitting
from accede.record.measures import Asked, Counted, Figure, Measure


def sittings_tied(numbers: Collection[int], on: date, viewer: Viewer) -> dict[int, Tied]:
    """Sittings that were called together and not cancelled; held by that day.

    How often a group sat in its open part is told to all who may see the group; of closed sittings, whoever sees them.
    """
    rows = Sitting.objects.filter(activity__in=list(numbers))
    seen = rows.attributable_by(viewer).values("pk")
    told = Q(confidentiality__lte=F("group__open_class")) | Q(pk__in=seen)
    found = rows.unguarded(because="counted as the docstring says").filter(told)
    tied: Counter[int] = Counter()
    done: Counter[int] = Counter()
    for number, day, standing in found.order_by().values_list("activity_id", "day", "standing"):
        tied[number] += standing != Sitting.Standing.CANCELLED
        done[number] += standing == Sitting.Standing.HELD and day <= on
    return {number: Tied(tied[number], done[number]) for number in tied}


def _sittings(asked: Asked) -> Figure:
    if not asked.viewer.coordinates(asked.campaign):
        return Figure(value=None, limited=True)
    rows = Sitting.objects.attributable_by(asked.viewer).filter(
        campaign=asked.campaign,
        day__gte=asked.since,
        day__lte=asked.until,
        standing=Sitting.Standing.HELD,
    )
    return Figure(
        value=rows.count(),
        one_by_one=lambda: [
            Counted(name=row.group.name, day=row.day) for row in rows.select_related("group")
        ],
    )


def _items_done(asked: Asked) -> Figure:
    if not asked.viewer.coordinates(asked.campaign):
        return Figure(value=None, limited=True)
    rows = ActionItem.objects.visible_to(asked.viewer).filter(
        campaign=asked.campaign, done_on__gte=asked.since, done_on__lte=asked.until
    )
    return Figure(
        value=rows.count(),
        one_by_one=lambda: [
            Counted(name=row.sitting.group.name, day=row.done_on)
            for row in rows.select_related("sitting__group")
        ],
    )


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            "sittings-held",
            _("Sittings of working groups"),
            _("sittings"),
            _sittings,
            _("Sittings of the campaign’s working groups that were held in the period."),
        ),
        Measure(
            "action-items-done",
            _("Action items of working groups done"),
            _("action items"),
            _items_done,
            _("Action items out of minutes that were done in the period."),
        ),
    )
}
