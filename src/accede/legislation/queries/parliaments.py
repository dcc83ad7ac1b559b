"""Reads about parliaments: what a publisher tells and what people entered, side by side. Both are public."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.legislation.models import (
    Chamber,
    Committee,
    Election,
    Entered,
    EnteredChamber,
    EnteredElection,
    Office,
    Parliament,
    Period,
    Seat,
    Told,
)
from accede.record import days
from accede.record.models import Source, State
from accede.record.queries import nearest, states

Row = TypeVar("Row", bound=Told)
# An election so near changes who decides: soon enough to say so.
NEAR_DAYS = 180
# A recess or dissolution so near leaves little time to bring something before parliament.
RECESS_DAYS = 60
AWAY = (Period.Kind.RECESS, Period.Kind.DISSOLVED, Period.Kind.SUSPENDED)
# What people enter; and of it what a notice may come of.
ENTERED: Sequence[type[Entered]] = (EnteredChamber, Office, Committee, Period, EnteredElection)
NOTICED: Sequence[type[Entered]] = (EnteredChamber, Period, EnteredElection)


@dataclass(frozen=True, slots=True)
class ElectionDay:
    """An election as somebody told of it. `pk` is that of what people entered."""

    given: str
    earliest: date
    latest: date
    source: Source
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What a chamber does on the day. `begins` is empty where a publisher says only that it is so."""

    kind: str
    label: str
    begins: date | None
    ends: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class Notice:
    """What whoever approaches a State should know of its parliament before they do: its `text` is a whole sentence."""

    kind: str  # election, recess, dissolved, suspended
    day: date | None
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class ChamberNow:
    """A chamber around a day; without a kind, what is told of the parliament as a whole.

    `near` says that the next election is expected within half a year.
    """

    code: str
    name: str
    kind: str
    kind_label: str  # empty where the chamber has no other name
    members: int | None
    suspended: bool
    last_election: date | None
    next_election: date | None
    near: bool
    coming: Sequence[ElectionDay] = ()
    situation: Situation | None = None
    ahead: Sequence[Period] = ()
    office: Office | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class ParliamentNow:
    """A State's parliament. `source` is the publisher's, where one told of it."""

    name: str
    structure_label: str
    chambers: Sequence[ChamberNow]
    source: Source | None
    committees: Sequence[Committee] = ()
    entries: Sequence[Entered] = ()  # everything that people entered
    notices: Sequence[Notice] = ()


@dataclass(slots=True)
class _Of:
    """All that is told of one State's parliament."""

    told: list[Parliament] = field(default_factory=list)
    chambers: list[Chamber] = field(default_factory=list)
    elections: list[Election] = field(default_factory=list)
    entered: dict[type[Entered], list[Any]] = field(default_factory=lambda: defaultdict(list))


def standing(kind: type[Row], *, state: State | None = None) -> dict[str, Row]:
    """Code to the row that stands: the one of the latest import."""
    rows = kind._default_manager.order_by("code", "batch_id")  # noqa: SLF001 -- of whichever kind
    if state is not None:
        rows = rows.filter(state=state).select_related("source")
    return {row.code: row for row in rows}


def parliament(state: State, *, on: date, viewer: Viewer, language: str) -> ParliamentNow | None:
    """The State's parliament and what is around that day; None where nobody told anything."""
    found = _read([state.pk], on=on, recent=False, of=ENTERED).get(state.pk)
    return _now(found, on=on, language=language) if found else None


def parliaments(
    *, on: date, viewer: Viewer, language: str, only: Collection[str] | None = None
) -> dict[str, ParliamentNow]:
    """ISO code to parliament, of those of which something is told; of past elections only recent ones."""
    found = _read(only, on=on, recent=True, of=ENTERED)
    return {iso3: _now(own, on=on, language=language) for iso3, own in found.items()}


def notices_ahead(
    only: Collection[str], *, on: date, viewer: Viewer, language: str
) -> list[tuple[str, str, Notice]]:
    """Elections and the like that are near in these States (ISO code, name), the nearest first.

    Of what is so already the list of parliaments tells.
    """
    names = states.state_names(language, viewer=viewer)
    found = [
        (iso3, names[iso3], notice)
        for iso3, own in _read(only, on=on, recent=True, of=NOTICED).items()
        for notice in _now(own, on=on, language=language).notices
        if notice.day and notice.day > on
    ]
    return sorted(found, key=lambda each: (each[2].day or on, each[1]))


