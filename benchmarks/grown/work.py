"""The work with States, in all campaigns."""

from collections.abc import Iterator
from datetime import timedelta

from accede.access.roles import Confidentiality
from accede.outreach import models, stages
from grown.chances import Lot
from grown.people import Owners
from grown.writing import Row, Writer

EXCHANGES, CONTACTS, PLANNED, MOVES, HANDOVERS = 2_000, 600, 20, 60, 2  # times k
ROAD = 60  # States of a campaign that are on a road
LATE = 0.05  # of what was promised or to be done, so much is open still
FOR_ALL_WHO_RUN_IT = Confidentiality.COORDINATORS_AND_ISU


def spread(campaigns: list[str], number: int) -> Iterator[str]:
    """Of records. The first campaign grows with the root of their number: of a hundred campaigns it has a tenth."""
    others = campaigns[1:] or campaigns
    every = round(len(campaigns) ** 0.5)
    for each in range(number):
        yield campaigns[0] if each % every == 0 else others[each % len(others)]


def owned(owners: Owners, campaign: str, *, at: Confidentiality = FOR_ALL_WHO_RUN_IT) -> Row:
    return {"campaign_id": campaign, "owner_id": owners.organisations[campaign], "confidentiality": at}


def grow(
    writer: Writer, lot: Lot, times: int, owners: Owners, campaigns: list[str], *, meetings: list[str]
) -> range:
    contacts = _contacts(writer, lot, times, owners, campaigns)
    exchanges = _exchanges(writer, lot, times, owners, campaigns, meetings=meetings, contacts=contacts)
    _roads(writer, lot, times, owners, campaigns)
    writer.write(
        models.PlannedMeeting,
        (
            {
                **owned(owners, campaign),
                "meeting_id": lot.choice(meetings),
                "state_id": lot.state(),
                "person_id": lot.random.choice(owners.people[campaign]),
                "at": lot.moment(),
                "note": lot.text(),
            }
            for campaign in spread(campaigns, PLANNED * times)
        ),
    )
    writer.write(
        models.Handover,
        (
            {
                **owned(owners, campaign),
                "from_person_id": owners.people[campaign][0],
                "to_person_id": owners.people[campaign][1],
                "on": lot.day(),
                "states": [lot.state()],
                "matters": {kind: [] for kind in ("followup", "pledge", "plannedmeeting", "approach")},
                "note": lot.text(),
            }
            for campaign in spread(campaigns, HANDOVERS * times)
        ),
    )
    return exchanges


