"""What the reads give: rows of what one viewer may read, cut loose from the database.

Where the Chatham House Rule stands against a viewer, a row has neither State nor place nor names in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from accede.access.confidentiality import Confidential
from accede.access.models import Person
from accede.access.viewer import Viewer
from accede.evidence.models import Obstacle, ObstacleCode
from accede.evidence.queries.rows import Row
from accede.outreach.models import Contact, ContactMet, FollowUp, ObstacleHeard, Pledge
from accede.record.meetings.models import Meeting
from accede.record.partial_dates import Firmness

Names = Mapping[str, str]  # ISO code to short name, as states.state_names gives them


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachRow(Row):
    """`owner` is the name of the organisation whose record it is; `speaker_withheld` says why no State is in it."""

    owner: str
    speaker_withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow(OutreachRow):
    """Somebody at a contact point. `text` is the note; `current`: in the post on the day that was asked for."""

    place: str
    place_label: str
    person: str
    post: str
    email: str
    phone: str
    language: str
    valid_from: date | None
    valid_until: date | None
    current: bool
    successor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeRow(OutreachRow):
    """A promise. `day` is when it was settled or, while it is open, when it is due; `text` what was promised."""

    exchange: int | None
    side: str
    side_label: str
    made_on: date
    due_on: date | None
    standing: str
    label: str
    settled_on: date | None
    outcome: str
    open: bool
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRow(OutreachRow):
    """A next step. `day` is when it was done or, while it is open, when it is due; `text` what is to be done."""

    exchange: int | None
    assignee: int
    assignee_name: str
    made_on: date
    due_on: date | None
    done_on: date | None
    result: str
    open: bool
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRow(OutreachRow):
    """An exchange with what came of it. `day` is when it took place; `text` what was said.

    `contacts` are those met whom the viewer may know: their numbers, names and posts.
    """

    level: str
    level_label: str
    meeting: Meeting | None
    place: str
    our_people: tuple[str, ...]
    who: str
    who_withheld: bool
    contacts: tuple[tuple[int, str, str], ...]
    assessment: str
    assessment_withheld: bool
    obstacles: tuple[tuple[int, ObstacleCode], ...]
    pledges: tuple[PledgeRow, ...]
    follow_ups: tuple[FollowUpRow, ...]


def contact_row(row: Contact, names: Names, *, on: date) -> ContactRow:
    return ContactRow(
        **told(row, row.state_id, row.valid_from, row.note, names, shown=True),
        place=row.place,
        place_label=row.get_place_display(),
        person=row.name,
        post=row.post,
        email=row.email,
        phone=row.phone,
        language=row.language,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        current=row.holds_post_on(on),
        successor=row.successor_id,
    )


def pledge_row(row: Pledge, viewer: Viewer, names: Names, *, on: date) -> PledgeRow:
    shown = row.speaker_is_shown_to(viewer)
    return PledgeRow(
        **told(row, row.state_id, row.settled_on or row.due_on or row.made_on, row.text, names, shown=shown),
        exchange=row.exchange_id,
        side=row.side,
        side_label=row.get_side_display(),
        made_on=row.made_on,
        due_on=row.due_on,
        standing=row.standing,
        label=row.get_standing_display(),
        settled_on=row.settled_on,
        outcome=row.outcome,
        open=row.is_open,
        overdue=row.is_overdue(on),
    )


def follow_up_row(row: FollowUp, viewer: Viewer, names: Names, *, on: date) -> FollowUpRow:
    shown = row.speaker_is_shown_to(viewer)
    return FollowUpRow(
        **told(row, row.state_id, row.done_on or row.due_on or row.made_on, row.what, names, shown=shown),
        exchange=row.exchange_id,
        assignee=row.assignee_id,
        assignee_name=row.assignee.name,
        made_on=row.made_on,
        due_on=row.due_on,
        done_on=row.done_on,
        result=row.result,
        open=row.is_open,
        overdue=row.is_overdue(on),
    )


def exchange_rows(
    exchanges: Any, viewer: Viewer, names: Names, *, on: date, parts: bool = True
) -> list[ExchangeRow]:
    """Of a set of exchanges for which it is told who asks, in its order, each with what came of it.

    Without `parts` it is as a line of a list: who was there, pledges and follow-ups are left out.
    """
    # Asked of each that is read: a list of all that the viewer may see would be made first, and grow with the desk.
    reasons = Obstacle.objects.visible_to(viewer).filter(pk=OuterRef("obstacle"))
    heard = ObstacleHeard.objects.filter(Exists(reasons))
    texts = ("obstacle__own_words", "obstacle__reading", "obstacle__origin")
    found = exchanges.select_related("owner", "meeting").prefetch_related(
        Prefetch("heard", heard.select_related("obstacle__code").defer(*texts), to_attr="reasons")
    )
    if parts:
        found = found.prefetch_related(*_parts(viewer))
    return [_exchange_row(row, viewer, names, on=on) for row in found]


def _parts(viewer: Viewer) -> tuple[Any, ...]:
    known = Contact.objects.visible_to(viewer).filter(pk=OuterRef("contact"))
    met = ContactMet.objects.filter(Exists(known))
    pledges = Pledge.objects.visible_to(viewer).select_related("owner")
    steps = FollowUp.objects.visible_to(viewer).select_related("owner", "assignee")
    return (
        Prefetch("our_people", Person.objects.only("name"), to_attr="those_of_us"),
        Prefetch("met", met.select_related("contact"), to_attr="those_met"),
        Prefetch("pledges", pledges.order_by("made_on", "pk"), to_attr="promises"),
        Prefetch("follow_ups", steps.order_by("made_on", "pk"), to_attr="steps"),
    )


def _exchange_row(row: Any, viewer: Viewer, names: Names, *, on: date) -> ExchangeRow:
    """Of an exchange with what `exchange_rows` read along with it, in lists of its own."""
    shown, who_shown = row.speaker_is_shown_to(viewer), row.who_is_shown_to(viewer)
    those_of_us, those_met, promises, steps = (
        getattr(row, name, ()) for name in ("those_of_us", "those_met", "promises", "steps")
    )
    met = [each.contact for each in those_met] if shown else []
    return ExchangeRow(
        **told(row, row.state_id, row.held_on, row.said, names, shown=shown),
        level=row.level,
        level_label=row.get_level_display(),
        meeting=row.meeting,
        place=row.place if shown else "",
        our_people=tuple(person.name for person in those_of_us),
        who=row.who if who_shown else "",
        who_withheld=bool(row.who) and not who_shown,
        contacts=tuple((contact.pk, contact.name, contact.post) for contact in met),
        assessment=row.assessment if row.assessment_is_shown_to(viewer) else "",
        assessment_withheld=bool(row.assessment) and not row.assessment_is_shown_to(viewer),
        obstacles=tuple((each.obstacle_id, each.obstacle.code) for each in row.reasons),
        pledges=tuple(pledge_row(each, viewer, names, on=on) for each in promises),
        follow_ups=tuple(follow_up_row(each, viewer, names, on=on) for each in steps),
    )


def told(
    row: Confidential, iso3: str | None, day: date | None, text: str, names: Names, *, shown: bool
) -> dict[str, Any]:
    """What every row has. `shown`: the viewer may know the speaker."""
    return {
        "kind": row._meta.model_name,  # noqa: SLF001 -- Django's documented name for it
        "pk": row.pk,
        "iso3": (iso3 or "") if shown else "",
        "name": names.get(iso3 or "", "") if shown else "",
        "date_given": day.isoformat() if day else "",
        "firmness": Firmness.DAY if day else "",
        "day": day,
        "text": text,
        "confidentiality": row.confidentiality,
        "attribution": row.attribution,
        "owner": row.owner.name if row.owner else "",
        "speaker_withheld": not shown,
    }