def get_entered(model: type[Entered], number: int, *, viewer: Viewer) -> Entered:
    """What people entered, for the actions. Raises NotOnRecordError."""
    found = model._default_manager.filter(pk=number).select_related("source", "state").first()  # noqa: SLF001
    if found is None:
        raise nearest.NotOnRecordError(str(model._meta.verbose_name), str(number), [])  # noqa: SLF001
    return found


def offices(iso3s: Collection[str], *, viewer: Viewer) -> dict[str, list[Office]]:
    """ISO code to the posts to which letters are addressed, in the order of the chambers."""
    found: defaultdict[str, list[Office]] = defaultdict(list)
    for row in Office.objects.filter(state__in=iso3s).select_related("source"):
        found[row.state_id].append(row)
    order = list(Seat.values)
    return {iso3: sorted(rows, key=lambda row: order.index(row.chamber)) for iso3, rows in found.items()}


# ---------------------------------------------------------------- reading
def _read(
    only: Collection[str] | None, *, on: date, recent: bool, of: Sequence[type[Entered]]
) -> dict[str, _Of]:
    found: defaultdict[str, _Of] = defaultdict(_Of)
    for parliament_ in _latest(Parliament, only):
        found[parliament_.state_id].told.append(parliament_)
    for chamber in _latest(Chamber, only):
        found[chamber.state_id].chambers.append(chamber)
    around = Q(held_on__gte=on - timedelta(days=2200)) | Q(next_on__gte=on) if recent else Q()
    for election in _latest(Election, only, around):
        found[election.state_id].elections.append(election)
    for model in of:
        rows = model._default_manager.select_related("source")  # noqa: SLF001 -- of whichever kind
        for row in rows if only is None else rows.filter(state__in=only):
            found[row.state_id].entered[model].append(row)
    return dict(found)


def _latest(kind: type[Row], only: Collection[str] | None, which: Q | None = None) -> Iterable[Row]:
    rows = kind._default_manager.select_related("source").filter(which or Q())  # noqa: SLF001 -- of whichever kind
    if only is not None:
        rows = rows.filter(state__in=only)
    later = kind._default_manager.filter(code=OuterRef("code"), batch__gt=OuterRef("batch"))  # noqa: SLF001
    return rows.exclude(Exists(later)).order_by("code")


# ---------------------------------------------------------------- as it is on the day
def _now(own: _Of, *, on: date, language: str) -> ParliamentNow:
    _say_of_the_only_chamber(own)
    seats = {seat: _seat(seat, own, on=on, language=language) for seat in Seat.values}
    named = next(iter(own.told), None)
    first: Told | None = next(iter([*own.told, *own.chambers]), None)
    entries = [row for rows in own.entered.values() for row in rows]
    chambers = [chamber for chamber in seats.values() if chamber is not None]
    return ParliamentNow(
        name=_name(named.names, language) if named else "",
        structure_label=str(named.get_structure_display()) if named else "",
        chambers=chambers,
        source=first.source if first else None,
        committees=own.entered[Committee],
        entries=entries,
        notices=[notice for chamber in chambers for notice in _notices(chamber, on, language)],
    )


def _say_of_the_only_chamber(own: _Of) -> None:
    """Of a parliament with an only chamber, what is told of the whole is told of that chamber. Nothing is saved."""
    chambers = {row.kind for row in own.chambers} | {row.chamber for row in own.entered[EnteredChamber]}
    if Seat.UNICAMERAL in chambers:
        for model in (Office, Period, EnteredElection):
            for row in own.entered[model]:
                row.chamber = row.chamber or Seat.UNICAMERAL


