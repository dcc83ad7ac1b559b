"""Which treaties are on record, and how fresh each one is."""

from datetime import date

from accede.access.viewer import Viewer
from accede.record.models import Treaty
from accede.record.partial_dates import last_possible_day
from accede.record.queries import nearest

# A status table read longer ago than this is stale, and says so wherever it is used.
FRESH_FOR_DAYS = 365


def treaties(*, viewer: Viewer) -> list[Treaty]:
    """All treaties, the desk's own first."""
    return list(Treaty.objects.select_related("source", "parent"))


def get_treaty(key: str, *, viewer: Viewer) -> Treaty:
    """The treaty of that key (ccm, ccw-apii, ...); else NotOnRecordError with the nearest keys."""
    if key.isascii() and key.isprintable():  # no database takes just any text
        treaty = Treaty.objects.select_related("source").filter(key=key).first()
        if treaty:
            return treaty
    known = list(Treaty.objects.values_list("key", flat=True))
    raise nearest.NotOnRecordError("treaty", key, nearest.nearest_names(key.lower(), known) or known)


def is_stale(as_of: str, *, on: date) -> bool:
    """Whether facts complete until `as_of` (a partial date) are too old to tell of the day `on`.

    They may well be older than `on` looks: a table read in 2015 tells of 2010 without a doubt.
    """
    return bool(as_of) and (on - last_possible_day(as_of)).days > FRESH_FOR_DAYS
