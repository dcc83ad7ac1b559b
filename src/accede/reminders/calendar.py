"""The calendar feed of a person. Servers of others read it: it tells of which kind a thing is, when, and where to look.

Only meetings carry their names: they are public. Everything else is a kind and a link to the desk, where it is asked
anew who reads.

Programs ask for it all day long, and nearly always nothing has changed. So it is kept as it was made: for that person as
of that day, with those rights, in that language, and as long as neither the trail nor the record has a new entry.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.cache import caches
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

import accede
from accede import invented
from accede.access import queries as access
from accede.access.models import Person
from accede.access.viewer import PUBLIC, Viewer
from accede.meetings.queries import calendar as held
from accede.meetings.queries.forums import forums_of
from accede.record.meetings.models import Meeting, Session
from accede.record.queries import meetings
from accede.reminders.agenda import Item, Kind, agenda
from accede.reminders.links import Links

AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose calendar it is, with the rights of the day; `desk` tells how the desk and the record stand."""

    person: Person
    viewer: Viewer
    desk: str


# Written out, since it is asked all day long: Django takes five times as long to put the question as the database to answer.
_WHOSE = """
SELECT person.*, head.entries, head.last_hash AS seal, (SELECT MAX(id) FROM record_edition) AS edition
FROM reminders_feed feed
JOIN access_person person ON person.id = feed.person_id
LEFT JOIN access_audithead head ON head.id = 1
WHERE feed.token_hash = %s
"""


def reader_of(token: str, *, on: date) -> Reader | None:
    """Whose calendar has that address: none where nobody's has, or where that person is out or holds no role."""
    person = next(iter(Person.objects.raw(_WHOSE, [access.hash_of(token)])), None)
    viewer = access.viewer_of(person, on=on)
    if person is None or not viewer.roles:
        return None
    return Reader(person, viewer, f"{person.entries} {person.seal} {person.edition}")  # type: ignore[attr-defined]


def calendar(reader: Reader, *, on: date, places: Links) -> bytes:
    """The feed as iCalendar. The same as long as nothing in it changes."""
    rights = [
        reader.viewer.organisation_id,
        sorted((key, sorted(roles)) for key, roles in reader.viewer.roles.items()),
        sorted(reader.viewer.clearances.items()),
    ]
    state = [reader.person.pk, reader.desk, str(on), rights, places.language, places.base]
    key = hashlib.sha256(repr(state).encode()).hexdigest()
    feeds = caches["feeds"]
    found: bytes | None = feeds.get(key)
    if found is None:
        found = _made(reader.person, reader.viewer, on=on, places=places)
        feeds.set(key, found)
    return found


def _made(person: Person, viewer: Viewer, *, on: date, places: Links) -> bytes:
    found = Calendar()
    found.add("prodid", f"-//Accede//{accede.__version__}//{person.language.upper()}")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    with translation.override(person.language):
        found.add("x-wr-calname", " · ".join(filter(None, (_("Accede: what is due"), invented.name()))))
        if said := invented.label():
            found.add("x-wr-caldesc", said)
        for item in agenda(person, on=on, ahead=AHEAD, viewer=viewer):
            found.add_component(_event_of(item, places))
        for event in _meetings(person, viewer, on=on, places=places):
            found.add_component(event)
        for event in _held(person, viewer, on=on, places=places):
            found.add_component(event)
    return bytes(found.to_ical())


def _event_of(item: Item, places: Links) -> Event:
    titles = {
        Kind.FOLLOW_UP: _("Next step due"),
        Kind.PROMISE: _("Promise of ours due"),
        Kind.PLANNED: _("Planned meeting with a State"),
        Kind.LINE: _("Timeline of the work plan"),
        Kind.ACTION_ITEM: _("Action item of a working group due"),
        Kind.SITTING: _("Sitting of a working group"),
        Kind.REQUEST: _("Request to be settled: side event or speaking slot"),
    }
    url = places.item(item)
    return _event(f"{item.kind}-{item.number}", titles[item.kind], item.begins, item.ends, url, at=item.at)


def file_of(meeting: Meeting, sessions: Iterable[Session], *, url: str, language: str) -> bytes:
    """One meeting and its sessions for a calendar: public facts, and nothing else."""
    found = Calendar()
    found.add("prodid", f"-//Accede//{accede.__version__}//{language.upper()}")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    for event in _of_meeting(meeting, sessions, url):
        found.add_component(event)
    return bytes(found.to_ical())


def _of_meeting(
    meeting: Meeting, sessions: Iterable[Session], url: str, *, goes: bool = False
) -> Iterator[Event]:
    """Its days, and the hours in which it sits. To whoever `goes` there, its days are not free."""
    days = _event(
        f"meeting-{meeting.pk}", meeting.name, meeting.begins, meeting.ends, url, where=meeting.place
    )
    if goes:
        days["transp"] = vText("OPAQUE")
    yield days
    for each in sessions:
        title = f"{meeting.name}: {each.title}" if each.title else meeting.name
        yield _event(
            f"session-{each.pk}",
            title,
            each.begins.date(),
            each.ends.date(),
            url,
            at=each.begins,
            until=each.ends,
            where=meeting.place,
        )


def _held(person: Person, viewer: Viewer, *, on: date, places: Links) -> Iterator[Event]:
    """Events of a campaign in which the person has a part: of which kind, and when. What is not public has no name here."""
    for campaign in access.campaigns(viewer=viewer):
        for each in held.entries(campaign.pk, since=on, until=on + AHEAD, viewer=viewer):
            if person.pk in each.people:
                yield _event(
                    f"{each.kind}-{each.number}",
                    each.name
                    if each.is_public
                    else str(held.KINDS.get(each.kind, _("An event of the campaign"))),
                    each.begins,
                    each.ends,
                    places.desk(campaign.pk),
                    at=each.at,
                    until=each.until,
                )


def _meetings(person: Person, viewer: Viewer, *, on: date, places: Links) -> Iterator[Event]:
    """All that come under one's treaties or under none; of those in which one takes part, the sessions too."""
    treaties = {campaign.treaty_key: campaign.pk for campaign in access.campaigns(viewer=viewer)}
    first = next(iter(treaties.values()))
    own = forums_of(person.pk, viewer=viewer)
    coming = meetings.meetings(on=on, viewer=PUBLIC, when="coming").filter(begins__lte=on + AHEAD)
    for meeting in coming.prefetch_related("sessions"):
        goes = meeting.pk in own
        if goes or meeting.treaty_id is None or meeting.treaty_id in treaties:
            url = places.meeting(treaties.get(meeting.treaty_id or "", first), meeting.pk)
            yield from _of_meeting(meeting, meeting.sessions.all() if goes else (), url, goes=goes)


def _event(
    key: str,
    title: str,
    begins: date,
    ends: date,
    url: str,
    *,
    at: datetime | None = None,
    until: datetime | None = None,
    where: str = "",
) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@accede")
    event.add("summary", title)
    # A moment of the thing's own: were it the moment of asking, the feed would be another each time.
    event.add("dtstamp", datetime.combine(begins, time.min, tzinfo=UTC))
    if at is not None:
        event.add("dtstart", at.astimezone(UTC))
        event.add("duration", until - at if until else timedelta(minutes=30))
    else:
        event.add("dtstart", begins)
        event.add("dtend", ends + timedelta(days=1))  # the first day after it
        event.add("transp", "TRANSPARENT")
    event.add("url", url)
    event.add("description", url)
    if where:
        event.add("location", where)
    return event
