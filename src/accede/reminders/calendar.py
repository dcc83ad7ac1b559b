"""The calendar feed of a person. Servers of others read it: it tells of which kind a thing is, when, and where to look.

Only meetings carry their names: they are public. Everything else is a kind and a link to the desk, where it is asked
anew who reads.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

import accede
from accede.access import queries as access
from accede.access.models import Person
from accede.access.viewer import PUBLIC
from accede.record.queries import meetings
from accede.reminders.agenda import Item, Kind, agenda
from accede.reminders.links import Links
from accede.reminders.models import Feed

AHEAD = timedelta(days=366)


def reader_of(token: str, *, on: date) -> Person | None:
    """Whose calendar has that address: none where nobody's has, or where that person is out or holds no role."""
    feed = Feed.objects.filter(token_hash=access.hash_of(token)).select_related("person").first()
    if feed is None or not access.viewer_of(feed.person, on=on).roles:
        return None
    return feed.person


def calendar(person: Person, *, on: date, places: Links) -> bytes:
    """The feed as iCalendar. The same as long as nothing in it changes."""
    found = Calendar()
    found.add("prodid", f"-//Accede//{accede.__version__}//{person.language.upper()}")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    with translation.override(person.language):
        found.add("x-wr-calname", _("Accede: what is due"))
        for item in agenda(person, on=on, ahead=AHEAD):
            found.add_component(_event_of(item, places))
        for event in _meetings(person, on=on, places=places):
            found.add_component(event)
    return bytes(found.to_ical())


def _event_of(item: Item, places: Links) -> Event:
    titles = {
        Kind.FOLLOW_UP: _("Next step due"),
        Kind.PROMISE: _("Promise of ours due"),
        Kind.PLANNED: _("Planned meeting with a State"),
        Kind.LINE: _("Timeline of the work plan"),
    }
    url = places.item(item)
    return _event(f"{item.kind}-{item.number}", titles[item.kind], item.begins, item.ends, url, at=item.at)


def _meetings(person: Person, *, on: date, places: Links) -> Iterator[Event]:
    viewer = access.viewer_of(person, on=on)
    treaties = {campaign.treaty_key: campaign.pk for campaign in access.campaigns(viewer=viewer)}
    first = next(iter(treaties.values()))
    for meeting in meetings.meetings(on=on, viewer=PUBLIC, when="coming").filter(begins__lte=on + AHEAD):
        if meeting.treaty_id is None or meeting.treaty_id in treaties:
            url = places.meeting(treaties.get(meeting.treaty_id or "", first), meeting.pk)
            yield _event(
                f"meeting-{meeting.pk}", meeting.name, meeting.begins, meeting.ends, url, where=meeting.place
            )


def _event(
    key: str,
    title: str,
    begins: date,
    ends: date,
    url: str,
    *,
    at: datetime | None = None,
    where: str = "",
) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@accede")
    event.add("summary", title)
    # A moment of the thing's own: were it the moment of asking, the feed would be another each time.
    event.add("dtstamp", datetime.combine(begins, time.min, tzinfo=UTC))
    if at is not None:
        event.add("dtstart", at.astimezone(UTC))
        event.add("duration", timedelta(minutes=30))
    else:
        event.add("dtstart", begins)
        event.add("dtend", ends + timedelta(days=1))  # the first day after it
        event.add("transp", "TRANSPARENT")
    event.add("url", url)
    event.add("description", url)
    if where:
        event.add("location", where)
    return event
