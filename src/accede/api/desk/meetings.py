"""Meetings, who is in the room, what is planned there, and events beside them."""

import base64
from collections.abc import Collection
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings

from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk.room import Room
from accede.api.problems import RefusedError
from accede.campaign.rules import sees_budget
from accede.meetings.actions import events as on_events
from accede.meetings.actions import forums, treaty_events
from accede.meetings.models import Event, EventFollowed, Expected
from accede.meetings.queries import events
from accede.meetings.queries.calendar import entries
from accede.meetings.queries.forums import forums_of, parts
from accede.outreach import actions
from accede.outreach import queries as work
from accede.outreach.models import Exchange
from accede.outreach.queries.clashes import clashes
from accede.outreach.queries.planner import planner
from accede.record.meetings import actions as on_meetings
from accede.record.meetings import session_actions
from accede.record.meetings.models import Meeting
from accede.record.models import Treaty
from accede.record.queries import meetings
from accede.reminders.calendar import file_of
from accede.reminders.links import Links
from accede.reporting.treaty_event import TreatyEvent, get_treaty_event, treaty_event
from accede.targeting import queries as targeting

CALENDAR = "text/calendar"
room = Room("Meetings")

MONTH = timedelta(days=31)
LONGEST = timedelta(days=366)


def about(meeting: Meeting, campaign: Campaign, *, on: date, viewer: Viewer) -> Any:
    """The meeting, its sessions, which States take part and who of us goes there."""
    attending = meetings.attendance(meeting, viewer=viewer)
    return {
        "meeting": meeting,
        "place": meeting.place,
        "kind": meeting.kind,
        "zone": meeting.zone,
        "sessions": meetings.sessions(meeting, viewer=viewer),
        "attending": sorted(attending),
        "going": [
            {"number": number, "name": name}
            for number, name in parts([meeting.pk], campaign.key, viewer=viewer)[meeting.pk].items()
        ],
        "before": meetings.before_it(meeting, viewer=viewer),
    }


def all_events(campaign: Campaign, *, on: date, viewer: Viewer) -> list[events.EventRow]:
    """Side events, speaking slots, exhibitions."""
    return events.events(campaign.key, on=on, viewer=viewer)


def in_calendar(
    campaign: Campaign, *, since: date | None = None, until: date | None = None, on: date, viewer: Viewer
) -> Any:
    """Meetings on record and what the campaign holds or speaks at, the earliest first; without days, of the day's month."""
    first = since or (until or on).replace(day=1)
    last = until or (first.replace(day=1) + MONTH).replace(day=1) - timedelta(days=1)
    if not first <= last <= first + LONGEST:
        raise RefusedError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "These days cannot be asked for",
            "until: A year at most after since.",
        )
    own = forums_of(viewer.person_id or 0, viewer=viewer)
    told = [_as_entry(each, own) for each in meetings.between(first, last, viewer=viewer)]
    told += [
        {
            "kind": each.kind,
            "key": str(each.number),
            "name": each.name,
            "begins": each.begins,
            "ends": each.ends,
            "day_is_known": True,
            "at": each.at,
            "until": each.until,
            "zone": each.zone,
            "place": each.place,
            "own": viewer.person_id in each.people,
        }
        for each in entries(campaign.pk, since=first, until=last, viewer=viewer)
    ]
    return sorted(told, key=lambda each: (each["begins"], each["kind"], each["key"]))


def _as_entry(meeting: Meeting, own: Collection[str]) -> dict[str, Any]:
    return {
        "kind": "meeting",
        "key": meeting.pk,
        "name": meeting.name,
        "begins": meeting.begins,
        "ends": meeting.ends,
        "day_is_known": meeting.day_is_known,
        "at": None,
        "until": None,
        "zone": meeting.zone,
        "place": meeting.place,
        "own": meeting.pk in own,
    }


def as_calendar_file(
    meeting: Meeting, campaign: Campaign, *, viewer: Viewer, language: str
) -> tuple[str, bytes, str]:
    """The meeting and its sessions for a calendar: public facts and nothing else."""
    links = Links(language, base=settings.ADDRESS.rstrip("/"))
    content = file_of(
        meeting,
        meetings.sessions(meeting, viewer=viewer),
        url=links.meeting(campaign.pk, meeting.pk),
        language=language,
    )
    return f"{meeting.pk}.ics", content, CALENDAR


def session_off(*, meeting: Meeting, number: int, campaign: Campaign, by: Viewer, at: datetime) -> None:
    """It does not sit at those hours."""
    found = meetings.get_session(number, meeting, viewer=by)
    session_actions.remove_session(session=found, campaign=campaign, by=by, at=at)