def _contacts(
    writer: Writer, lot: Lot, times: int, owners: Owners, campaigns: list[str]
) -> dict[str, list[int]]:
    places = models.Contact.Place.values
    of = list(spread(campaigns, CONTACTS * times))
    numbers = writer.write(
        models.Contact,
        (
            {
                **owned(owners, campaign, at=Confidentiality.COORDINATORS),
                "state_id": lot.states[(each // 6) % len(lot.states)],
                "place": places[(each // 2) % len(places)],
                "name": f"Invented delegate {each % 400}",
                "post": lot.text(),
                "email": f"invented.{each % 400}@example.org",
                "language": "en",
                "valid_from": lot.day(3650, -1000),
                # Posts change hands: of many who were on record one is in the post now.
                "valid_until": None if each < 2 * CONTACTS else lot.day(900),
            }
            for each, campaign in enumerate(of)
        ),
    )
    known: dict[str, list[int]] = {campaign: [] for campaign in campaigns}
    for campaign, number in zip(of, numbers, strict=True):
        known[campaign].append(number)
    return known


def _exchanges(
    writer: Writer,
    lot: Lot,
    times: int,
    owners: Owners,
    campaigns: list[str],
    *,
    meetings: list[str],
    contacts: dict[str, list[int]],
) -> range:
    """Over ten years. A third of them with a promise, a third with a next step; somebody of us was there, and met somebody."""
    levels = models.Exchange.Level.values
    made: list[tuple[str, str, object]] = []

    def rows() -> Iterator[Row]:
        for each, campaign in enumerate(spread(campaigns, EXCHANGES * times)):
            iso3, day = lot.state(), lot.day(3650, -1)
            made.append((campaign, iso3, day))
            yield {
                **owned(owners, campaign),
                "state_id": iso3,
                "held_on": day,
                "meeting_id": lot.choice(meetings) if each % 4 == 0 else None,
                "place": "Geneva",
                "level": levels[each % len(levels)],
                "who": f"Invented delegate {each % 400}",
                "said": lot.text(3),
                "assessment": lot.text(),
            }

    exchanges = writer.write(models.Exchange, rows())
    writer.write(
        models.Exchange.our_people.through,
        (
            {"exchange_id": exchange, "person_id": lot.random.choice(owners.people[campaign])}
            for exchange, (campaign, _iso3, _day) in zip(exchanges, made, strict=True)
        ),
    )
    writer.write(
        models.ContactMet,
        (
            {"exchange_id": exchange, "contact_id": lot.random.choice(contacts[campaign])}
            for exchange, (campaign, _iso3, _day) in zip(exchanges, made, strict=True)
            if exchange % 2 and contacts[campaign]
        ),
    )
    parts = [(exchange, *told) for exchange, told in zip(exchanges, made, strict=True) if exchange % 3 == 0]

    def pledges() -> Iterator[Row]:
        for each, (exchange, campaign, iso3, day) in enumerate(parts):
            is_open = lot.happens(LATE)
            yield {
                **owned(owners, campaign),
                "exchange_id": exchange,
                "state_id": iso3,
                "side": models.Pledge.Side.values[each % 2],
                "text": lot.text(),
                "made_on": day,
                "due_on": day + timedelta(days=60),
                "standing": models.Pledge.Standing.OPEN if is_open else models.Pledge.Standing.KEPT,
                "settled_on": None if is_open else day + timedelta(days=50),
            }

    def steps() -> Iterator[Row]:
        for exchange, campaign, iso3, day in parts:
            yield {
                **owned(owners, campaign),
                "exchange_id": exchange,
                "state_id": iso3,
                "what": lot.text(),
                "assignee_id": lot.random.choice(owners.people[campaign][:5]),
                "made_on": day,
                "due_on": day + timedelta(days=14),
                "done_on": None if lot.happens(LATE) else day + timedelta(days=10),
            }

    writer.write(models.Pledge, pledges())
    writer.write(models.FollowUp, steps())
    return exchanges


def _roads(writer: Writer, lot: Lot, times: int, owners: Owners, campaigns: list[str]) -> None:
    """Of each campaign so many States are looked after by somebody, on a road, and approached in some way."""
    template = next(iter(stages.templates().values()))
    steps = list(template.stages)
    walked = [(campaign, iso3) for campaign in campaigns for iso3 in lot.states[:ROAD]]
    writer.write(
        models.Assignment,
        (
            {
                "campaign_id": campaign,
                "state_id": iso3,
                "person_id": owners.people[campaign][place % min(3, len(owners.people[campaign]))],
                "held_from": lot.day(),
            }
            for place, (campaign, iso3) in enumerate(walked)
        ),
    )
    writer.write(
        models.Pathway,
        (
            {**owned(owners, campaign), "state_id": iso3, "template": template.key, "stages": steps}
            for campaign, iso3 in walked
        ),
    )
    writer.write(
        models.Approach,
        (
            {**owned(owners, campaign), "state_id": iso3, "text": lot.text(2), "edited_on": lot.day()}
            for campaign, iso3 in walked
        ),
    )
    writer.write(
        models.Move,
        (
            {
                **owned(owners, campaign),
                "state_id": lot.states[each % ROAD],
                "treaty_id": campaign,  # a campaign is called as its treaty is
                "stage": steps[each % min(4, len(steps))],
                "date_given": day.isoformat(),
                "day": day,
                "evidence": lot.text(),
            }
            for each, campaign in enumerate(spread(campaigns, MOVES * times))
            for day in [lot.day()]
        ),
    )
