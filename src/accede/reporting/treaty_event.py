"""A treaty event: what is highlighted, what we asked for, and what each State that might act still lacks on its road."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.meetings.models import Event, Expected
from accede.meetings.queries import events
from accede.meetings.queries import treaty_events as queries
from accede.meetings.queries.events import EventRow
from accede.meetings.queries.treaty_events import ExpectedRow, Highlighted
from accede.outreach.queries import pathways
from accede.outreach.queries.pathways import Road
from accede.record.meetings.models import Meeting
from accede.record.models import Treaty
from accede.record.queries import meetings


@dataclass(frozen=True, slots=True)
class Lacking:
    """A State that might act, and what is still ahead of it on its road. `has_instrument`: it is signed."""

    row: ExpectedRow
    road: Road | None
    has_instrument: bool
    ahead: list[str]


@dataclass(frozen=True, slots=True)
class TreatyEvent:
    """`awaiting`: of how many an announcement waits for the depositary's record."""

    meeting: Meeting
    highlighted: Highlighted
    requests: Sequence[EventRow]
    rows: Sequence[Lacking]
    awaiting: int


def get_treaty_event(key: str, *, viewer: Viewer) -> Meeting:
    """The meeting of that key, if it is one. Raises NotVisibleError and NotOnRecordError."""
    found = meetings.get_meeting(key, viewer=viewer)
    if found.kind != Meeting.Kind.TREATY_EVENT:
        raise NotVisibleError(key)
    return found


def treaty_event(
    meeting: Meeting, campaign: Campaign, treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> TreatyEvent:
    rows = queries.expected(meeting, campaign.pk, treaty, on=on, viewer=viewer, language=language)
    table = pathways.table(campaign, everyone=True, on=on, viewer=viewer, language=language) if rows else []
    roads = {road.iso3: road for road in table}
    ours = Q(kind=Event.Kind.TREATY_EVENT, meeting=meeting)
    return TreatyEvent(
        meeting=meeting,
        highlighted=queries.highlighted(meeting, treaty, viewer=viewer),
        requests=events.events(campaign.pk, on=on, viewer=viewer, asked=ours),
        rows=[_lacking(row, roads.get(row.iso3)) for row in rows],
        awaiting=sum(row.awaits_the_depositary for row in rows),
    )


def _lacking(row: ExpectedRow, road: Road | None) -> Lacking:
    """A signature needs no instrument; a deposit needs all that is ahead on the road, the deposit itself left out."""
    stops = road.stops if road else ()
    signed = any(stop.stage.key == "instrument" and stop.been for stop in stops)
    if row.act == Expected.Act.SIGNATURE or row.confirmed:
        return Lacking(row, road, has_instrument=True, ahead=[])
    ahead = [
        str(stop.stage.name) for stop in stops if stop.place == "ahead" and stop.stage.key != "instrument"
    ]
    return Lacking(row, road, has_instrument=signed or row.instrument_on is not None, ahead=ahead)
