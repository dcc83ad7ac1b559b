"""The workshop itself: who was there, what is put on record of it, what each State said; and what is destroyed after it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.viewer import Viewer
from accede.meetings import rules
from accede.meetings.actions.registration import Standing
from accede.meetings.models import Delegation, Needs, Outcome, Participant, SignIn, Workshop
from accede.record.meetings.actions import set_attendance
from accede.record.models import State

# A telephone's clock may be a little ahead.
AHEAD = timedelta(minutes=10)


@transaction.atomic
def sign_in(*, participant: Participant, moment: datetime, by: Viewer, at: datetime) -> bool:
    """They were there on the day of `moment`, in the time of whoever says so. Whether it is new; said twice, it counts once."""
    workshop = participant.workshop
    rules.insist_on_running(by, workshop.campaign)
    if participant.standing != Standing.APPROVED:
        raise ValidationError(_("Only whoever is approved signs in."))
    if not workshop.meeting.begins <= moment.date() <= workshop.meeting.ends:
        raise ValidationError(_("The workshop is not on that day."))
    if moment > at + AHEAD:
        raise ValidationError(_("This moment is still to come: look at the clock of the telephone."))
    row, made = SignIn.objects.get_or_create(
        participant=participant, day=moment.date(), defaults={"at": moment, "by_id": by.person_id}
    )
    if made:
        audit.write(act="sign in participant", of=row, by=by, at=at)
    return made


@transaction.atomic
def undo_sign_in(*, participant: Participant, day: Any, by: Viewer, at: datetime) -> None:
    rules.insist_on_running(by, participant.workshop.campaign)
    for row in SignIn.objects.filter(participant=participant, day=day):
        audit.write(act="undo sign-in", of=row, by=by, at=at, before=audit.values(row))
        row.delete()


@transaction.atomic
def put_attendance_on_record(*, workshop: Workshop, by: Viewer, at: datetime) -> int:
    """Which States attend, for all to read: before it begins those that accepted, from then on those that signed in."""
    rules.insist_on_running(by, workshop.campaign)
    found = State.objects.filter(pk__in=attending(workshop, at=at, by=by))
    set_attendance(meeting=workshop.meeting, states=list(found), campaign=workshop.campaign, by=by, at=at)
    return len(found)


def attending(workshop: Workshop, *, at: datetime, by: Viewer) -> set[str]:
    approved = Participant.objects.visible_to(by).filter(
        workshop=workshop, standing=Standing.APPROVED, delegation__reply=Delegation.Reply.ACCEPTED
    )
    if at.date() >= workshop.meeting.begins:
        approved = approved.filter(
            pk__in=SignIn.objects.filter(participant__workshop=workshop).values("participant")
        )
    return set(approved.values_list("delegation__state_id", flat=True))


@transaction.atomic
def note_outcome(*, delegation: Delegation, pledge: int, by: Viewer, at: datetime) -> Outcome:
    """That the promise of this number was made at the workshop."""
    rules.insist_on_running(by, delegation.workshop.campaign)
    row = Outcome.objects.create(delegation=delegation, pledge=pledge)
    audit.write(act="note outcome", of=row, by=by, at=at)
    return row


@transaction.atomic
def evaluate_by(*, workshop: Workshop, number: int, by: Viewer, at: datetime) -> None:
    """The survey's round of that number asks those who came how it was."""
    rules.insist_on_running(by, workshop.campaign)
    before = audit.values(workshop)
    workshop.evaluation = number
    workshop.save(update_fields=["evaluation"])
    audit.write(act="evaluate workshop", of=workshop, by=by, at=at, before=before)


def shred_needs(*, at: datetime) -> int:
    """Needs and travel documents of workshops whose day has come, gone for good. Of how many people."""
    due = Workshop.objects.filter(shred_on__lte=at.date(), shredded_at__isnull=True)
    return sum(_shred(number, at) for number in due.values_list("pk", flat=True))


@transaction.atomic
def _shred(number: int, at: datetime) -> int:
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=number)
    if workshop.shredded_at is not None:
        return 0
    rows = Needs.objects.unguarded(because="they are destroyed unread").filter(participant__workshop=workshop)
    count, _by_model = rows.delete()
    before: Mapping[str, Any] = audit.values(workshop)
    workshop.shredded_at = at
    workshop.save(update_fields=["shredded_at"])
    audit.write(act="destroy needs", of=workshop, by=Viewer(name="tick"), at=at, before=before)
    return int(count)


def sign_in_many(
    *, pairs: Iterable[tuple[Participant, datetime]], by: Viewer, at: datetime
) -> dict[int, str]:
    """What a telephone kept while it had no line: number to what was refused, empty where it stands."""
    told: dict[int, str] = {}
    for participant, moment in pairs:
        try:
            sign_in(participant=participant, moment=moment, by=by, at=at)
            told[participant.pk] = ""
        except ValidationError as error:
            told[participant.pk] = " ".join(error.messages)
    return told
