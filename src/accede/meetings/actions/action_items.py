"""Action items: born in the minutes, done by a person or by whoever holds a post, before the group until they are done."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign, Person
from accede.access.queries import viewer_of
from accede.access.recording import insist_on_past, save_change
from accede.access.viewer import Viewer
from accede.meetings import rules
from accede.meetings.actions.parts import write_in
from accede.meetings.models import ActionItem, GroupMember, Minute, Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is to be done, and who does it: somebody of this desk, or whoever sits for a member. Nobody yet is possible."""

    what: str
    person: Person | None = None
    member: GroupMember | None = None
    due_on: date | None = None


@transaction.atomic
def add_action_item(
    *,
    sitting: Sitting,
    step: Step,
    minute: Minute | None = None,
    closed: bool = False,
    by: Viewer,
    at: datetime,
) -> ActionItem:
    """What stands under minutes of the closed part is in the closed part."""
    rules.insist_on_running(by, sitting.group.campaign)
    _insist_on_minuted(sitting, at)
    row = ActionItem(sitting=sitting, minute=minute, made_on=sitting.day)
    _set(row, step)
    closed = closed or (minute is not None and minute.closed)
    written = write_in(row, of=sitting, closed=closed, act="add action item", by=by, at=at)
    _insist_on_reader(written, at)
    return written


@transaction.atomic
def edit_action_item(*, item: ActionItem, step: Step, by: Viewer, at: datetime) -> None:
    """Other words, another day, somebody else."""
    rules.insist_on_changing(by, item)
    before = audit.values(item)
    _set(item, step)
    _insist_on_reader(item, at)
    save_change(item, before, act="edit action item", by=by, at=at)


@transaction.atomic
def finish_action_item(*, item: ActionItem, on: date, result: str = "", by: Viewer, at: datetime) -> None:
    """It is done, since that day, and this came of it."""
    rules.insist_on_finishing(by, item)
    insist_on_past(on, at=at, field="done_on")
    if on < item.made_on:
        raise ValidationError({"done_on": _("It was done after it was made.")})
    before = audit.values(item)
    item.done_on, item.result = on, result.strip()
    save_change(item, before, act="finish action item", by=by, at=at)


@transaction.atomic
def reopen_action_item(*, item: ActionItem, by: Viewer, at: datetime) -> None:
    """It is to be done after all. What came of it so far stays."""
    rules.insist_on_finishing(by, item)
    before = audit.values(item)
    item.done_on = None
    save_change(item, before, act="reopen action item", by=by, at=at)


@transaction.atomic
def pass_on_action_items(
    campaign: Campaign, from_person: Person, to_person: Person, by: Viewer, at: datetime
) -> dict[str, list[int]]:
    """What the one had to do becomes the other's, as far as the other may read it. The numbers of all that was open."""
    because = "only their numbers are kept, and whose they are changes"
    rows = list(
        ActionItem.objects.unguarded(because=because)
        .filter(campaign=campaign, person=from_person, done_on=None)
        .order_by("pk")
    )
    reader = viewer_of(to_person, on=at.date())
    for row in rows:
        if row.is_visible_to(reader):
            before = audit.values(row)
            row.person = to_person
            row.save(update_fields=["person"])
            audit.write(act="edit action item", of=row, by=by, at=at, before=before)
    return {"actionitem": [row.pk for row in rows]}


def _set(row: ActionItem, step: Step) -> None:
    if not step.what.strip():
        raise ValidationError({"what": _("Say what is to be done.")})
    if step.person and step.member:
        raise ValidationError({"person": _("Either a person or a member of the group does it.")})
    if step.member and step.member.group_id != row.sitting.group_id:
        raise ValidationError({"member": _("This is no member of the group.")})
    if step.due_on and step.due_on < row.made_on:
        raise ValidationError({"due_on": _("It is due after it was made.")})
    row.what, row.due_on = step.what.strip(), step.due_on
    row.person, row.member = step.person, step.member


def _insist_on_minuted(sitting: Sitting, at: datetime) -> None:
    if sitting.standing == Sitting.Standing.CANCELLED:
        raise ValidationError(_("This sitting was cancelled: it has no minutes."))
    insist_on_past(sitting.day, at=at, field="what")


def _insist_on_reader(row: ActionItem, at: datetime) -> None:
    """Whoever is to do something can read it."""
    if row.person and not row.is_visible_to(viewer_of(row.person, on=at.date())):
        raise ValidationError(
            {
                "person": _("%(name)s may not see this: choose somebody else, or a wider class.")
                % {"name": row.person.name}
            }
        )
