"""What a campaign holds: working groups and their sittings, workshops and who comes to them, side events."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from accede.access.roles import Confidentiality
from accede.meetings import models as held
from accede.record.models import Meeting
from grown.chances import Lot
from grown.people import Owners
from grown.work import owned, spread
from grown.writing import Row, Writer


def grow(writer: Writer, lot: Lot, times: int, owners: Owners, campaigns: list[str]) -> None:
    _groups(writer, lot, times, owners, campaigns)
    _events(writer, lot, times, owners, campaigns)
    _workshops(writer, lot, times, owners, campaigns)


def _groups(writer: Writer, lot: Lot, times: int, owners: Owners, campaigns: list[str]) -> None:
    of = list(spread(campaigns, times))
    groups = writer.write(
        held.WorkingGroup,
        (
            {
                "campaign_id": campaign,
                "key": f"invented-{each}",
                "names": {"en": f"Invented group {each + 1}"},
            }
            for each, campaign in enumerate(of)
        ),
    )
    meet = [(group, campaign) for group, campaign in zip(groups, of, strict=True) for _sitting in range(10)]

    def part(campaign: str) -> Row:
        return owned(owners, campaign, at=Confidentiality.PARTNERS)

    writer.write(
        held.GroupMember,
        (
            {
                **part(campaign),
                "group_id": group,
                "state_id": lot.state(),
                "post": lot.text(),
                "held_from": lot.day(),
            }
            for group, campaign in zip(groups, of, strict=True)
            for _member in range(10)
        ),
    )
    days = [lot.day(1000, -1) for _each in meet]
    sittings = writer.write(
        held.Sitting,
        (
            {**part(campaign), "group_id": group, "day": day, "standing": "held", "place": "Geneva"}
            for (group, campaign), day in zip(meet, days, strict=True)
        ),
    )
    minutes = writer.write(
        held.Minute,
        (
            {**part(campaign), "sitting_id": sitting, "text": lot.text(3)}
            for sitting, (_group, campaign) in zip(sittings, meet, strict=True)
        ),
    )
    writer.write(
        held.ActionItem,
        (
            {
                **part(campaign),
                "sitting_id": sitting,
                "minute_id": minute,
                "what": lot.text(),
                "person_id": lot.random.choice(owners.people[campaign]),
                "made_on": day,
                "due_on": day + timedelta(days=30),
                "done_on": None if lot.happens(0.1) else day + timedelta(days=20),
            }
            for sitting, minute, (_group, campaign), day in zip(sittings, minutes, meet, days, strict=True)
            for _item in range(2)
        ),
    )


def _events(writer: Writer, lot: Lot, times: int, owners: Owners, campaigns: list[str]) -> None:
    of = list(spread(campaigns, 10 * times))

    def rows() -> Iterator[Row]:
        for each, campaign in enumerate(of):
            was = each >= 10
            yield {
                **owned(owners, campaign),
                "title": lot.text(),
                "stage": held.Stage.HELD if was else held.Stage.REQUESTED,
                "day": lot.day(3000, -1) if was else lot.day(0, 60),
                "asked_of": lot.text(),
                "heads": 40 if was else None,
            }

    events = writer.write(held.Event, rows())
    writer.write(
        held.EventGuest,
        (
            {**owned(owners, campaign), "event_id": event, "state_id": iso3}
            for event, campaign in zip(events, of, strict=True)
            for iso3 in lot.random.sample(lot.states, 10)
        ),
    )


def _workshops(writer: Writer, lot: Lot, times: int, owners: Owners, campaigns: list[str]) -> None:
    """One for each k, with 25 delegations of two. A workshop is a meeting on record."""
    of: list[Any] = list(
        zip(spread(campaigns, times), (lot.day(2000, 60) for _each in range(times)), strict=False)
    )
    writer.write(
        Meeting,
        (
            {
                "key": f"invented-workshop-{each}",
                "names": {"en": f"Invented workshop {each + 1}"},
                "begins_given": day.isoformat(),
                "begins": day,
                "ends": day + timedelta(days=2),
                "kind": Meeting.Kind.WORKSHOP,
                "treaty_id": campaign,
                "place": "Lusaka",
            }
            for each, (campaign, day) in enumerate(of)
        ),
    )
    workshops = writer.write(
        held.Workshop,
        (
            {
                "campaign_id": campaign,
                "meeting_id": f"invented-workshop-{each}",
                "places": 60,
                "replies_until": day,
                "shred_on": day + timedelta(days=30),
            }
            for each, (campaign, day) in enumerate(of)
        ),
    )
    asked = [
        (workshop, campaign, iso3)
        for workshop, (campaign, _day) in zip(workshops, of, strict=True)
        for iso3 in lot.states[:25]
    ]
    delegations = writer.write(
        held.Delegation,
        (
            {
                **owned(owners, campaign),
                "workshop_id": workshop,
                "state_id": iso3,
                "listed_on": lot.day(),
                "reply": "accepted",
                "replied_at": lot.moment(),
            }
            for workshop, campaign, iso3 in asked
        ),
    )
    writer.write(
        held.Participant,
        (
            {
                **owned(owners, campaign),
                "workshop_id": workshop,
                "delegation_id": delegation,
                "name": f"Invented delegate {each}",
                "post": lot.text(),
                "standing": "approved",
                "waits": False,
                "registered_at": lot.moment(),
            }
            for delegation, (workshop, campaign, _iso3) in zip(delegations, asked, strict=True)
            for each in range(2)
        ),
    )
