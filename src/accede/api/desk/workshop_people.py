"""Who comes to a workshop: replies that are entered, participants, who signed in, and what came of it."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.asked import Language
from accede.api.desk import taken
from accede.api.desk.workshops import room
from accede.meetings.actions import approval, invitations, participant_table, registration, workshop_day
from accede.meetings.models import Delegation, Participant, Workshop
from accede.meetings.queries import workshops
from accede.meetings.queries.participant_rows import participant_rows
from accede.outreach.models import Pledge
from accede.outreach.queries.rows import PledgeRow
from accede.record.meetings.zones import zone_of
from accede.record.models import State, Treaty
from accede.record.readers.reading import FileRefusedError
from accede.reporting import workshop_follow_up
from accede.survey import actions as survey
from accede.survey.form import shipped
from accede.survey.models import Questionnaire, Round
from accede.targeting import queries as targeting

GUESTS = [each.value for each in Participant.Part if each != Participant.Part.DELEGATE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """Somebody of a delegation; `number` where they were named before, `leaves` where they do not come after all."""

    number: int | None = None
    name: str = ""
    post: str = ""
    email: str = ""
    language: Language = Language.EN
    sponsorship: bool = False
    leaves: bool = False
    diet: str = ""
    access: str = ""
    visa: bool = False
    passport: str = ""
    nationality: str = ""
    born: date | None = None

    def as_person(self) -> registration.Person:
        return registration.Person(
            number=self.number,
            name=self.name,
            post=self.post,
            email=self.email,
            language=str(self.language),
            sponsorship=self.sponsorship,
            leaves=self.leaves,
            needs={
                "diet": self.diet,
                "access": self.access,
                "visa": self.visa,
                "passport": self.passport,
                "nationality": self.nationality,
                "born": self.born.isoformat() if self.born else "",
            },
        )


def of_state(workshop: Workshop, state: State, treaty: Treaty, *, viewer: Viewer, language: str) -> Any:
    """Why it is invited, whether its link was opened, what it replied, its people and what waits for approval."""
    found = workshops.get_delegation(workshop, state.pk, viewer=viewer)
    target = targeting.target(treaty, state, on=found.listed_on, viewer=viewer, language=language)
    signed = workshops.signed_in(workshop, viewer=viewer)
    return {
        "number": found.pk,
        "reply": found.reply,
        "replied_at": found.replied_at,
        "replied_by": found.replied_by,
        "remark": found.remark,
        "listed_on": found.listed_on,
        "evidence": target.evidence if target else [],
        "categories": found.categories,
        "invited_at": found.invited_at,
        "address": found.address,
        "links": [
            {"made_at": each.made_at, "opened_at": each.opened_at}
            for each in found.links.filter(revoked_at__isnull=True)
        ],
        "people": [
            _named(each, signed.get(each.row.pk, [])) for each in workshops.people_of(found, viewer=viewer)
        ],
        "confidentiality": found.confidentiality,
    }


def _named(named: workshops.Named, signed: Sequence[date]) -> dict[str, Any]:
    row, needs = named.row, named.needs
    return {
        "number": row.pk,
        "name": row.name,
        "post": row.post,
        "email": row.email,
        "language": row.language,
        "standing": row.standing,
        "waits": named.waits,
        "to_become": named.wanted,
        "sponsorship": row.sponsorship,
        "answer": row.answer,
        "diet": needs.diet if needs else "",
        "access": needs.access if needs else "",
        "visa": bool(needs and needs.visa),
        "signed_in": list(signed),
    }


def enter_reply(
    *,
    workshop: Workshop,
    state: State,
    people: Sequence[Delegate],
    replied_by: str,
    remark: str = "",
    by: Viewer,
    at: datetime,
) -> Delegation:
    """It comes, with these people, as a note or a call said. Full, it stands on the waiting list."""
    found = workshops.get_delegation(workshop, state.pk, viewer=by)
    for place, each in enumerate(people):
        _insist_on_address(f"people.{place}.email", each.email)
    named = [each.as_person() for each in people]
    return registration.reply(
        delegation=found, people=named, replied_by=replied_by, remark=remark, by=by, at=at
    )


def enter_no(
    *, workshop: Workshop, state: State, replied_by: str, remark: str = "", by: Viewer, at: datetime
) -> Delegation:
    """It does not come, as a note or a call said."""
    found = workshops.get_delegation(workshop, state.pk, viewer=by)
    return registration.decline(delegation=found, replied_by=replied_by, remark=remark, by=by, at=at)


def approve_all(*, delegation: Delegation, by: Viewer, at: datetime) -> None:
    people = [each.row for each in workshops.people_of(delegation, viewer=by)]
    approval.approve_all(participants=people, by=by, at=at)


def add_guest(
    *,
    workshop: Workshop,
    part: Participant.Part,
    name: str,
    post: str = "",
    organisation: str = "",
    email: str = "",
    language: str = "en",
    by: Viewer,
    at: datetime,
) -> Participant:
    """Somebody of no delegation: who speaks, organises or observes."""
    _insist_on_address("email", email)
    told: Any = {"post": post, "organisation": organisation, "email": email, "language": str(language)}
    return approval.add_guest(workshop=workshop, part=part, name=name, **told, by=by, at=at)


def _insist_on_address(field: str, email: str) -> None:
    if email.strip():
        try:
            validate_email(email.strip())
        except ValidationError as error:
            raise ValidationError({field: error.messages}) from error


def bring_in(*, workshop: Workshop, content: bytes, by: Viewer, at: datetime) -> None:
    """All of a table (CSV or XLSX) or nothing: what clashes is told line by line."""
    with tempfile.NamedTemporaryFile() as copy:
        copy.write(content)
        copy.flush()
        try:
            brought = participant_table.bring_in(Path(copy.name), workshop=workshop, by=by, at=at)
        except FileRefusedError as error:
            raise ValidationError({"content": str(error)}) from error
    if brought.refused:
        raise ValidationError({"content": [f"line {each.line}: {each.why}" for each in brought.refused]})


def at_the_door(workshop: Workshop, *, viewer: Viewer) -> Any:
    """Everybody who is approved, with the days on which they signed in."""
    signed = workshops.signed_in(workshop, viewer=viewer)
    return [
        {
            "number": each.pk,
            "name": each.name,
            "iso3": each.delegation.state_id if each.delegation else "",
            "organisation": each.organisation,
            "part": each.part,
            "signed_in": sorted(signed.get(each.pk, [])),
        }
        for each in workshops.approved(workshop, viewer=viewer)
    ]


def sign_in(*, participant: Participant, moment: datetime | None = None, by: Viewer, at: datetime) -> None:
    """They are there: at the moment that is given, or now, by the clock of the place. Said twice, it counts once."""
    zone = participant.workshop.meeting.zone
    now = at.astimezone(zone_of(zone)) if zone else timezone.localtime(at)
    workshop_day.sign_in(participant=participant, moment=moment or now, by=by, at=at)


def undo_sign_in(*, participant: Participant, day: date, by: Viewer, at: datetime) -> None:
    workshop_day.undo_sign_in(participant=participant, day=day, by=by, at=at)


def note_promise(
    *,
    workshop: Workshop,
    state: State,
    text: str,
    due_on: date | None = None,
    by: Viewer,
    at: datetime,
) -> Pledge:
    """What the State said there that it would do: a promise as any other, and known to come from there."""
    found = workshops.get_delegation(workshop, state.pk, viewer=by)
    return workshop_follow_up.note_promise(delegation=found, text=text, due_on=due_on, by=by, at=at)


def outcome(workshop: Workshop, *, on: date, viewer: Viewer, language: str) -> list[PledgeRow]:
    """The promises that were made there."""
    return workshop_follow_up.promises(workshop, on=on, viewer=viewer, language=language)


def evaluate(
    *,
    workshop: Workshop,
    campaign: Campaign,
    closes_on: date,
    questionnaire: Questionnaire | None = None,
    by: Viewer,
    at: datetime,
) -> Round:
    """A round of the survey to those that signed in; without a questionnaire, by the one that ships."""
    asked = questionnaire or survey.keep_questionnaire(
        campaign=campaign, form=shipped.evaluation(), by=by, at=at
    )
    return workshop_follow_up.put_evaluation(
        workshop=workshop, questionnaire=asked, closes_on=closes_on, by=by, at=at
    )


room.one(
    "/workshops/{number}/states/{iso3}",
    of_state,
    of="workshop",
    row=dict[str, Any],
    summary="A State on its list, and its people",
)
room.write(
    "POST",
    "/workshops/{number}/states/{iso3}/reply",
    enter_reply,
    of="workshop",
    summary="Enter that it comes, and who",
)
room.write(
    "POST",
    "/workshops/{number}/states/{iso3}/decline",
    enter_no,
    of="workshop",
    summary="Enter that it does not come",
)
room.write(
    "POST",
    "/delegations/{number}/approve",
    approve_all,
    of="delegation",
    summary="Approve all of it that waits",
)
room.write(
    "POST",
    "/delegations/{number}/revoke-links",
    invitations.revoke_links,
    of="delegation",
    summary="Its links open nothing any more",
)
room.several(
    "/workshops/{number}/participants",
    participant_rows,
    of="workshop",
    row=dict[str, Any],
    summary="Who comes, with what they need",
)
room.write(
    "POST",
    "/workshops/{number}/participants",
    add_guest,
    of="workshop",
    kinds={"part": taken.among(GUESTS), "language": Language},
    summary="Add a speaker, organiser or observer",
)
room.write(
    "POST",
    "/workshops/{number}/participants/table",
    bring_in,
    of="workshop",
    summary="Bring in participants from a table",
)
room.several(
    "/workshops/{number}/sign-in",
    at_the_door,
    of="workshop",
    row=dict[str, Any],
    summary="Who is approved, and who signed in when",
)
room.write("POST", "/participants/{number}/sign-in", sign_in, of="participant", summary="They are there")
room.write(
    "DELETE",
    "/participants/{number}/sign-in/{day}",
    undo_sign_in,
    of="participant",
    summary="They were not there on that day",
)
room.write(
    "POST",
    "/workshops/{number}/attendance",
    workshop_day.put_attendance_on_record,
    of="workshop",
    summary="Put on record which States attend",
)
room.several("/workshops/{number}/outcome", outcome, of="workshop", summary="Promises made there")
room.write(
    "POST",
    "/workshops/{number}/outcome",
    note_promise,
    of="workshop",
    summary="What a State said that it would do",
)
room.write(
    "POST",
    "/workshops/{number}/evaluation",
    evaluate,
    of="workshop",
    summary="Have those who came asked how it was",
)
