"""A sitting of a working group: called together, its agenda and papers, its minutes."""

import base64
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.recording import insist_on_past, save_change
from accede.access.viewer import Viewer
from accede.campaign.models import Activity
from accede.files import words
from accede.files.inspection import LARGEST_PAPER, PAPERS, File, insist_on_harmless
from accede.files.refused import RefusedFileError
from accede.meetings import rules
from accede.meetings.actions.action_items import Step, add_action_item
from accede.meetings.actions.parts import write_in
from accede.meetings.actions.recording import write_down
from accede.meetings.models import AgendaItem, GroupMember, Minute, Sitting, SittingPaper, WorkingGroup
from accede.record.meetings.models import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """When and where the group is to sit, and what the invitation says."""

    day: date
    hour: time | None = None
    place: str = ""
    invitation: str = ""
    meeting: Meeting | None = None
    activity: Activity | None = None


@transaction.atomic
def convene(
    *,
    group: WorkingGroup,
    called: Called,
    agenda: Sequence[str] = (),
    closed: bool = False,
    by: Viewer,
    at: datetime,
) -> Sitting:
    """What is open from earlier sittings is before it by itself; `agenda` are further items. `closed`: all of it is."""
    rules.insist_on_running(by, group.campaign)
    if group.ended_on is not None and called.day >= group.ended_on:
        raise ValidationError({"day": _("The group ended on %(day)s.") % {"day": group.ended_on.isoformat()}})
    row = Sitting(group=group, closed=closed)
    _set(row, called)
    written = write_down(
        row,
        campaign=group.campaign,
        confidentiality=group.class_of(closed=closed),
        act="convene working group",
        by=by,
        at=at,
    )
    for title in agenda:
        if title.strip():
            add_agenda_item(sitting=written, title=title, by=by, at=at)
    return written


@transaction.atomic
def edit_sitting(*, sitting: Sitting, called: Called, by: Viewer, at: datetime) -> None:
    """Another day or place, another invitation. What was held is not put off."""
    rules.insist_on_changing(by, sitting)
    if called.day > at.date() and sitting.standing == Sitting.Standing.HELD:
        raise ValidationError({"day": _("The sitting was held already.")})
    before = audit.values(sitting)
    _set(sitting, called)
    save_change(sitting, before, act="edit sitting", by=by, at=at)


@transaction.atomic
def say_of_sitting(*, sitting: Sitting, standing: Sitting.Standing, by: Viewer, at: datetime) -> None:
    """It was held, will not be, or is convened after all."""
    rules.insist_on_changing(by, sitting)
    if standing == Sitting.Standing.HELD and sitting.day > at.date():
        raise ValidationError(_("%(date)s is still to come.") % {"date": sitting.day.isoformat()})
    if standing == Sitting.Standing.CANCELLED and _is_minuted(sitting):
        raise ValidationError(_("There are minutes of this sitting: it was held."))
    before = audit.values(sitting)
    sitting.standing = standing
    save_change(sitting, before, act="say of sitting", by=by, at=at)


@transaction.atomic
def say_who_was_there(
    *, sitting: Sitting, members: Collection[GroupMember], others: str = "", by: Viewer, at: datetime
) -> None:
    """Sets the list: whoever is not on it any more is taken off. Members that `by` may not see stay as they are."""
    rules.insist_on_changing(by, sitting)
    insist_on_past(sitting.day, at=at, field="members")
    before = audit.values(sitting)
    seen = GroupMember.objects.visible_to(by).filter(group=sitting.group_id)
    there = Sitting.present.through.objects.filter(sitting=sitting)
    was = set(there.values_list("groupmember_id", flat=True))
    now = {row.pk for row in members} | (was - set(seen.values_list("pk", flat=True)))
    sitting.present.add(*(now - was))
    sitting.present.remove(*(was - now))
    sitting.others_present = others.strip()
    sitting.full_clean()
    sitting.save()
    told = {"present": str(len(now))} if now != was else None
    audit.write(act="say who was there", of=sitting, by=by, at=at, before=before, told=told)


def _is_minuted(sitting: Sitting) -> bool:
    because = "only whether there are some"
    return (
        sitting.minutes.unguarded(because=because).exists()
        or sitting.action_items.unguarded(because=because).exists()
    )


def _set(row: Sitting, called: Called) -> None:
    if called.activity is not None and called.activity.plan.campaign_id != row.group.campaign_id:
        raise ValidationError({"activity": _("This activity is of another campaign.")})
    if called.meeting and not called.meeting.begins <= called.day <= called.meeting.ends:
        raise ValidationError({"day": _("The meeting is not on that day.")})
    row.day, row.hour, row.meeting, row.activity = called.day, called.hour, called.meeting, called.activity
    row.place, row.invitation = called.place.strip(), called.invitation.strip()


