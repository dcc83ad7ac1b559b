"""Working groups: who sits in them, their sittings, what is to be done."""

from collections.abc import Callable
from typing import Any

from accede.access.viewer import Viewer
from accede.api.asked import Language
from accede.api.desk import sittings as told
from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.api.desk.seat import Seat
from accede.meetings.actions import action_items as on_items
from accede.meetings.actions import sittings as on_sittings
from accede.meetings.actions import working_groups as on_groups
from accede.meetings.actions.group_mail import invite_members
from accede.meetings.models import (
    ActionItem,
    AgendaItem,
    GroupMember,
    Minute,
    Sitting,
    SittingPaper,
    WorkingGroup,
)
from accede.meetings.queries import action_items, sittings, working_groups

room = Room("Working groups")


def _by(find: Callable[..., Any]) -> Callable[[Seat, Any], Any]:
    return lambda seat, number: find(number, campaign=seat.campaign, viewer=seat.viewer)


taken.find_by(WorkingGroup, taken.Number, _by(working_groups.get_group))
taken.find_by(GroupMember, taken.Number, _by(working_groups.get_member))
taken.find_by(Sitting, taken.Number, _by(sittings.get_sitting))
taken.find_by(AgendaItem, taken.Number, _by(sittings.get_agenda_item))
taken.find_by(SittingPaper, taken.Number, _by(sittings.get_paper))
taken.find_by(Minute, taken.Number, _by(sittings.get_minute))
taken.find_by(ActionItem, taken.Number, _by(action_items.get_action_item))

room.several("/groups", told.groups, summary="Working groups")
room.write("POST", "/groups", on_groups.found_group, summary="Found a working group")
room.one("/groups/{number}", told.group_page, of="group", summary="A working group")
room.write("PUT", "/groups/{number}", on_groups.edit_group, of="group", summary="Say otherwise of it")
room.write("POST", "/groups/{number}/members", on_groups.add_member, of="group", summary="A new member")
room.write(
    "PUT",
    "/members/{number}",
    on_groups.edit_member,
    of="member",
    summary="Who sits for a member, and until when",
)
room.write("POST", "/groups/{number}/sittings", on_sittings.convene, of="group", summary="Call it together")
room.one("/sittings/{number}", told.sitting_page, of="sitting", summary="A sitting")
room.write("PUT", "/sittings/{number}", on_sittings.edit_sitting, of="sitting", summary="When and where")
room.write(
    "POST",
    "/sittings/{number}/standing",
    on_sittings.say_of_sitting,
    of="sitting",
    summary="It was held, or not",
)
room.write(
    "PUT", "/sittings/{number}/present", on_sittings.say_who_was_there, of="sitting", summary="Who was there"
)
room.write(
    "POST",
    "/sittings/{number}/agenda",
    on_sittings.add_agenda_item,
    of="sitting",
    summary="An item of its agenda",
)
room.write(
    "PUT", "/agenda/{number}", on_sittings.edit_agenda_item, of="item", summary="What an item is called"
)
room.write("POST", "/agenda/{number}/move", on_sittings.move_agenda_item, of="item", summary="Up or down")
room.write(
    "DELETE", "/agenda/{number}", on_sittings.remove_agenda_item, of="item", summary="Take an item off"
)
room.write("POST", "/sittings/{number}/papers", on_sittings.add_paper, of="sitting", summary="A paper for it")
room.write("DELETE", "/papers/{number}", on_sittings.remove_paper, of="paper", summary="Take a paper out")
room.write(
    "POST", "/sittings/{number}/minutes", on_sittings.write_minute, of="sitting", summary="What was said"
)
room.write("PUT", "/minutes/{number}", on_sittings.edit_minute, of="minute", summary="Mend the minutes")
room.several("/action-items", action_items.action_items, summary="What groups are to do")
room.write(
    "POST",
    "/sittings/{number}/action-items",
    on_items.add_action_item,
    of="sitting",
    summary="What is to be done",
)
room.write(
    "PUT", "/action-items/{number}", on_items.edit_action_item, of="item", summary="Say otherwise of it"
)
room.write(
    "POST", "/action-items/{number}/done", on_items.finish_action_item, of="item", summary="It is done"
)
room.write(
    "POST",
    "/action-items/{number}/reopen",
    on_items.reopen_action_item,
    of="item",
    summary="It is open again",
)


def file_of(paper: SittingPaper, *, viewer: Viewer) -> tuple[str, bytes]:
    return paper.file_name, paper.data


room.file("/papers/{number}/file", file_of, of="paper", summary="The file of a paper")
room.write(
    "POST",
    "/sittings/{number}/invitations",
    invite_members,
    of="sitting",
    kinds={"language": Language},
    summary="Put an invitation to each member into the outbox",
)
