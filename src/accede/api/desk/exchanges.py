"""Exchanges, promises, next steps and contacts."""

from datetime import date
from typing import Any

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk.room import Room
from accede.outreach import actions
from accede.outreach import queries as work
from accede.outreach.models import Exchange, Pledge
from accede.outreach.queries.contacts import ContactPoints
from accede.outreach.queries.open_work import open_by_state
from accede.outreach.queries.rows import ContactRow, ExchangeRow
from accede.record.models import Treaty
from accede.record.queries import status
from accede.targeting import queries as targeting

room = Room("Exchanges")

room.several(
    "/exchanges",
    work.exchanges,
    row=ExchangeRow,
    kinds={"level": Exchange.Level},
    summary="Exchanges, the latest first",
)
room.write(
    "POST",
    "/exchanges",
    actions.log_exchange,
    needed=("state", "held_on", "level"),
    summary="Log an exchange, with what came of it",
)
room.one("/exchanges/{number}", work.exchange, summary="An exchange with what came of it")
room.write(
    "PATCH",
    "/exchanges/{number}",
    actions.edit_exchange,
    of="exchange",
    summary="Say otherwise what is given",
)
room.write(
    "POST",
    "/exchanges/{number}/reasons",
    actions.hear_obstacle,
    of="exchange",
    summary="A reason heard in it",
)
room.write(
    "POST", "/exchanges/{number}/promises", actions.add_pledge, of="exchange", summary="A promise made in it"
)
room.write(
    "POST",
    "/exchanges/{number}/follow-ups",
    actions.add_follow_up,
    of="exchange",
    summary="A next step from it",
)

room.several("/follow-ups", work.follow_ups, summary="Next steps: open ones by the day on which they are due")
room.write("POST", "/follow-ups", actions.make_follow_up, summary="A next step")
room.write(
    "POST", "/follow-ups/{number}/done", actions.finish_follow_up, of="follow_up", summary="It is done"
)
room.write(
    "POST",
    "/follow-ups/{number}/reopen",
    actions.reopen_follow_up,
    of="follow_up",
    summary="It is open again",
)
room.write(
    "POST",
    "/follow-ups/{number}/postpone",
    actions.postpone_follow_up,
    of="follow_up",
    summary="It is due on another day",
)
room.write(
    "POST",
    "/follow-ups/{number}/assignee",
    actions.reassign_follow_up,
    of="follow_up",
    summary="Somebody else does it",
)

room.several("/promises", work.pledges, kinds={"side": Pledge.Side}, summary="Promises, theirs and ours")
room.write("POST", "/promises", actions.make_pledge, summary="A promise made outside an exchange")
room.write(
    "PATCH", "/promises/{number}", actions.edit_pledge, of="pledge", summary="What it says, and until when"
)
room.write(
    "POST", "/promises/{number}/settle", actions.settle_pledge, of="pledge", summary="What became of it"
)

room.several("/open", open_by_state, summary="What is open and overdue, by State")


def contacts(
    campaign: Campaign, *, states: list[str], on: date, viewer: Viewer, language: str
) -> list[ContactRow]:
    """Those of the States asked for, one after the other; of every State that is not party where none is."""
    if not states:
        treaty = campaign.treaty_key
        standing = status.statuses_by_treaty([treaty], on=on, viewer=viewer)[treaty]
        states = sorted(iso3 for iso3, shade in standing.items() if shade not in ("party", "party-pending"))
    return work.contacts(campaign, states, on=on, viewer=viewer, language=language)


def points(
    campaign: Campaign, treaty: Treaty, *, states: list[str], on: date, viewer: Viewer, language: str
) -> list[ContactPoints]:
    """Of the States asked for; of every target State where none is."""
    asked: Any = {"on": on, "viewer": viewer, "language": language}
    chosen = states or [row.iso3 for row in targeting.targets(treaty, **asked)]
    return work.contact_points(campaign, chosen, past=False, **asked)


def twice(campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> Any:
    """Pairs that may be the same person."""
    found = work.duplicates(campaign, on=on, viewer=viewer, language=language)
    return [{"one": one, "other": other} for one, other in found]


room.several(
    "/contact-points", points, summary="The contact points of States, whether anybody is known or not"
)
room.several("/contact-duplicates", twice, row=dict[str, Any], form=False, summary="Who may be there twice")
room.several("/contacts", contacts, summary="Contacts at missions, in capitals and elsewhere")
room.write("POST", "/contacts", actions.add_contact, needed=("place",), summary="Add a contact")
room.one("/contacts/{number}", work.contact, summary="A contact")
room.write(
    "PATCH", "/contacts/{number}", actions.edit_contact, of="contact", summary="Say otherwise what is given"
)
room.write(
    "POST", "/contacts/{number}/leave", actions.leave_contact_post, of="contact", summary="They left the post"
)
room.write(
    "POST",
    "/contacts/{number}/merge",
    actions.merge_contacts,
    of="keep",
    summary="Another entry is the same person",
)