@transaction.atomic
def add_agenda_item(
    *, sitting: Sitting, title: str, closed: bool = False, by: Viewer, at: datetime
) -> AgendaItem:
    """At the end of the agenda."""
    rules.insist_on_running(by, sitting.group.campaign)
    last = _items(sitting)[-1:]
    row = AgendaItem(sitting=sitting, title=title.strip(), place=last[0].place + 1 if last else 1)
    return write_in(row, of=sitting, closed=closed, act="add agenda item", by=by, at=at)


@transaction.atomic
def edit_agenda_item(*, item: AgendaItem, title: str, by: Viewer, at: datetime) -> None:
    rules.insist_on_changing(by, item)
    before = audit.values(item)
    item.title = title.strip()
    save_change(item, before, act="edit agenda item", by=by, at=at)


@transaction.atomic
def move_agenda_item(*, item: AgendaItem, up: bool, by: Viewer, at: datetime) -> None:
    """One place up or down; at the end of the list it stays."""
    rules.insist_on_changing(by, item)
    rows = _items(item.sitting)
    here = next(number for number, row in enumerate(rows) if row.pk == item.pk)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for place, row in enumerate(rows, 1):
        if row.place != place:
            before = audit.values(row)
            row.place = place
            row.save(update_fields=["place"])
            audit.write(act="move agenda item", of=row, by=by, at=at, before=before)


@transaction.atomic
def remove_agenda_item(*, item: AgendaItem, by: Viewer, at: datetime) -> None:
    """Not once something was minuted under it, or lies before it."""
    rules.insist_on_changing(by, item)
    because = "only whether there are some"
    if item.minutes.unguarded(because=because).exists() or item.papers.unguarded(because=because).exists():
        raise ValidationError(_("Minutes or papers stand under this item: it stays."))
    audit.write(act="remove agenda item", of=item, by=by, at=at, before=audit.values(item))
    item.delete()


def _items(sitting: Sitting) -> list[AgendaItem]:
    return list(
        sitting.agenda.unguarded(because="only their places").select_for_update().order_by("place", "pk")
    )


@transaction.atomic
def add_paper(
    *,
    sitting: Sitting,
    title: str,
    file_name: str,
    content: bytes,
    item: AgendaItem | None = None,
    closed: bool = False,
    by: Viewer,
    at: datetime,
) -> SittingPaper:
    """By whoever contributes to the campaign and may see the sitting."""
    rules.insist_on_contributing(by, sitting.group.campaign)
    rules.insist_on_seeing(by, sitting)
    try:
        insist_on_harmless(File(file_name, content), forms=PAPERS, most=LARGEST_PAPER)
    except RefusedFileError as error:
        raise ValidationError({"file": words.told(error)}) from error
    row = SittingPaper(
        sitting=sitting,
        item=item,
        title=title.strip() or file_name,
        file_name=file_name[-120:],
        content=base64.b64encode(content).decode(),
        size=len(content),
    )
    closed = closed or (item is not None and item.closed)
    return write_in(row, of=sitting, closed=closed, act="add group paper", by=by, at=at)


@transaction.atomic
def remove_paper(*, paper: SittingPaper, by: Viewer, at: datetime) -> None:
    rules.insist_on_changing(by, paper)
    audit.write(act="remove group paper", of=paper, by=by, at=at, before=audit.values(paper))
    paper.delete()


@transaction.atomic
def write_minute(
    *,
    sitting: Sitting,
    text: str,
    kind: Minute.Kind = Minute.Kind.SAID,
    item: AgendaItem | None = None,
    closed: bool = False,
    steps: Sequence[Step] = (),
    by: Viewer,
    at: datetime,
) -> Minute:
    """What was said or decided, with what is to be done because of it. With its first minutes a sitting was held."""
    rules.insist_on_running(by, sitting.group.campaign)
    if sitting.standing == Sitting.Standing.CANCELLED:
        raise ValidationError(_("This sitting was cancelled: it has no minutes."))
    insist_on_past(sitting.day, at=at, field="text")
    row = Minute(sitting=sitting, item=item, kind=kind, text=text.strip())
    closed = closed or (item is not None and item.closed)
    written = write_in(row, of=sitting, closed=closed, act="write minutes", by=by, at=at)
    for step in steps:
        add_action_item(sitting=sitting, step=step, minute=written, by=by, at=at)
    if sitting.standing == Sitting.Standing.CONVENED:
        say_of_sitting(sitting=sitting, standing=Sitting.Standing.HELD, by=by, at=at)
    return written


@transaction.atomic
def edit_minute(*, minute: Minute, text: str, kind: Minute.Kind, by: Viewer, at: datetime) -> None:
    rules.insist_on_changing(by, minute)
    before = audit.values(minute)
    minute.text, minute.kind = text.strip(), kind
    save_change(minute, before, act="edit minutes", by=by, at=at)
