"""Where the facts come from."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accede.access.viewer import Viewer
from accede.record.models import Source, Treaty, TreatyAction
from accede.record.queries import nearest


def sources_in_use(*, viewer: Viewer) -> list[Source]:
    """All sources, the strongest first, each with `carried`: how many treaty actions rest on it."""
    counted = TreatyAction.objects.filter(source=OuterRef("pk")).order_by().values("source")
    carried = Coalesce(Subquery(counted.values(number=Count("pk"))), 0)
    return list(Source.objects.annotate(carried=carried).order_by("rank", "publisher", "key"))


def firmness_of_dates(*, viewer: Viewer, among: Collection[Treaty]) -> dict[str, dict[str, int]]:
    """Treaty key to firmness to the number of dates of that firmness."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    counted = (
        TreatyAction.objects.filter(treaty__in=among)
        .values_list("treaty_id", "firmness")
        .annotate(number=Count("pk"))
        .order_by()
    )
    for key, firmness, number in counted:
        found[key][firmness] = number
    return dict(found)


def all_sources(*, viewer: Viewer) -> list[Source]:
    """All, by publisher and title."""
    return list(Source.objects.order_by("publisher", "title", "key"))


def known_source(key: str, *, viewer: Viewer) -> Source | None:
    """The source of that key, if it is on record."""
    return Source.objects.filter(pk=key).first()


def get_source(key: str, *, viewer: Viewer) -> Source:
    """The source of that key; else NotOnRecordError with the nearest keys."""
    source = Source.objects.filter(pk=key).first()
    if source is None:
        known = list(Source.objects.values_list("pk", flat=True))
        raise nearest.NotOnRecordError("source", key, nearest.nearest_names(key, known))
    return source
