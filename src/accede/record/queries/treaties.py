"""Which treaties are on record, and how fresh each one is."""

from collections.abc import Collection
from datetime import date

from django.core.paginator import Page, Paginator

from accede.access.viewer import Viewer
from accede.asked_once import as_it_is, once
from accede.record.models import Treaty, in_reader_language
from accede.record.partial_dates import last_possible_day
from accede.record.queries import nearest
from accede.record.queries.editions import kept_for_edition

# A status table read longer ago than this is stale, and says so wherever it is used.
FRESH_FOR_DAYS = 365


# So many stand on a page.
PAGE = 50


def treaties(*, viewer: Viewer, among: Collection[str] | None = None) -> list[Treaty]:
    """All treaties, the desk's own first; or those of these keys."""
    if among is None:
        return list(Treaty.objects.select_related("source", "parent"))
    return _among(frozenset(among))


@once(list)
@kept_for_edition
def _among(keys: frozenset[str]) -> list[Treaty]:
    return list(Treaty.objects.select_related("source", "parent").filter(pk__in=keys))


def paged(*, viewer: Viewer, page: int | str = 1) -> Page[Treaty]:
    """The same, a page of them."""
    return Paginator(Treaty.objects.select_related("source", "parent"), PAGE).get_page(page)


def first(*, viewer: Viewer) -> Treaty:
    """The desk's own."""
    return Treaty.objects.select_related("source", "parent")[0]


@once(dict)
def titles(*, viewer: Viewer) -> dict[str, str]:
    """Key to short title in the language in force, of all of them: without their rules."""
    return {key: in_reader_language(names) for key, names in Treaty.objects.values_list("pk", "short_titles")}


@once(as_it_is)
@kept_for_edition
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
