"""The trail as somebody may read it: what was done on the desk, each confidential object looked up anew for the reader."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db import connections, router
from django.db.models import Exists, Model, OuterRef, QuerySet

from accede.access.confidentiality import Confidential
from accede.access.models import AuditEntry, AuditHead, Person, RoleHeld, SecurityEvent
from accede.access.queries import administers_somewhere
from accede.access.roles import CONTRIBUTORS, Role
from accede.access.viewer import Viewer

# So many stand in a field of a form.
MOST_TO_CHOOSE = 200
TRAIL_READERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
# Rooms whose own records are no secret on the desk: what was done there is told to all who may read the trail.
OPEN_ROOMS = frozenset({"access", "record"})
# What an object of this room is called.
NAMES = {
    "access.Campaign": "key",
    "access.Organisation": "name",
    "access.Person": "name",
    "access.Post": "person__name",
    "access.RoleHeld": "person__name",
    "access.SecurityEvent": "person__name",
    "access.Token": "name",
}


@dataclass(frozen=True, slots=True)
class Within:
    """What is open to the people of some campaigns alone, and what it is called."""

    campaigns: frozenset[str]
    name: str


# By a room: of its entries, by their number, the campaigns to whose people each is open. Rooms above bring theirs at the start.
OPEN_WITHIN: dict[str, Callable[[Iterable[AuditEntry]], Mapping[int, Within]]] = {}


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the trail as somebody may read it: without its object where that is not theirs to see."""

    entry: AuditEntry
    record: Confidential | None
    name: str
    shown: bool

    @property
    def kind_name(self) -> str:
        """The kind in words."""
        model = _model(self.entry.kind)
        return str(model._meta.verbose_name) if model else self.entry.kind  # noqa: SLF001 -- Django's own name for it


def is_read_by(viewer: Viewer) -> bool:
    """Coordinators and administrators read what was done on the desk."""
    return any(viewer.holds(campaign, TRAIL_READERS) for campaign in viewer.roles)


def _reads_of(kind: str, viewer: Viewer) -> bool:
    """Who came in when is for administrators; of oneself it stands on one's own page."""
    return kind != SecurityEvent._meta.label or administers_somewhere(viewer)  # noqa: SLF001 -- Django's own name for it


def entries(*, viewer: Viewer, person: int | None = None, kind: str = "") -> QuerySet[AuditEntry]:
    """What was done on the desk, newest first. What of an entry may be shown, `told` decides."""
    if not is_read_by(viewer):
        return AuditEntry.objects.none()
    entries = AuditEntry.objects.all()
    if not _reads_of(SecurityEvent._meta.label, viewer):  # noqa: SLF001 -- as above
        entries = entries.exclude(kind=SecurityEvent._meta.label)  # noqa: SLF001
    if person is not None:
        entries = entries.filter(person=person)
    return entries.filter(kind=kind) if kind else entries


def who_acted(*, viewer: Viewer, also: int | None = None) -> list[tuple[int, str]]:
    """Number and name of whom the trail may be asked for: those who hold or held a role to write with, and `also` one.

    As many as somebody can look through.
    """
    if not is_read_by(viewer):
        return []
    writing = RoleHeld.objects.filter(role__in=CONTRIBUTORS | {Role.ADMINISTRATOR}, person=OuterRef("pk"))
    found = list(Person.objects.filter(Exists(writing)).values_list("pk", "name")[:MOST_TO_CHOOSE])
    if also is not None and also not in dict(found):
        found += Person.objects.filter(pk=also).values_list("pk", "name")
    return found


class Pages(Paginator[AuditEntry]):
    """Those of the farther half are read from the end: the first entries of a long trail are as near as its last."""

    def page(self, number: int | str) -> Page[AuditEntry]:
        number = self.validate_number(number)
        before = (number - 1) * self.per_page
        if before < self.count // 2:
            return super().page(number)
        after = max(0, self.count - before - self.per_page)
        entries: Any = self.object_list
        return Page(list(entries.reverse()[after : self.count - before])[::-1], number, self)


