"""Side events, speaking slots and places at treaty events, as rows of what one viewer may read."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from accede.access.confidentiality import get_visible
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.evidence.queries.looking import Kind, Sought, as_sought
from accede.meetings.models import Event, EventFollowed, EventGuest, EventMove, Stage
from accede.meetings.queries.calendar import Entry
from accede.meetings.queries.held import Held

OPEN = (Stage.REQUESTED, Stage.OFFERED, Stage.CONFIRMED)
# Before an answer is known there is something to be done by a day.
AWAITED = (Stage.REQUESTED, Stage.OFFERED)
TEXTS = ("title", "asked_of", "room", "sponsors", "speakers", "note", "outcome")
# What is told of one that was held: of its texts the title alone is opened.
HELD = ("kind", "title", "day", "heads", "attendance_is_known", "activity", "meeting", "meeting__names")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event for lists. `came` are the States; `since` the day on which it came to its stage."""

    pk: int
    what: str
    what_label: str
    title: str
    stage: str
    stage_label: str
    since: date | None
    meeting: str
    meeting_name: str
    day: date | None
    at: datetime | None
    until: datetime | None
    zone: str
    room: str
    due_on: date | None
    overdue: bool
    came: Sequence[str]
    heads: int | None
    attendance_is_known: bool
    people: Sequence[int]
    activity: int | None
    owner: str
    confidentiality: int
    kind: str = "event"

    @property
    def class_label(self) -> str:
        return str(Confidentiality(self.confidentiality).label)


def events(campaign: str, *, on: date, viewer: Viewer, asked: Q | None = None) -> list[EventRow]:
    """All of the campaign that the viewer may see, by day; those without one come first, for they wait for it."""
    found = Event.objects.attributable_by(viewer).filter(campaign=campaign)
    if asked is not None:
        found = found.filter(asked)
    return _rows(found, on=on, viewer=viewer)


def numbered(number: int) -> Q:
    """To be asked for by its number."""
    return Q(pk=number)


def get_event(number: int, *, viewer: Viewer) -> Event:
    """The event itself, for the actions. Raises NotVisibleError."""
    return get_visible(Event, number, viewer=viewer)


def moves(event: Event, *, viewer: Viewer) -> list[EventMove]:
    """Its stages, in order."""
    return list(event.moves.visible_to(viewer))


def followed(event: Event, *, viewer: Viewer) -> list[int]:
    """The numbers of the exchanges that came of it."""
    rows = EventFollowed.objects.visible_to(viewer).filter(event=event)
    return list(rows.values_list("exchange", flat=True))


def due(campaign: str, *, until: date, on: date, viewer: Viewer) -> list[EventRow]:
    """Requests that are still open and to be settled by that day, the most urgent first."""
    asked = Q(stage__in=AWAITED, due_on__lte=until)
    return sorted(events(campaign, on=on, viewer=viewer, asked=asked), key=lambda row: (row.due_on, row.pk))


