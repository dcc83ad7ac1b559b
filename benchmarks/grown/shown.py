"""Of one State an entry of each kind on the last three days, on a desk of every size.

A page asks for the kinds that stand on it: pages of desks of different sizes ask alike where they show the same kinds.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from accede.access.roles import Confidentiality
from accede.evidence import models as evidence
from accede.legislation import models as laws
from accede.meetings import models as held
from accede.outreach import models as work
from accede.record.meetings.models import Attendance, Meeting
from accede.toolkit import models as toolkit
from grown.chances import INVENTED, Lot
from grown.people import Owners
from grown.record import SOURCE
from grown.work import owned
from grown.writing import Row, Writer

STATE, DAYS = "CYP", 3


def grow(writer: Writer, lot: Lot, owners: Owners, campaign: str) -> None:
    days = [lot.until - timedelta(days=back) for back in range(DAYS)]
    own = owned(owners, campaign)
    of_state, person = own | {"state_id": STATE}, owners.people[campaign][0]

    def write(model: Any, *, of: Row = of_state, **more: Any) -> list[int]:
        """One for each of the days; a field that is told by a function depends on the day."""
        told: Iterator[Row] = (
            of | {name: value(day) if callable(value) else value for name, value in more.items()}
            for day in days
        )
        return list(writer.write(model, told))

    def itself(day: date) -> date:
        return day

    def text(_day: date) -> str:
        return lot.text()

    write(work.Exchange, held_on=itself, level=work.Exchange.Level.values[0], said=text)
    write(
        work.Pledge,
        text=text,
        made_on=itself,
        settled_on=itself,
        standing=work.Pledge.Standing.KEPT,
        side="state",
    )
    write(work.FollowUp, what=text, assignee_id=person, made_on=itself, done_on=itself)
    said = {
        "of": of_state
        | {"treaty_id": campaign, "source_id": SOURCE, "confidentiality": Confidentiality.PUBLIC},
        "date_given": date.isoformat,
        "day": itself,
        "firmness": "day",
        "reading": text,
    }
    write(evidence.Statement, **said, stance=evidence.Statement.Stance.values[0], forum=text)
    write(evidence.Position, **said, kind=evidence.Position.Kind.values[0])
    write(evidence.Obstacle, **said, code_id=evidence.ObstacleCode.objects.values_list("pk", flat=True)[0])
    guide = _guide(writer, lot, own, campaign)
    write(toolkit.HandOut, version_id=guide, handed_on=itself, person_id=person)
    events = write(held.Event, of=own, title=text, stage=held.Stage.HELD, day=itself, asked_of=text, heads=40)
    writer.write(held.EventGuest, ({**of_state, "event_id": event} for event in events))
    (bill,) = writer.write(
        laws.Proceeding,
        [
            {
                **of_state,
                "treaty_id": campaign,
                "kind": "ratification",
                "name": lot.text(),
                "next_on": lot.until + timedelta(days=20),
            }
        ],
    )
    write(
        laws.ProceedingStep, of=own, proceeding_id=bill, stage="tabled", date_given=date.isoformat, day=itself
    )
    write(laws.ParliamentaryPledge, text=text, made_on=itself, by_whom=text)
    _invited(writer, lot, of_state, campaign)
    _attended(writer, lot, campaign)


def _guide(writer: Writer, lot: Lot, own: Row, campaign: str) -> int:
    """The number of its only version."""
    (material,) = writer.write(
        toolkit.Material,
        [
            own
            | {
                "treaty_id": campaign,
                "title": lot.text(),
                "publisher": INVENTED,
                "kind": "guide",
                "audiences": ["missions"],
            }
        ],
    )
    first = {"date_given": lot.until.isoformat(), "firmness": "day", "day": lot.until, "added_on": lot.until}
    (version,) = writer.write(
        toolkit.MaterialVersion, [own | first | {"material_id": material, "language": "en", "label": "1"}]
    )
    return version


def _invited(writer: Writer, lot: Lot, of_state: Row, campaign: str) -> None:
    """To a workshop that is still to come: the invitation stands on the day when the State came onto the list."""
    begins = lot.until + timedelta(days=45)
    key = "invented-workshop-to-come"
    _meeting(writer, key, "Invented workshop to come", Meeting.Kind.WORKSHOP, begins, treaty_id=campaign)
    (workshop,) = writer.write(
        held.Workshop,
        [
            {
                "campaign_id": campaign,
                "meeting_id": key,
                "places": 60,
                "replies_until": begins,
                "shred_on": begins + timedelta(days=30),
            }
        ],
    )
    writer.write(held.Delegation, [{**of_state, "workshop_id": workshop, "listed_on": lot.until}])


def _attended(writer: Writer, lot: Lot, campaign: str) -> None:
    key = "invented-meeting-of-these-days"
    _meeting(writer, key, "Invented meeting of these days", Meeting.Kind.OTHER, lot.until, treaty_id=campaign)
    writer.write(Attendance, [{"meeting_id": key, "state_id": STATE, "source_id": SOURCE}])


def _meeting(writer: Writer, key: str, name: str, kind: str, day: date, **more: Any) -> None:
    own = {"key": key, "names": {"en": name}, "kind": kind, "place": "Lusaka"}
    writer.write(Meeting, [own | {"begins_given": day.isoformat(), "begins": day, "ends": day} | more])