# From each kind to the next one in the index: to look for the different ones would be to read the whole trail.
_KINDS = """
WITH RECURSIVE found(kind) AS (
    SELECT MIN(kind) FROM access_auditentry
    UNION ALL
    SELECT (SELECT MIN(kind) FROM access_auditentry entry WHERE entry.kind > found.kind)
    FROM found WHERE found.kind IS NOT NULL
)
SELECT kind FROM found WHERE kind IS NOT NULL
"""


def kinds(*, viewer: Viewer) -> list[tuple[str, str]]:
    """The kinds of records that the trail tells of, each with its name."""
    if not is_read_by(viewer):
        return []
    with connections[router.db_for_read(AuditEntry)].cursor() as cursor:
        cursor.execute(_KINDS)
        there = sorted(kind for (kind,) in cursor.fetchall())
    found = [(kind, _model(kind)) for kind in there if _reads_of(kind, viewer)]
    return [(kind, str(model._meta.verbose_name)) for kind, model in found if model]  # noqa: SLF001 -- Django's own name for it


def count(*, viewer: Viewer) -> int:
    """How many there are in all: the head of the trail knows, and nobody has to count more than those left out."""
    if not is_read_by(viewer):
        return 0
    number = AuditHead.objects.values_list("entries", flat=True).get(pk=1)
    kind = SecurityEvent._meta.label  # noqa: SLF001 -- Django's own name for it
    return number if _reads_of(kind, viewer) else number - AuditEntry.objects.filter(kind=kind).count()


def told(entries: Iterable[AuditEntry], *, viewer: Viewer) -> list[Told]:
    """The entries, each confidential object looked up anew: who may not see it now reads no more than that it is."""
    entries = list(entries)
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        keys[entry.kind].add(entry.object_key)
    seen: dict[tuple[str, str], Confidential] = {}
    names: dict[tuple[str, str], str] = {}
    for kind, numbers in keys.items():
        model = _model(kind)
        if model and kind in NAMES:
            called = model._default_manager.filter(pk__in=numbers).values_list("pk", NAMES[kind])  # noqa: SLF001
            names |= {(kind, str(key)): name or "" for key, name in called}
        if model and issubclass(model, Confidential):
            for record in model.objects.visible_to(viewer).filter(pk__in=numbers):
                seen[kind, str(record.pk)] = record
    opened = _opened(entries, viewer)
    places = [(entry.kind, entry.object_key) for entry in entries]
    return [
        _as_told(entry, seen.get(place), names.get(place, opened.get(entry.pk)))
        for entry, place in zip(entries, places, strict=True)
    ]


def _opened(entries: list[AuditEntry], viewer: Viewer) -> dict[int, str]:
    """By number, what is called how of the entries that are open to the viewer as one of a campaign's people."""
    found: dict[int, str] = {}
    for room, tell in OPEN_WITHIN.items():
        own = [entry for entry in entries if _is_open(entry, {room})]
        for number, within in tell(own).items() if own else ():
            if any(viewer.holds(campaign, TRAIL_READERS) for campaign in within.campaigns):
                found[number] = within.name
    return found


def _is_open(entry: AuditEntry, rooms: Collection[str]) -> bool:
    """Whether it tells of a record in these rooms that is not confidential."""
    model = _model(entry.kind)
    return model is not None and not issubclass(model, Confidential) and model._meta.app_label in rooms  # noqa: SLF001


def _as_told(entry: AuditEntry, record: Confidential | None, name: str | None) -> Told:
    """`name` is None where the entry's object is none of an open room's, nor opened to the viewer."""
    shown = _is_open(entry, OPEN_ROOMS) or record is not None or name is not None
    return Told(entry, record, name or "", shown=shown)


def _model(kind: str) -> type[Model] | None:
    """The model of that label; None of a kind that the program had once."""
    try:
        return apps.get_model(kind)
    except LookupError:
        return None
