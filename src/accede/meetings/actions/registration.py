"""What a focal point replies for a delegation: accepts, declines, names people, replaces them. Nothing typed is lost."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accede.access import audit
from accede.access.viewer import Viewer
from accede.meetings import workshop_rules
from accede.meetings.models import Delegation, Needs, Participant, Workshop
from accede.record.names import fold

Reply, Standing, Sponsorship = Delegation.Reply, Participant.Standing, Participant.Sponsorship
COMING = (Standing.PROPOSED, Standing.APPROVED)
# What the desk approves: who somebody is. What they need is theirs to change at any time.
IDENTITY = ("name", "post", "email")
NEEDS = ("diet", "access", "visa", "passport", "nationality", "born")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One delegate as a form sends them; `number` where they were named before, `leaves` where they do not come."""

    number: int | None = None
    name: str = ""
    post: str = ""
    email: str = ""
    language: str = "en"
    sponsorship: bool = False
    leaves: bool = False
    needs: dict[str, str | bool] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return not (self.number or self.name.strip() or self.post.strip() or self.email.strip())


def taken(workshop: Workshop) -> int:
    """Places that delegates have, whether they are approved yet or not. A waiting list takes none."""
    return int(_delegates(workshop).filter(delegation__reply=Reply.ACCEPTED).count())


def _delegates(workshop: Workshop) -> Any:
    return Participant.objects.unguarded(because="places are counted, and doubles found").filter(
        workshop=workshop, delegation__isnull=False, standing__in=COMING
    )


@transaction.atomic
def reply(
    *,
    delegation: Delegation,
    people: Sequence[Person],
    replied_by: str,
    remark: str = "",
    by: Viewer | None = None,
    at: datetime,
) -> Delegation:
    """The delegation comes, with these people. Full, it stands on the waiting list; the same form changes it later.

    `by` is somebody of the desk who enters what came in a note; else it is the focal point, by its link. Errors name
    the place of the person: `p0-email`.
    """
    row, actor = _locked(delegation, by)
    workshop, on = row.workshop, at.date()
    workshop_rules.insist_on_reply(workshop, row, on)
    _insist_on_name(replied_by)
    named = [(place, each) for place, each in enumerate(people) if not each.is_blank]
    held = {
        each.pk: each
        for each in Participant.objects.unguarded(because="its own delegation").filter(delegation=row)
    }
    staying = [(place, each) for place, each in named if not each.leaves]
    _insist_on_people(staying, workshop, held)
    _insist_on_once(staying, row)
    first = row.reply not in (Reply.ACCEPTED, Reply.WAITING)
    new = [each for _place, each in staying if each.number not in held]
    others = taken(workshop) - (0 if first else _own(row))
    fits = others + len(staying) <= workshop.places
    if not first and new and not workshop_rules.takes_replies(workshop, on):
        raise ValidationError(
            _("Registration is closed: nobody can be added any more, but one person be replaced by another."),
            code="closed",
        )
    if row.reply == Reply.ACCEPTED and new and not fits:
        free = max(workshop.places - others - (len(staying) - len(new)), 0)
        raise ValidationError(_full(free), code="full")
    before = audit.values(row)
    for _place, each in named:
        _save_person(each, held.get(each.number or 0), row, actor, at)
    if first:
        row.reply, row.replied_at = (Reply.ACCEPTED if fits else Reply.WAITING), at
    row.changed_at, row.replied_by, row.remark = at, replied_by.strip(), remark.strip()
    row.save()
    audit.write(
        act="change delegation" if not first else "accept workshop" if fits else "wait for workshop",
        of=row,
        by=actor,
        at=at,
        before=before,
    )
    return row


@transaction.atomic
def decline(
    *, delegation: Delegation, replied_by: str, remark: str = "", by: Viewer | None = None, at: datetime
) -> Delegation:
    """It does not come. Whoever was named is withdrawn, which makes room for others."""
    row, actor = _locked(delegation, by)
    if not workshop_rules.takes_changes(row.workshop, at.date()):
        raise ValidationError(_("The workshop is over. Nothing was changed."), code="closed")
    _insist_on_name(replied_by)
    before = audit.values(row)
    named = Participant.objects.unguarded(because="its own delegation").filter(
        delegation=row, standing__in=COMING
    )
    for each in named:
        _withdraw(each, actor, at)
    row.reply, row.replied_at = Reply.DECLINED, row.replied_at or at
    row.changed_at, row.replied_by, row.remark = at, replied_by.strip(), remark.strip()
    row.save()
    audit.write(act="decline workshop", of=row, by=actor, at=at, before=before)
    return row


def _locked(delegation: Delegation, by: Viewer | None) -> tuple[Delegation, Viewer]:
    """The workshop first, so that two who take the last place come one after the other."""
    workshop = (
        Workshop.objects.select_for_update(of=("self",))
        .select_related("meeting", "campaign")
        .get(pk=delegation.workshop_id)
    )
    row = (
        Delegation.objects.unguarded(because="its own reply")
        .select_for_update(of=("self",))
        .get(pk=delegation.pk)
    )
    row.workshop = workshop
    return row, by or workshop_rules.focal_point(workshop.campaign, row.state_id)


