"""Meetings, who is in the room, what is planned there, and events beside them."""

from datetime import date
from typing import Any

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk.room import Room
from accede.meetings.actions import events as on_events
from accede.meetings.actions import forums, treaty_events
from accede.meetings.queries import events
from accede.outreach import actions
from accede.outreach.queries.clashes import clashes
from accede.outreach.queries.planner import planner
from accede.record.meetings import actions as on_meetings
from accede.record.meetings import session_actions
from accede.record.meetings.models import Meeting
from accede.record.queries import meetings

room = Room("Meetings")


def about(meeting: Meeting, *, on: date, viewer: Viewer) -> Any:
    """The meeting, its sessions and which States take part."""
    attending = meetings.attendance(meeting, viewer=viewer)
    return {
        "meeting": meeting,
        "place": meeting.place,
        "kind": meeting.kind,
        "zone": meeting.zone,
        "sessions": meetings.sessions(meeting, viewer=viewer),
        "attending": sorted(attending),
    }


def all_events(campaign: Campaign, *, on: date, viewer: Viewer) -> list[events.EventRow]:
    """Side events, speaking slots, exhibitions."""
    return events.events(campaign.key, on=on, viewer=viewer)


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
room.several("/events", all_events, summary="Side events and speaking slots")
room.write("POST", "/events", on_events.add_event, summary="Ask for an event")
room.write("PUT", "/events/{number}", on_events.change_event, of="event", summary="Say otherwise of an event")
room.write("POST", "/events/{number}/moves", on_events.move_event, of="event", summary="It came to a stage")
room.write("PUT", "/events/{number}/guests", on_events.set_guests, of="event", summary="Who came")
room.write("PUT", "/events/{number}/note", on_events.put_note, of="event", summary="Its concept note")