def at_treaty_event(
    meeting: Meeting, campaign: Campaign, treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> TreatyEvent:
    """What is highlighted, what we asked for, which States might act and what each lacks."""
    found = get_treaty_event(meeting.pk, viewer=viewer)
    return treaty_event(found, campaign, treaty, on=on, viewer=viewer, language=language)


def not_announced(*, expected: Expected, by: Viewer, at: datetime) -> None:
    treaty_events.announce(expected=expected, on=None, by=by, at=at)


def about_event(
    event: Event, campaign: Campaign, treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> Any:
    """With the stages to which it came, who came, and the exchanges that followed."""
    asked: Any = {"on": on, "viewer": viewer, "language": language}
    rows = events.events(campaign.pk, on=on, viewer=viewer, asked=events.numbered(event.pk))
    numbers = events.followed(event, viewer=viewer)
    targets = {each.iso3 for each in targeting.targets(treaty, **asked)}
    return {
        "event": rows[0] if rows else None,
        "asked_of": event.asked_of,
        "sponsors": event.sponsors,
        "speakers": event.speakers,
        "note": event.note,
        "outcome": event.outcome,
        "file_name": event.file_name,
        "moves": [{"stage": each.stage, "on": each.on} for each in events.moves(event, viewer=viewer)],
        "targets_that_came": sorted(targets & set(rows[0].came)) if rows else [],
        "exchanges": work.exchanges_numbered(campaign, numbers, **asked),
        "cost": event.cost.title if event.cost and sees_budget(viewer, campaign.pk) else "",
    }


def came_of_it(*, event: Event, exchange: Exchange, by: Viewer, at: datetime) -> EventFollowed:
    """An exchange that the writer may see came of the event."""
    return on_events.note_followed(event=event, exchange=exchange.pk, by=by, at=at)


def note_file(event: Event, *, viewer: Viewer) -> tuple[str, bytes]:
    """The concept note as a file."""
    if not event.file:
        raise NotVisibleError(f"file of event {event.pk}")
    ending = event.file_name.rsplit(".", 1)[-1].lower()
    return f"concept-note-{event.pk}.{ending}", base64.b64decode(event.file)


def note_off(*, event: Event, by: Viewer, at: datetime) -> None:
    on_events.put_note(event=event, name="", content=b"", by=by, at=at)


room.several("/meetings", meetings.meetings, row=dict[str, Any], summary="Meetings past and to come")
room.write("POST", "/meetings", on_meetings.add_meeting, summary="Add a meeting")
room.one("/meetings/{meeting}", about, row=dict[str, Any], summary="A meeting")
room.write("PUT", "/meetings/{meeting}", on_meetings.change_meeting, summary="Say otherwise of a meeting")
room.write(
    "PUT", "/meetings/{meeting}/attendance", on_meetings.set_attendance, summary="Which States take part"
)
room.write("POST", "/meetings/{meeting}/sessions", session_actions.add_session, summary="A session of it")
room.one("/meetings/{meeting}/room", planner, summary="Who is in the room, what to say, whom one met")
room.one("/meetings/{meeting}/clashes", clashes, summary="What is at the same time")
room.write("POST", "/meetings/{meeting}/planned", actions.plan_meeting, summary="Plan to meet a State there")
room.write("POST", "/planned/{number}/met", actions.mark_met, of="planned", summary="They met")
room.write("DELETE", "/planned/{number}", actions.cancel_planned, of="planned", summary="It is off")
room.write("POST", "/meetings/{meeting}/part", forums.take_part, summary="Somebody of ours takes part")
room.write(
    "PUT",
    "/meetings/{meeting}/highlights",
    treaty_events.set_highlights,
    summary="Which treaties are highlighted",
)
room.write(
    "POST", "/meetings/{meeting}/expected", treaty_events.expect_states, summary="States that might act there"
)
room.write(
    "PUT",
    "/expected/{number}",
    treaty_events.tell_readiness,
    of="expected",
    summary="What a State has for its act",
)
room.write(
    "DELETE",
    "/expected/{number}",
    treaty_events.expect_no_more,
    of="expected",
    summary="It will not act there",
)
room.several(
    "/calendar", in_calendar, row=dict[str, Any], summary="What is on from a day to a day, a year at most"
)
room.several(
    "/series", meetings.all_series, form=False, summary="The typical year: what comes again, and when"
)
room.file(
    "/meetings/{meeting}/meeting.ics",
    as_calendar_file,
    media=(CALENDAR,),
    summary="The meeting for a calendar",
)
room.write(
    "DELETE", "/meetings/{meeting}/sessions/{number}", session_off, summary="It does not sit at those hours"
)
room.write(
    "POST", "/meetings/{meeting}/no-part", forums.take_no_part, summary="Somebody of ours takes no part"
)
room.one(
    "/meetings/{meeting}/treaty-event",
    at_treaty_event,
    summary="A treaty event: who might act, and lacks what",
)
room.write(
    "PUT",
    "/expected/{number}/announced",
    treaty_events.announce,
    of="expected",
    needed=("on",),
    summary="It was announced that the State acted",
)
room.write(
    "DELETE",
    "/expected/{number}/announced",
    not_announced,
    of="expected",
    summary="The announcement is taken back",
)
room.several("/events", all_events, summary="Side events and speaking slots")
room.write("POST", "/events", on_events.add_event, summary="Ask for an event")
room.one("/events/{number}", about_event, of="event", row=dict[str, Any], summary="An event")
room.write("PUT", "/events/{number}", on_events.change_event, of="event", summary="Say otherwise of an event")
room.write("POST", "/events/{number}/moves", on_events.move_event, of="event", summary="It came to a stage")
room.write("PUT", "/events/{number}/guests", on_events.set_guests, of="event", summary="Who came")
room.write("PUT", "/events/{number}/note", on_events.put_note, of="event", summary="Its concept note")
room.write("DELETE", "/events/{number}/note", note_off, of="event", summary="Take the file of the note off")
room.file("/events/{number}/file", note_file, of="event", summary="The file of its concept note")
room.write("POST", "/events/{number}/exchanges", came_of_it, of="event", summary="An exchange came of it")
