"""What the desk holds of one person: in rows of their own, under their seat here, and where a text names them."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from accede.access.audit import WITHDRAWN
from accede.access.confidentiality import Confidential
from accede.access.models import AuditEntry, Person
from accede.access.personal import wording
from accede.access.personal.register import Held, of_people
from accede.access.viewer import Viewer

SHORTEST = 6
# What is closed to everybody whatever its class, such as a draft that is confined. A room adds its own at the start.
CLOSED: list[Callable[[Any], bool]] = []


@dataclass(frozen=True)
class Somebody:
    """A person as they name themselves: one mail address, one name, or both.

    `also` are rows that bear the name and another address, of which somebody said that they are the same person's:
    each as LABEL:NUMBER.
    """

    name: str = ""
    address: str = ""
    also: frozenset[str] = frozenset()

    @cached_property
    def seat(self) -> Person | None:
        """Theirs at the desk; by the address alone, since names are shared."""
        return Person.objects.filter(email__iexact=self.address).first() if self.address else None

    @cached_property
    def names(self) -> frozenset[str]:
        told = [self.name, *self._of_seat()]
        return frozenset(_folded(each) for each in told if each.strip())

    def _of_seat(self) -> Iterator[str]:
        """The name of their seat, and those that it bore before."""
        if self.seat is None:
            return
        yield self.seat.name
        entries = AuditEntry.objects.filter(kind="access.Person", object_key=str(self.seat.pk))
        for change in entries.values_list("changes__name", flat=True):
            yield from (each for each in change or () if isinstance(each, str) and each != WITHDRAWN)

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Where a text names them. A name of one word is not looked for in texts: it would find others too."""
        told = [name for name in self.names if " " in name and len(name) >= SHORTEST]
        told += [self.address.strip()] if self.address.strip() else []
        if not told:
            return None
        words = "|".join(
            r"\s+".join(map(re.escape, each.split())) for each in sorted(told, key=len, reverse=True)
        )
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def is_named(self, text: str) -> bool:
        return bool(text.strip()) and _folded(text) in self.names

    def is_addressed(self, text: str) -> bool:
        return bool(self.address.strip()) and text.strip().casefold() == self.address.strip().casefold()

    def is_mentioned(self, text: str) -> bool:
        return bool(self.pattern and self.pattern.search(text))

    def without(self, text: str, instead: str) -> str:
        return self.pattern.sub(instead, text) if self.pattern else text


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


@dataclass(slots=True)
class Found:
    """A row that tells of them. `own`: all of it that is declared personal is theirs; else only `fields` name them."""

    held: Held
    row: Any
    own: bool = False
    fields: list[str] = field(default_factory=list)
    seat: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def visible_to(self, viewer: Viewer) -> bool:
        """Whether the viewer may read it. What belongs to a row is read by whoever reads that."""
        if any(closed(self.row) for closed in CLOSED):
            return False
        row = getattr(self.row, self.held.of) if self.held.of else self.row
        if isinstance(row, Confidential):
            return row.is_visible_to(viewer)
        if self.held.seen_by == "nobody":
            return False
        if self.held.seen_by == "own":
            return bool(self.seat) and viewer.person_id in {
                getattr(row, f"{each}_id", None) for each in self.seat
            }
        return True

    @property
    def key(self) -> str:
        """As `Somebody.also` names it."""
        return f"{self.held.model}:{self.row.pk}"

    @property
    def label(self) -> str:
        return wording.kind(type(self.row))


@dataclass(frozen=True, slots=True)
class Holding:
    """All that was found, and what bears the same name with another address: perhaps somebody else, and left alone."""

    somebody: Somebody
    found: list[Found]
    namesakes: list[Found]

    def by_kind(self) -> Mapping[Held, list[Found]]:
        kinds: defaultdict[str, list[Found]] = defaultdict(list)
        for each in self.found:
            kinds[each.held.model].append(each)
        return {found[0].held: found for found in kinds.values()}