def _seat(seat: str, own: _Of, *, on: date, language: str) -> ChamberNow | None:
    """What is told of one of the chambers, or of the whole; None where nothing is."""
    told = next((row for row in own.chambers if row.kind == seat), None)
    entered: Mapping[type[Entered], list[Any]] = {
        model: [row for row in rows if row.chamber == seat] for model, rows in own.entered.items()
    }
    named: EnteredChamber | None = next(iter(entered.get(EnteredChamber, [])), None)
    days = [*_told_days(told, own.elections), *_entered_days(entered.get(EnteredElection, []))]
    periods: list[Period] = entered.get(Period, [])
    office = next(iter(entered.get(Office, [])), None)
    if not (told or named or days or periods or office):
        return None
    coming = sorted((each for each in days if each.latest > on), key=lambda each: each.earliest)
    held = [each.latest for each in days if each.latest <= on]
    following = coming[0] if coming else None
    label = Seat(seat).label
    whole = _name(own.told[0].names, language) if own.told else ""
    name = (_name(told.names, language) if told else "") or (named.name if named else "")
    return ChamberNow(
        code=told.code if told else "",
        name=name or (whole if seat == Seat.WHOLE else "") or _capital(str(label)),
        kind=seat,
        kind_label=str(label) if seat and name else "",
        members=told.members if told and told.members is not None else named.members if named else None,
        suspended=bool(told and told.suspended),
        last_election=max(held, default=None),
        next_election=following.latest if following else None,
        near=following is not None and (following.earliest - on).days <= NEAR_DAYS,
        coming=coming,
        situation=_situation(told, periods, on),
        ahead=[
            row for row in periods if row.kind in AWAY and on < row.begins <= on + timedelta(days=RECESS_DAYS)
        ],
        office=office,
        source=told.source if told else named.source if named else None,
    )


def _told_days(chamber: Chamber | None, elections: Sequence[Election]) -> Iterable[ElectionDay]:
    for row in elections:
        if chamber is not None and row.chamber_code == chamber.code:
            for day in (row.held_on, row.next_on):
                if day is not None:
                    yield ElectionDay(day.isoformat(), day, day, row.source)


def _entered_days(rows: Iterable[EnteredElection]) -> Iterable[ElectionDay]:
    for row in rows:
        yield ElectionDay(row.date_given, row.earliest, row.day, row.source, row.pk)


def _situation(told: Chamber | None, periods: Sequence[Period], on: date) -> Situation | None:
    """What people entered last for the day; else what the publisher says of it."""
    covering = [row for row in periods if row.covers(on)]
    if covering:
        row = max(covering, key=lambda each: (each.begins, each.pk))
        return Situation(row.kind, str(row.get_kind_display()), row.begins, row.ends, row.source)
    if told is None:
        return None
    kind = Period.Kind.SUSPENDED if told.suspended else Period.Kind.SITTING
    return Situation(kind, str(kind.label), None, None, told.source)


# ---------------------------------------------------------------- in sentences
def _notices(chamber: ChamberNow, on: date, language: str) -> Iterable[Notice]:
    """What is so now and what is near, in the reader's language."""
    now = chamber.situation
    if now is not None and now.kind in AWAY:
        told = _away(chamber.name, now.kind, now.begins, now.ends, on=on, language=language)
        yield Notice(now.kind, now.begins, told, now.source)
    for row in chamber.ahead:
        told = _away(chamber.name, row.kind, row.begins, row.ends, on=on, language=language)
        yield Notice(row.kind, row.begins, told, row.source)
    if chamber.near:
        soon = chamber.coming[0]
        told = _("%(chamber)s: an election is expected (%(day)s).") % {
            "chamber": chamber.name,
            "day": days.given(soon.given, language),
        }
        yield Notice("election", soon.latest, told, soon.source)


def _away(name: str, kind: str, begins: date | None, ends: date | None, *, on: date, language: str) -> str:
    what = {
        Period.Kind.RECESS: _("%(chamber)s: in recess"),
        Period.Kind.DISSOLVED: _("%(chamber)s: dissolved"),
        Period.Kind.SUSPENDED: _("%(chamber)s: suspended"),
    }[Period.Kind(kind)] % {"chamber": name}
    if begins is None:
        return _("%(what)s.") % {"what": what}
    first = days.day(begins, language)
    if ends is not None:
        last = days.day(ends, language)
        return _("%(what)s, from %(first)s to %(last)s.") % {"what": what, "first": first, "last": last}
    if begins > on:
        return _("%(what)s, from %(first)s on.") % {"what": what, "first": first}
    return _("%(what)s, since %(first)s.") % {"what": what, "first": first}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(names: dict[str, str], language: str) -> str:
    """In the reader's language, else in English, else in any that there is."""
    return names.get(language) or names.get("en") or next(iter(names.values()), "")
