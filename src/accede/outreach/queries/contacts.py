"""Whom to talk to in each State, what is missing, and who may be there twice."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accede.access.confidentiality import get_visible
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.outreach.models import Contact
from accede.outreach.queries.rows import ContactRow, Names, contact_row
from accede.record.names import fold
from accede.record.queries import states


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """One of a State's three contact points: who is there now, and who was."""

    place: str
    label: str
    now: tuple[ContactRow, ...]
    past: tuple[ContactRow, ...]


@dataclass(frozen=True, slots=True)
class ContactPoints:
    iso3: str
    name: str
    points: tuple[ContactPoint, ...]

    @property
    def missing(self) -> list[ContactPoint]:
        """Where nobody is on record now, as far as the viewer may see."""
        return [point for point in self.points if not point.now]


def contact_points(
    campaign: Campaign,
    iso3s: Collection[str],
    *,
    on: date,
    viewer: Viewer,
    language: str,
    past: bool = True,
) -> list[ContactPoints]:
    """The three contact points of each of these States, in the order of names, whether anybody is known there or not.

    Without `past` those who left are not read: in a list of many States they would be most of it.
    """
    names = states.state_names(language, viewer=viewer)
    rows: defaultdict[tuple[str, str], list[ContactRow]] = defaultdict(list)
    for row in _contacts(campaign, iso3s, names, on=on, viewer=viewer, in_post=not past):
        rows[row.iso3, row.place].append(row)
    return [
        ContactPoints(
            iso3,
            name,
            tuple(
                ContactPoint(
                    place,
                    str(label),
                    now=tuple(row for row in rows[iso3, place] if row.current),
                    past=tuple(row for row in rows[iso3, place] if not row.current),
                )
                for place, label in Contact.Place.choices
            ),
        )
        for iso3, name in names.items()
        if iso3 in iso3s
    ]


def contacts(
    campaign: Campaign, iso3s: Collection[str] = (), *, on: date, viewer: Viewer, language: str
) -> list[ContactRow]:
    """Those of these States, or of all, by State and place; who holds the post longest comes first.

    Somebody merged into another is left out where the viewer may see the other.
    """
    return _contacts(campaign, iso3s, states.state_names(language, viewer=viewer), on=on, viewer=viewer)


def _contacts(
    campaign: Campaign,
    iso3s: Collection[str],
    names: Names,
    *,
    on: date,
    viewer: Viewer,
    in_post: bool = False,
) -> list[ContactRow]:
    found = _unmerged(campaign, viewer).select_related("owner")
    if in_post:  # as Contact.holds_post_on has it
        since, until = Q(valid_from__isnull=True), Q(valid_until__isnull=True)
        found = found.filter(since | Q(valid_from__lte=on), until | Q(valid_until__gt=on))
    if iso3s:
        found = found.filter(state__in=iso3s)
    order = {place: index for index, place in enumerate(Contact.Place.values)}
    place_of = {iso3: index for index, iso3 in enumerate(names)}
    rows = [contact_row(row, names, on=on) for row in found]
    rows.sort(key=lambda row: (place_of[row.iso3], order[row.place], row.valid_from or date.min, row.pk))
    return rows


def in_post(campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> list[ContactRow]:
    """As `contacts`, of those alone who hold their posts that day."""
    names = states.state_names(language, viewer=viewer)
    return _contacts(campaign, (), names, on=on, viewer=viewer, in_post=True)


def get_contact(number: int, *, viewer: Viewer) -> Contact:
    """The contact itself, for the actions. Raises NotVisibleError."""
    return get_visible(Contact, number, viewer=viewer)


def contact(number: int, *, on: date, viewer: Viewer, language: str) -> ContactRow:
    """Somebody, with all that is known of them. Raises NotVisibleError."""
    names = states.state_names(language, viewer=viewer)
    return contact_row(get_contact(number, viewer=viewer), names, on=on)


def duplicates(
    campaign: Campaign, *, on: date, viewer: Viewer, language: str
) -> list[tuple[ContactRow, ContactRow]]:
    """Pairs that may be the same person: of one State, with one name or one address. Only what the viewer may see.

    They are looked for among those who are in their posts: of those who left each may well have come before.
    """
    same: defaultdict[tuple[str, str], list[ContactRow]] = defaultdict(list)
    for row in in_post(campaign, on=on, viewer=viewer, language=language):
        for mark in {fold(row.person), row.email.casefold()} - {""}:
            same[row.iso3, mark].append(row)
    pairs: dict[tuple[int, int], tuple[ContactRow, ContactRow]] = {}
    for rows in same.values():
        first = min(rows, key=lambda row: row.pk)
        for other in rows:
            if other.pk != first.pk:
                pairs[first.pk, other.pk] = (first, other)
    return list(pairs.values())


def missing_in(
    campaign: Campaign, place: Contact.Place, iso3s: Collection[str], *, on: date, viewer: Viewer
) -> list[str]:
    """Of these States those for which the viewer knows nobody at that contact point, without reading any name."""
    there = posts_known(campaign, iso3s, on=on, viewer=viewer)
    return [iso3 for iso3 in iso3s if (place, iso3) not in there]


def posts_known(
    campaign: Campaign, iso3s: Collection[str], *, on: date, viewer: Viewer
) -> set[tuple[str, str]]:
    """Contact points of these States, as place and ISO code, at which the viewer knows somebody that day."""
    held = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    found = _unmerged(campaign, viewer).filter(held, begun, state__in=iso3s)
    return set(found.order_by().values_list("place", "state_id").distinct())


def _unmerged(campaign: Campaign, viewer: Viewer) -> Any:
    seen = Contact.objects.visible_to(viewer)
    merged = Exists(seen.filter(pk=OuterRef("merged_into")))
    return seen.filter(Q(merged_into=None) | ~merged, campaign=campaign)