def look_for(somebody: Somebody) -> Holding:
    """Everything, whoever may see it: the caller shows only what its reader may."""
    found: list[Found] = []
    namesakes: list[Found] = []
    theirs: dict[str, set[Any]] = defaultdict(set)
    later: list[Held] = []
    for held in of_people():
        if held.of:
            later.append(held)
            continue
        for each, is_sure in _in(held, somebody):
            (found if is_sure else namesakes).append(each)
            if is_sure and each.own:
                theirs[held.model].add(each.row.pk)
    for held in later:
        found.extend(_of_theirs(held, theirs))
    return Holding(somebody, found, namesakes)


def _in(held: Held, somebody: Somebody) -> Iterator[tuple[Found, bool]]:
    seat = somebody.seat
    people = [name for name in held.people if seat is not None]
    from accede.access.personal import files  # noqa: PLC0415 -- it knows of somebody, as this does

    texts = [*held.names, *held.addresses, *held.mentions, *held.files]
    session = held.model == "sessions.Session"
    if not texts and not people and not session:
        return
    rows: Any = held.table._base_manager.all()  # noqa: SLF001 -- every row: what is shown of it is decided above
    if not texts and not session:
        theirs = Q()
        for name in people:
            theirs |= Q(**{name: seat})
        rows = rows.filter(theirs).distinct()
    many = {each.name for each in held.table._meta.many_to_many}  # noqa: SLF001
    if held.of:
        rows = rows.select_related(held.of)
    for row in rows.iterator(chunk_size=500):
        each = Found(held, row)
        each.seat = [name for name in people if _is(row, name, seat, many)]
        if session:
            each.own = seat is not None and str(row.get_decoded().get("_auth_user_id")) == str(seat.pk)
        named = [name for name in held.names if somebody.is_named(text_of(row, name))]
        addressed = [name for name in held.addresses if somebody.is_addressed(text_of(row, name))]
        elsewhere = [name for name in held.addresses if text_of(row, name) and name not in addressed]
        is_seat = (held.model == "access.Person" and seat is not None and row.pk == seat.pk) or (
            held.erase == "row" and bool(each.seat)
        )
        is_also = each.key in somebody.also and bool(named)
        each.own = each.own or bool(addressed) or is_seat or is_also or bool(named and not elsewhere)
        looked_at = (
            held.mentions
            if each.own
            else (*held.mentions, *(name for name in held.names if name not in named))
        )
        each.fields = [name for name in looked_at if somebody.is_mentioned(text_of(row, name))]
        if not each.own:
            each.files = [name for name in held.files if files.names(text_of(row, name), somebody)]
        is_sure = each.own or bool(each.fields or each.seat or each.files)
        if is_sure:
            yield each, True
        if named and not each.own:
            yield Found(held, row, fields=named), False


def _of_theirs(held: Held, theirs: Mapping[str, Iterable[Any]]) -> Iterator[Found]:
    relation = held.table._meta.get_field(held.of)  # noqa: SLF001
    label = relation.related_model._meta.label  # type: ignore[union-attr]  # noqa: SLF001
    rows = held.table._base_manager.filter(**{f"{held.of}__in": list(theirs.get(label, ()))})  # noqa: SLF001
    for row in rows.select_related(held.of):
        yield Found(held, row, own=True)


def _is(row: models.Model, name: str, seat: Person | None, many: set[str]) -> bool:
    if seat is None:
        return False
    if name in many:
        return bool(getattr(row, name).filter(pk=seat.pk).exists())
    return bool(getattr(row, f"{name}_id") == seat.pk)


def text_of(row: models.Model, name: str) -> str:
    """What a field says, as one reads it: in what is kept as JSON no letter is hidden behind a code."""
    value = getattr(row, name)
    if isinstance(value, str):
        return _plain(value) if value[:1] in ("{", "[") else value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text