def _own(delegation: Delegation) -> int:
    if delegation.reply != Reply.ACCEPTED:
        return 0
    return int(
        Participant.objects.unguarded(because="its own delegation")
        .filter(delegation=delegation, standing__in=COMING)
        .count()
    )


def _insist_on_name(replied_by: str) -> None:
    if not replied_by.strip():
        raise ValidationError({"replied_by": _("Say who replies for the delegation.")})


def _insist_on_people(
    staying: Sequence[tuple[int, Person]], workshop: Workshop, held: dict[int, Participant]
) -> None:
    if not staying:
        raise ValidationError({"p0-name": _("Name at least one person, or decline.")})
    wrong = {f"p{place}-name": _("Write the name.") for place, each in staying if not each.name.strip()}
    for place, each in staying:
        if each.number and each.number not in held:
            wrong[f"p{place}-name"] = _("This person is not of your delegation any more.")
    if wrong:
        raise ValidationError(wrong)
    if len(staying) > workshop.most:
        told = {"count": workshop.most}
        raise ValidationError(
            ngettext(
                "A delegation has %(count)s delegate at most.",
                "A delegation has %(count)s delegates at most.",
                workshop.most,
            )
            % told
        )


def _insist_on_once(staying: Sequence[tuple[int, Person]], delegation: Delegation) -> None:
    """Nobody twice: not in one delegation by name, not in the workshop by address."""
    numbers = {each.number for _place, each in staying if each.number}
    rows = Participant.objects.unguarded(because="nobody is registered twice").filter(
        workshop=delegation.workshop, standing__in=COMING
    )
    names, addresses = set(), set()
    for row in rows:
        if row.pk in numbers:
            continue
        if row.delegation_id != delegation.pk and row.email:
            addresses.add(fold(row.email))
    wrong = {}
    for place, each in staying:
        name, address = fold(each.name), each.email.strip().casefold()
        if name in names:
            wrong[f"p{place}-name"] = _("This person is named twice.")
        if address and fold(address) in addresses:
            wrong[f"p{place}-email"] = _(
                "Somebody is registered with this address already. Each person has one of their own."
            )
        names.add(name)
        if address:
            addresses.add(fold(address))
    if wrong:
        raise ValidationError(wrong)


def _full(free: int) -> str:
    if not free:
        return _(
            "The workshop is full: nobody can be added. Nothing was changed; one person can be replaced by another."
        )
    return ngettext(
        "The workshop is almost full: %(count)s more person can come. Nothing was changed.",
        "The workshop is almost full: %(count)s more persons can come. Nothing was changed.",
        free,
    ) % {"count": free}


def _save_person(
    told: Person, row: Participant | None, delegation: Delegation, by: Viewer, at: datetime
) -> None:
    if row is not None and told.leaves:
        _withdraw(row, by, at)
        return
    if told.leaves:
        return
    wanted = {name: getattr(told, name).strip() for name in IDENTITY}
    before = audit.values(row) if row else None
    if row is None:
        row = Participant(
            workshop=delegation.workshop,
            delegation=delegation,
            campaign_id=delegation.campaign_id,
            owner_id=delegation.owner_id,
            confidentiality=delegation.confidentiality,
            attribution=delegation.attribution,
            registered_at=at,
        )
    if row.standing == Standing.APPROVED:
        same = all(getattr(row, name) == wanted[name] for name in IDENTITY)
        row.change = "" if same else json.dumps(wanted, ensure_ascii=False)
    else:
        row.standing, row.answer = Standing.PROPOSED, ""
        for name, value in wanted.items():
            setattr(row, name, value)
    row.language = told.language
    if told.sponsorship != (row.sponsorship != Sponsorship.NONE):
        row.sponsorship = Sponsorship.ASKED if told.sponsorship else Sponsorship.NONE
    row.full_clean()
    row.save()
    if before != audit.values(row):
        audit.write(
            act="propose participant" if before is None else "change participant",
            of=row,
            by=by,
            at=at,
            before=before,
        )
    _save_needs(row, told)


def _save_needs(row: Participant, told: Person) -> None:
    """Nothing is written where nothing is needed, nor once such things were destroyed."""
    if row.workshop.shredded_at is not None:
        return
    held = Needs.objects.unguarded(because="their own").filter(participant=row).first()
    given = {name: told.needs.get(name) or (False if name == "visa" else "") for name in NEEDS}
    if not any(given.values()):
        if held is not None:
            held.delete()
        return
    needs = held or Needs(
        participant=row,
        campaign_id=row.campaign_id,
        owner_id=row.owner_id,
        confidentiality=row.confidentiality,
        attribution=row.attribution,
    )
    for name, value in given.items():
        setattr(needs, name, value.strip() if isinstance(value, str) else value)
    needs.save()  # the trail says nothing of it: it would outlive what is destroyed


def _withdraw(row: Participant, by: Viewer, at: datetime) -> None:
    before = audit.values(row)
    row.standing, row.change = Standing.WITHDRAWN, ""
    row.save()
    audit.write(act="withdraw participant", of=row, by=by, at=at, before=before)
    Needs.objects.unguarded(because="whoever does not come needs nothing").filter(participant=row).delete()
