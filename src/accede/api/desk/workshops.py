"""Regional workshops: whom one invites, who comes."""

from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.meetings import rules
from accede.meetings.actions import approval
from accede.meetings.actions import workshops as on_workshops
from accede.meetings.models import Workshop
from accede.meetings.queries import workshops

room = Room("Workshops", guard=rules.insist_on_running)
taken.find_by(
    Workshop,
    taken.Number,
    lambda seat, number: workshops.get_workshop(seat.campaign, number, viewer=seat.viewer),
)

room.several("/workshops", workshops.workshops, summary="Workshops, in numbers")
room.several("/workshops/{number}/states", workshops.invited, of="workshop", summary="States on its list")
room.write(
    "POST",
    "/workshops/{number}/close",
    on_workshops.close_registration,
    of="workshop",
    summary="No more replies",
)
room.write(
    "POST",
    "/workshops/{number}/open",
    on_workshops.open_registration,
    of="workshop",
    summary="Replies are taken",
)
room.write(
    "POST", "/workshops/{number}/states", on_workshops.invite, of="workshop", summary="Put States on its list"
)
room.write(
    "DELETE", "/delegations/{number}", on_workshops.take_off, of="delegation", summary="Take a State off"
)
room.write(
    "POST",
    "/delegations/{number}/places",
    approval.give_places,
    of="delegation",
    summary="Give it its places",
)
room.write(
    "POST",
    "/participants/{number}/approve",
    approval.approve,
    of="participant",
    summary="Approve a participant",
)
room.write(
    "POST", "/participants/{number}/refuse", approval.refuse, of="participant", summary="Refuse a participant"
)
room.write(
    "POST",
    "/participants/{number}/sponsorship",
    approval.decide_sponsorship,
    of="participant",
    summary="Whether travel is paid",
)
room.write(
    "POST",
    "/participants/{number}/withdraw",
    approval.withdraw_participant,
    of="participant",
    summary="They do not come",
)
