"""Regional workshops: planned, changed, their programme; whom one invites, who comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal, TypedDict, Unpack

from django.core.exceptions import ValidationError

from accede.access.confidentiality import NotVisibleError, get_record
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.asked import Language
from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.api.desk.seat import Seat
from accede.campaign.models import Activity
from accede.meetings import rules, workshop_rules
from accede.meetings.actions import approval
from accede.meetings.actions import workshops as on_workshops
from accede.meetings.models import Delegation, Participant, Session, Workshop
from accede.meetings.queries import workshops
from accede.record.meetings.models import Meeting
from accede.record.models import Treaty
from accede.record.queries import states

room = Room("Workshops", guard=rules.insist_on_running)
taken.find_by(
    Workshop,
    taken.Number,
    lambda seat, number: workshops.get_workshop(seat.campaign, number, viewer=seat.viewer),
)


def _of_the_campaign(seat: Seat, kind: str, number: int) -> Any:
    found: Any = get_record(kind, number, viewer=seat.viewer)
    if found.workshop.campaign_id != seat.campaign.pk:
        raise NotVisibleError(f"{kind} {number}")
    return found


taken.find_by(Delegation, taken.Number, lambda seat, number: _of_the_campaign(seat, "delegation", number))
taken.find_by(Participant, taken.Number, lambda seat, number: _of_the_campaign(seat, "participant", number))


@dataclass(frozen=True, slots=True, kw_only=True)
class StateOfWorkshop:
    """A State on the list: how it was written to, what it replied, how many come, wait for approval, were there."""

    iso3: str
    name: str
    delegation: int
    reply: Delegation.Reply
    replied_at: datetime | None
    invited_at: datetime | None
    has_link: bool
    opened: bool
    coming: int
    waits: int
    there: int


class Said(TypedDict, total=False):
    """What is said of a workshop."""

    places: int
    most: int
    replies_until: date
    shred_on: date
    host: str
    practical: Mapping[str, str]
    activity: Activity | None


class New(Said, total=False):
    """`meeting`: one on record to which one invites. Without it a new one, under the treaty."""

    meeting: Meeting
    name: str
    begins: date
    ends: date
    place: str
    zone: str


class Changed(Said, total=False):
    """`names`: what its meeting is called, by language."""

    names: Mapping[str, str]


NEEDED_OF_NEW = ("name", "begins", "ends")


def plan_workshop(
    *, campaign: Campaign, treaty: Treaty, language: str = "en", by: Viewer, at: datetime, **told: Unpack[New]
) -> Workshop:
    """To a meeting on record, or to a new one. Nobody is invited yet."""
    rules.insist_on_running(by, campaign)
    _insist_on_languages("practical", told.get("practical", {}))
    values: dict[str, Any] = {"most": 2, **told}
    activity = values.pop("activity", None)
    meeting = values.pop("meeting", None)
    new = {name: values.pop(name, "") for name in (*NEEDED_OF_NEW, "place", "zone")}
    if meeting is None:
        lacking = [name for name in NEEDED_OF_NEW if not new[name]]
        if lacking:
            raise ValidationError({lacking[0]: "Say it of a new workshop, or give a meeting on record."})
        new |= {name: new[name].isoformat() for name in ("begins", "ends")}
        meeting = new | {"language": str(language), "treaty": treaty}
    return on_workshops.plan_workshop(
        campaign=campaign, meeting=meeting, activity=activity, values=values, by=by, at=at
    )


def edit_workshop(*, workshop: Workshop, by: Viewer, at: datetime, **told: Unpack[Changed]) -> Workshop:
    """What is not given stays."""
    values: dict[str, Any] = {**told}
    names = values.pop("names", None)
    _insist_on_languages("practical", values.get("practical", {}))
    _insist_on_languages("names", names or {})
    on_workshops.edit_workshop(
        workshop=workshop,
        activity=values.pop("activity", workshop.activity),
        values=values,
        names=names,
        by=by,
        at=at,
    )
    return workshop


def _insist_on_languages(field: str, words: Mapping[str, str]) -> None:
    unknown = sorted(set(words) - set(Language))
    if unknown:
        raise ValidationError({field: f"{unknown[0]!r} is none of the six languages."})


def about(workshop: Workshop, *, on: date, viewer: Viewer) -> Any:
    """What it invites to, until when one replies, its programme, and how many come."""
    rows = workshops.invited(workshop, viewer=viewer)
    accepted = [each for each in rows if each.delegation.reply == Delegation.Reply.ACCEPTED]
    return {
        "workshop": workshop,
        "meeting": workshop.meeting,
        "names": workshop.meeting.names,
        "activity": workshop.activity.key if workshop.activity else "",
        "takes_replies": workshop_rules.takes_replies(workshop, on),
        "invited": len(rows),
        "taken": sum(each.coming for each in accepted),
        "waits": sum(each.waits for each in rows),
        "there": sum(1 for each in rows if each.there),
        "programme": list(workshop.sessions.all()),
    }


def programme(workshop: Workshop, *, viewer: Viewer) -> list[Session]:
    """Its parts, in order, with their titles by language."""
    return list(workshop.sessions.all())


def add_part(
    *,
    workshop: Workshop,
    day: date,
    begins: time,
    ends: time,
    titles: Mapping[str, str],
    speakers: str = "",
    by: Viewer,
    at: datetime,
) -> Session:
    """Read by whoever is invited, each in their language."""
    _insist_on_languages("titles", titles)
    return on_workshops.add_session(
        workshop=workshop,
        day=day,
        begins=begins,
        ends=ends,
        titles=titles,
        speakers=speakers,
        by=by,
        at=at,
    )


def remove_part(*, workshop: Workshop, part: int, by: Viewer, at: datetime) -> None:
    found = next((each for each in workshop.sessions.all() if each.pk == part), None)
    if found is None:
        raise NotVisibleError(f"part {part}")
    on_workshops.remove_session(session=found, by=by, at=at)


def states_of(
    workshop: Workshop,
    *,
    reply: Literal["none", "accepted", "waiting", "declined", "approval"] | None = None,
    viewer: Viewer,
    language: str,
) -> list[StateOfWorkshop]:
    """By name: all, those that replied so, or those of which somebody is to be approved."""
    names = states.state_names(language, viewer=viewer)
    rows = [
        StateOfWorkshop(
            iso3=each.delegation.state_id,
            name=names[each.delegation.state_id],
            delegation=each.delegation.pk,
            reply=Delegation.Reply(each.delegation.reply),
            replied_at=each.delegation.replied_at,
            invited_at=each.delegation.invited_at,
            has_link=each.has_link,
            opened=each.opened,
            coming=each.coming,
            waits=each.waits,
            there=each.there,
        )
        for each in workshops.invited(workshop, viewer=viewer)
        if reply in (None, each.delegation.reply) or (reply == "approval" and each.waits)
    ]
    return sorted(rows, key=lambda row: row.name)


room.several("/workshops", workshops.workshops, summary="Workshops, in numbers")
room.write(
    "POST",
    "/workshops",
    plan_workshop,
    needed=("places", "replies_until", "shred_on"),
    kinds={"language": Language},
    summary="Plan a workshop",
)
room.one("/workshops/{number}", about, of="workshop", row=dict[str, Any], summary="A workshop")
room.write(
    "PATCH", "/workshops/{number}", edit_workshop, of="workshop", summary="Say otherwise what is given"
)
room.several(
    "/workshops/{number}/programme", programme, of="workshop", row=dict[str, Any], summary="Its programme"
)
room.write(
    "POST", "/workshops/{number}/programme", add_part, of="workshop", summary="A part of the programme"
)
room.write(
    "DELETE",
    "/workshops/{number}/programme/{part}",
    remove_part,
    of="workshop",
    summary="Take a part out of the programme",
)
room.several("/workshops/{number}/states", states_of, of="workshop", summary="States on its list")
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
