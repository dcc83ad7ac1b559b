"""Writes about side events, speaking slots and places at treaty events."""

import base64
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign, Person
from accede.access.queries import viewer_of
from accede.access.recording import insist_on_past, save_change
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.campaign.models import Activity, BudgetLine
from accede.files import words
from accede.files.inspection import File, Form, insist_on_harmless
from accede.files.refused import RefusedFileError
from accede.meetings import rules
from accede.meetings.actions.recording import write_down, write_part
from accede.meetings.models import Event, EventFollowed, EventGuest, EventMove, Stage
from accede.record.meetings.models import Meeting
from accede.record.meetings.zones import insist_on_zone, zone_of
from accede.record.models import State

# From a stage to which others: back, too, for people err; what is held was confirmed.
WAYS = {
    Stage.REQUESTED: (Stage.OFFERED, Stage.CONFIRMED, Stage.REFUSED, Stage.CALLED_OFF),
    Stage.OFFERED: (Stage.CONFIRMED, Stage.REQUESTED, Stage.REFUSED, Stage.CALLED_OFF),
    Stage.CONFIRMED: (Stage.HELD, Stage.OFFERED, Stage.REFUSED, Stage.CALLED_OFF),
    Stage.HELD: (Stage.CONFIRMED,),
    Stage.REFUSED: (Stage.REQUESTED,),
    Stage.CALLED_OFF: (Stage.REQUESTED,),
}
LARGEST = 5 * 1024 * 1024  # bytes
_NOTES = (Form.PDF, Form.DOCX, Form.ODT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that is told of an event but its stage, who came, and what followed."""

    kind: Event.Kind
    title: str
    meeting: Meeting | None = None
    activity: Activity | None = None
    cost: BudgetLine | None = None
    asked_of: str = ""
    due_on: date | None = None
    day: date | None = None
    at: datetime | None = None
    until: datetime | None = None
    zone: str = ""
    room: str = ""
    sponsors: str = ""
    speakers: str = ""
    our_people: Collection[Person] = ()
    note: str = ""
    outcome: str = ""


@transaction.atomic
def add_event(
    *,
    told: Told,
    stage: Stage = Stage.REQUESTED,
    since: date,
    campaign: Campaign,
    confidentiality: Confidentiality,
    by: Viewer,
    at: datetime,
) -> Event:
    """Asked for, or further than that already: `since` that day."""
    event = Event(stage=stage)
    _tell(event, told, campaign.pk)
    insist_on_past(since, at=at, field="since")
    _insist_on_stage(event, stage, at=at)
    written = write_down(
        event, campaign=campaign, confidentiality=confidentiality, act="ask for event", by=by, at=at
    )
    _set_people(written, told.our_people, at=at)
    write_part(EventMove(event=written, stage=stage, on=since), of=written, act="move event", by=by, at=at)
    return written


@transaction.atomic
def change_event(*, event: Event, told: Told, by: Viewer, at: datetime) -> None:
    rules.insist_on_changing(by, event)
    before = audit.values(event)
    _tell(event, told, event.campaign_id or "")
    _insist_on_stage(event, Stage(event.stage), at=at)
    save_change(event, before, act="change event", by=by, at=at)
    _set_people(event, told.our_people, at=at)


@transaction.atomic
def move_event(*, event: Event, to: Stage, on: date, by: Viewer, at: datetime) -> EventMove:
    """To another stage, on a day that is not before the one on which it came to the stage it is at."""
    rules.insist_on_changing(by, event)
    locked = Event.objects.unguarded(because="it is about to change").select_for_update().get(pk=event.pk)
    if to not in WAYS[Stage(locked.stage)]:
        told = {"now": locked.get_stage_display(), "to": to.label}
        raise ValidationError({"to": _("It is %(now)s: from there it does not become “%(to)s”.") % told})
    insist_on_past(on, at=at, field="on")
    last = locked.moves.unguarded(because="only its day is compared").last()
    if last and on < last.on:
        raise ValidationError(
            {"on": _("It has been at its stage since %(date)s.") % {"date": last.on.isoformat()}}
        )
    _insist_on_stage(locked, to, at=at, field="to")
    before = audit.values(locked)
    event.stage = locked.stage = to
    save_change(locked, before, act="change event", by=by, at=at)
    return write_part(EventMove(event=locked, stage=to, on=on), of=locked, act="move event", by=by, at=at)


@transaction.atomic
def set_guests(*, event: Event, states: Iterable[State], heads: int | None, by: Viewer, at: datetime) -> None:
    """These States, and no others, came; and so many people."""
    rules.insist_on_changing(by, event)
    if event.stage != Stage.HELD:
        raise ValidationError(_("It was not held yet: who came is written down afterwards."))
    Event.objects.unguarded(because="two lists at once would become a third").select_for_update().get(
        pk=event.pk
    )
    wanted = {state.pk for state in states}
    there = {row.state_id: row for row in event.came.unguarded(because="the list is replaced")}
    for iso3 in sorted(there.keys() - wanted):
        # As if it were new, so that the trail keeps which State it was.
        audit.write(act="take guest off", of=there[iso3], by=by, at=at)
        there[iso3].delete()
    for iso3 in sorted(wanted - there.keys()):
        write_part(EventGuest(event=event, state_id=iso3), of=event, act="put guest on", by=by, at=at)
    before = audit.values(event)
    event.heads, event.attendance_is_known = heads, bool(wanted) or heads is not None
    save_change(event, before, act="change event", by=by, at=at)


@transaction.atomic
def note_followed(*, event: Event, exchange: int, by: Viewer, at: datetime) -> EventFollowed:
    """An exchange came of it. That the reader may see the exchange is for the caller to know."""
    rules.insist_on_changing(by, event)
    followed = event.followed.unguarded(because="only whether it is known")
    known: EventFollowed | None = followed.filter(exchange=exchange).first()
    if known:
        return known
    return write_part(
        EventFollowed(event=event, exchange=exchange), of=event, act="note what followed", by=by, at=at
    )


@transaction.atomic
def put_note(*, event: Event, name: str, content: bytes, by: Viewer, at: datetime) -> None:
    """The concept note as a file: PDF, DOCX or ODT. An empty file takes it away."""
    rules.insist_on_changing(by, event)
    before = audit.values(event)
    if content:
        try:
            insist_on_harmless(File(name.strip(), content), forms=_NOTES, most=LARGEST)
        except RefusedFileError as error:
            raise ValidationError({"file": words.told(error)}) from error
    event.file_name = name.strip()[-120:] if content else ""
    event.file = base64.b64encode(content).decode("ascii")
    save_change(event, before, act="put concept note", by=by, at=at)


def _tell(event: Event, told: Told, campaign: str) -> None:
    for name, part in (("activity", told.activity), ("cost", told.cost)):
        if part is not None and part.plan.campaign_id != campaign:
            raise ValidationError({name: _("This is of another campaign.")})
    if not told.title.strip():
        raise ValidationError({"title": _("An event has a title.")})
    event.kind, event.title = told.kind, told.title.strip()
    event.meeting, event.activity, event.cost = told.meeting, told.activity, told.cost
    event.due_on, event.day = told.due_on, told.day
    event.zone = insist_on_zone(told.zone)
    event.at, event.until = told.at, told.until
    for name in ("asked_of", "room", "sponsors", "speakers", "note", "outcome"):
        setattr(event, name, getattr(told, name).strip())
    if event.at:
        event.day = event.at.astimezone(zone_of(event.zone)).date()
    if event.until and (event.at is None or event.until <= event.at):
        raise ValidationError({"until": _("An event ends after it began.")})
    if event.day and event.meeting and not event.meeting.begins <= event.day <= event.meeting.ends:
        raise ValidationError({"day": _("On that day the meeting is not held.")})


def _insist_on_stage(event: Event, stage: Stage, *, at: datetime, field: str = "stage") -> None:
    if stage != Stage.HELD:
        return
    if event.day is None:
        raise ValidationError({field: _("What was held has a day: write it down first.")})
    if event.day > at.date():
        raise ValidationError({field: _("%(date)s is still to come.") % {"date": event.day.isoformat()}})


def _set_people(event: Event, people: Iterable[Person], *, at: datetime) -> None:
    """Whoever takes part can read it."""
    chosen = list(people)
    for person in chosen:
        if not event.is_visible_to(viewer_of(person, on=at.date())):
            raise ValidationError(
                {
                    "our_people": _("%(name)s may not see this: choose somebody else, or a wider class.")
                    % {"name": person.name}
                }
            )
    event.our_people.set(chosen)
