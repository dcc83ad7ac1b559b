"""What the desk decides on those who register: approved, refused, places from the waiting list, sponsorship, guests."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accede.access import audit
from accede.access.viewer import Viewer
from accede.meetings import rules, workshop_rules
from accede.meetings.actions.registration import COMING, IDENTITY, Reply, Sponsorship, Standing, taken
from accede.meetings.models import Delegation, Needs, Participant, Workshop
from accede.record.names import fold


@transaction.atomic
def approve(*, participant: Participant, by: Viewer, at: datetime) -> None:
    """They come; or what was to change on them is changed. Another person brings their own needs."""
    row = _locked(participant, by)
    if row.standing == Standing.PROPOSED:
        _change(row, act="approve participant", by=by, at=at, standing=Standing.APPROVED)
    elif row.change:
        wanted = json.loads(row.change)
        _change(
            row,
            act="approve change of participant",
            by=by,
            at=at,
            change="",
            answer="",
            **{name: wanted[name] for name in IDENTITY},
        )
    else:
        raise ValidationError(_("Nothing waits for approval."))


@transaction.atomic
def refuse(*, participant: Participant, answer: str, by: Viewer, at: datetime) -> None:
    """They do not come; or what was to change stays as it was. The focal point reads the answer by its link."""
    row = _locked(participant, by)
    if not answer.strip():
        raise ValidationError(_("Say why: the focal point reads it."))
    if row.standing == Standing.PROPOSED:
        _change(row, act="refuse participant", by=by, at=at, standing=Standing.REFUSED, answer=answer.strip())
    elif row.change:
        _change(row, act="refuse change of participant", by=by, at=at, change="", answer=answer.strip())
    else:
        raise ValidationError(_("Nothing waits for approval."))


@transaction.atomic
def decide_sponsorship(*, participant: Participant, granted: bool, by: Viewer, at: datetime) -> None:
    row = _locked(participant, by)
    if row.sponsorship == Sponsorship.NONE:
        raise ValidationError(_("No sponsorship was asked for."))
    decided = Sponsorship.GRANTED if granted else Sponsorship.REFUSED
    _change(row, act="decide on sponsorship", by=by, at=at, sponsorship=decided)


@transaction.atomic
def give_places(*, delegation: Delegation, by: Viewer, at: datetime) -> None:
    """Off the waiting list: there is room for all of the delegation."""
    rules.insist_on_running(by, delegation.workshop.campaign)
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=delegation.workshop_id)
    row = Delegation.objects.visible_to(by).get(pk=delegation.pk)
    if row.reply != Reply.WAITING:
        raise ValidationError(_("It is not on the waiting list."))
    needed = Participant.objects.visible_to(by).filter(delegation=row, standing__in=COMING).count()
    free = workshop.places - taken(workshop)
    if needed > free:
        raise ValidationError(
            ngettext(
                "%(count)s place is free, and the delegation needs %(needed)s. Nothing was changed.",
                "%(count)s places are free, and the delegation needs %(needed)s. Nothing was changed.",
                free,
            )
            % {"count": free, "needed": needed}
        )
    before = audit.values(row)
    row.reply = Reply.ACCEPTED
    row.save(update_fields=["reply"])
    audit.write(act="give places", of=row, by=by, at=at, before=before)


@transaction.atomic
def add_guest(
    *,
    workshop: Workshop,
    part: Participant.Part,
    name: str,
    post: str,
    organisation: str,
    email: str,
    language: str,
    by: Viewer,
    at: datetime,
) -> Participant:
    """Somebody of no delegation: who speaks, organises or observes. Takes none of the delegates' places."""
    rules.insist_on_running(by, workshop.campaign)
    Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    there = Participant.objects.visible_to(by).filter(workshop=workshop, standing__in=COMING)
    for each in there:
        same_address = email.strip() and fold(each.email) == fold(email)
        if same_address or (each.delegation_id is None and fold(each.name) == fold(name)):
            raise ValidationError({"name": _("This person is registered already.")})
    row = Participant(
        workshop=workshop,
        part=part,
        name=name.strip(),
        post=post.strip(),
        organisation=organisation.strip(),
        email=email.strip(),
        language=language,
        standing=Standing.APPROVED,
        registered_at=at,
        campaign=workshop.campaign,
        owner=workshop_rules.delegates(),
        **workshop_rules.CLASS,
    )
    row.full_clean()
    row.save()
    audit.write(act="add guest", of=row, by=by, at=at)
    return row


@transaction.atomic
def withdraw_participant(*, participant: Participant, by: Viewer, at: datetime) -> None:
    """They do not come, as the desk has heard."""
    row = _locked(participant, by)
    _change(row, act="withdraw participant", by=by, at=at, standing=Standing.WITHDRAWN, change="")
    Needs.objects.unguarded(because="whoever does not come needs nothing").filter(participant=row).delete()


@transaction.atomic
def approve_all(*, participants: Sequence[Participant], by: Viewer, at: datetime) -> int:
    """All that waits, of a delegation. How many."""
    waiting = [each for each in participants if each.waits]
    for each in waiting:
        approve(participant=each, by=by, at=at)
    return len(waiting)


def _locked(participant: Participant, by: Viewer) -> Participant:
    rules.insist_on_running(by, participant.workshop.campaign)
    row: Participant = (
        Participant.objects.visible_to(by).select_for_update(of=("self",)).get(pk=participant.pk)
    )
    return row


def _change(row: Participant, *, act: str, by: Viewer, at: datetime, **values: str) -> None:
    before = audit.values(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    audit.write(act=act, of=row, by=by, at=at, before=before)