def _seen(viewer: Viewer, campaign: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = Event.objects.attributable_by(viewer).filter(campaign=campaign)
    return rows


EVENTS = Kind(model=Event, seen=_seen, texts=TEXTS, shown=("kind", "day"))


def found_by(words: str | Sought, campaign: str, *, viewer: Viewer) -> list[tuple[Event, str]]:
    """Events with all the words in what is written of them, and the text in which they stand: of each its kind and day."""
    sought = as_sought(words)
    found = [each.record for each in sought.some(EVENTS, campaign, viewer=viewer)]
    told = [(event, " ".join(getattr(event, name) for name in TEXTS)) for event in found]
    return [(event, text) for event, text in told if sought.occur([text])]


def came_to(iso3: str, campaign: str, *, on: date, viewer: Viewer) -> list[EventRow]:
    """The events to which a State came, the latest first."""
    asked = _where(iso3, campaign, on=on, viewer=viewer)
    return events(campaign, on=on, viewer=viewer, asked=asked)[::-1]


def came_to_in_brief(iso3: str, campaign: str, *, on: date, viewer: Viewer) -> list[Event]:
    """The same without what a line of a list does not show: who came with it, and since when it was held."""
    found = Event.objects.attributable_by(viewer).filter(campaign=campaign)
    held = found.filter(_where(iso3, campaign, on=on, viewer=viewer)).order_by("-day", "-pk")
    return list(held.defer("asked_of"))


def _where(iso3: str, campaign: str, *, on: date, viewer: Viewer) -> Q:
    guests = EventGuest.objects.attributable_by(viewer).filter(campaign=campaign, state=iso3)
    return Q(pk__in=guests.order_by().values("event_id"), stage=Stage.HELD, day__lte=on)


def tied(numbers: Collection[int], on: date, viewer: Viewer) -> dict[int, tuple[int, int]]:
    """Of each activity, how many of its events still count, and how many of them were held by the day."""
    rows = Event.objects.visible_to(viewer).filter(activity__in=list(numbers))
    counted: Counter[int] = Counter()
    done: Counter[int] = Counter()
    for number, stage, day in rows.values_list("activity_id", "stage", "day"):
        if stage not in (Stage.REFUSED, Stage.CALLED_OFF):
            counted[number] += 1
            done[number] += stage == Stage.HELD and day is not None and day <= on
    return {number: (counted[number], done[number]) for number in counted}


def held_events(campaign: str, since: date, until: date, viewer: Viewer) -> list[Held]:
    """For the list of all that was held (queries/held.py). A place at a treaty event is none of the campaign's own."""
    found = Event.objects.attributable_by(viewer).filter(
        campaign=campaign, stage=Stage.HELD, day__gte=since, day__lte=until
    )
    rows = list(found.exclude(kind=Event.Kind.TREATY_EVENT).select_related("meeting").only(*HELD))
    came = _came([row.pk for row in rows], viewer)
    return [
        Held(
            kind=row.kind,
            number=row.pk,
            name=row.title,
            day=row.day or since,
            place=row.meeting.name if row.meeting else "",
            came=came[row.pk],
            heads=row.heads,
            attendance_is_known=row.attendance_is_known,
            activity=row.activity_id,
            meeting=row.meeting_id or "",
        )
        for row in rows
    ]


def _came(numbers: Sequence[int], viewer: Viewer) -> defaultdict[int, list[str]]:
    came: defaultdict[int, list[str]] = defaultdict(list)
    guests = EventGuest.objects.attributable_by(viewer).filter(event__in=numbers)
    for number, iso3 in guests.values_list("event_id", "state_id"):
        came[number].append(iso3)
    return came


def entries(campaign: str, since: date, until: date, viewer: Viewer) -> list[Entry]:
    """For the calendar: what is open or was held, on its day."""
    asked = Q(stage__in=(*OPEN, Stage.HELD), day__gte=since, day__lte=until)
    return [
        Entry(
            kind="event",
            number=row.pk,
            name=row.title,
            begins=row.day or since,
            ends=row.day or since,
            at=row.at,
            until=row.until,
            zone=row.zone,
            place=row.room,
            meeting=row.meeting,
            people=row.people,
            is_public=row.confidentiality == Confidentiality.PUBLIC,
        )
        for row in events(campaign, on=until, viewer=viewer, asked=asked)
    ]


def _rows(found: Any, *, on: date, viewer: Viewer) -> list[EventRow]:
    rows = list(found.select_related("meeting", "owner").prefetch_related("our_people"))
    numbers = [row.pk for row in rows]
    came = _came(numbers, viewer)
    since = dict(EventMove.objects.visible_to(viewer).filter(event__in=numbers).values_list("event_id", "on"))
    made = [_row(row, came[row.pk], since.get(row.pk), on=on) for row in rows]
    return sorted(made, key=lambda row: (row.day is not None, row.day or on, row.pk))


def _row(row: Event, came: Sequence[str], since: date | None, *, on: date) -> EventRow:
    return EventRow(
        pk=row.pk,
        what=row.kind,
        what_label=str(row.get_kind_display()),
        title=row.title,
        stage=row.stage,
        stage_label=str(row.get_stage_display()),
        since=since,
        meeting=row.meeting_id or "",
        meeting_name=row.meeting.name if row.meeting else "",
        day=row.day,
        at=row.at,
        until=row.until,
        zone=row.zone,
        room=row.room,
        due_on=row.due_on,
        overdue=row.due_on is not None and row.due_on < on and row.stage in AWAITED,
        came=came,
        heads=row.heads,
        attendance_is_known=row.attendance_is_known,
        people=[person.pk for person in row.our_people.all()],
        activity=row.activity_id,
        owner=row.owner.name if row.owner else "",
        confidentiality=row.confidentiality,
    )
