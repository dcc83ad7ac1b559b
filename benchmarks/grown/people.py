"""Campaigns, people, the organisations that they come from, the roles that they hold, and the trail of what was done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta

from accede.access import audit
from accede.access.models import (
    AuditEntry,
    AuditHead,
    Campaign,
    Organisation,
    Person,
    Post,
    Release,
    RoleHeld,
)
from accede.access.roles import Confidentiality, OrganisationKind, Role
from grown.chances import INVENTED, Lot
from grown.writing import Row, Writer

PEOPLE, ACTS, RELEASES = 200, 3_000, 10  # times k
OWN = "ccm"


@dataclass(frozen=True)
class Owners:
    """By campaign: whom its records belong to, and who looks after them."""

    organisations: dict[str, int]
    people: dict[str, list[int]]
    everybody: range


def campaigns(writer: Writer, keys: list[str], times: int) -> list[str]:
    """One for each treaty, until there are so many; the first is that of today."""
    wanted = [key for key in keys if key != OWN][: times - 1]
    writer.write(Campaign, ({"key": key, "treaty_key": key} for key in wanted))
    return [OWN, *wanted]


def grow(writer: Writer, lot: Lot, times: int, campaigns: list[str]) -> Owners:
    """Of the people of a campaign two coordinate it, one administers; a tenth of all work in today's campaign."""
    missions = writer.write(
        Organisation,
        (
            {"name": f"Invented mission {each + 1}", "kind": OrganisationKind.STATE}
            for each in range(20 * times)
        ),
    )
    number = PEOPLE * times
    people = writer.write(
        Person,
        (
            {
                "email": f"invented.{each + 1}@example.org",
                "name": f"Invented person {each + 1}",
                "password": "!",  # nobody signs in with that
            }
            for each in range(number)
        ),
    )
    of = [
        campaigns[0] if each % 10 == 0 or len(campaigns) == 1 else campaigns[1 + each % (len(campaigns) - 1)]
        for each in range(number)
    ]
    seats = {campaign: missions[place % len(missions)] for place, campaign in enumerate(campaigns)}
    members: dict[str, list[int]] = {campaign: [] for campaign in campaigns}

    def posts() -> Iterator[Row]:
        for each, person in enumerate(people):
            first = not each % 3
            yield {
                "person_id": person,
                "organisation_id": seats[of[each]] if first else missions[each % len(missions)],
                "title": "Counsellor",
                "held_from": lot.day(),
            }

    def roles() -> Iterator[Row]:
        for each, person in enumerate(people):
            known = members[of[each]]
            known.append(person)
            role = {1: Role.COORDINATOR, 2: Role.COORDINATOR, 3: Role.ADMINISTRATOR}.get(
                len(known), Role.OBSERVER
            )
            yield {"person_id": person, "campaign_id": of[each], "role": role, "held_from": lot.day()}

    writer.write(Post, posts())
    writer.write(RoleHeld, roles())
    return Owners(seats, members, people)


def trail(writer: Writer, lot: Lot, times: int, owners: Owners, exchanges: range) -> None:
    """The chain holds, as `accede check` will find."""
    head = AuditHead.objects.get(pk=1)
    last, number = head.last_hash, ACTS * times
    begin, apart = lot.moment(1).astimezone(UTC) - timedelta(days=3650), timedelta(days=3650) / number

    def entries() -> Iterator[Row]:
        nonlocal last
        for each in range(number):
            entry = AuditEntry(
                at=begin + apart * each,
                person_id=owners.everybody[each % len(owners.everybody)],
                by_name=INVENTED,
                act="log exchange",
                kind="outreach.Exchange",
                object_key=str(exchanges[each % len(exchanges)]),
                changes={"said": [None, audit.SEALED]},
                previous_hash=last,
            )
            entry.hash = last = audit.seal(entry)
            yield {
                field.attname: getattr(entry, field.attname)
                for field in entry._meta.concrete_fields  # noqa: SLF001 -- Django's documented name
                if not field.primary_key
            }

    writer.write(AuditEntry, entries())
    head.last_hash, head.entries = last, head.entries + number
    head.save()


def releases(writer: Writer, lot: Lot, times: int, owners: Owners, exchanges: range) -> None:
    writer.write(
        Release,
        (
            {
                "kind": "outreach.Exchange",
                "object_key": str(exchanges[each % len(exchanges)]),
                "from_class": Confidentiality.COORDINATORS,
                "to_class": Confidentiality.PARTNERS,
                "released_by_id": owners.everybody[each % len(owners.everybody)],
                "released_at": lot.moment(),
                "reason": INVENTED,
            }
            for each in range(RELEASES * times)
        ),
    )
