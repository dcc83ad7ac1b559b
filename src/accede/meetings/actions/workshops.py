"""Workshops: planned, changed, opened and closed; their programme; whom they invite."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.campaign.actions.tying import tie_meeting
from accede.campaign.models import Activity
from accede.meetings import rules, workshop_rules
from accede.meetings.models import Delegation, Session, Workshop
from accede.record.meetings.actions import add_meeting
from accede.record.meetings.models import Meeting
from accede.record.models import State


@transaction.atomic
def plan_workshop(
    *,
    campaign: Campaign,
    meeting: Meeting | Mapping[str, Any],
    activity: Activity | None,
    values: Mapping[str, Any],
    by: Viewer,
    at: datetime,
) -> Workshop:
    """To invite to a meeting on record, or to a new one of which `meeting` says name, language, begins, ends, place.

    `values`: places, most, replies_until, shred_on, host, practical.
    """
    rules.insist_on_running(by, campaign)
    if not isinstance(meeting, Meeting):
        meeting = add_meeting(**meeting, kind=Meeting.Kind.WORKSHOP, campaign=campaign, by=by, at=at)
    if Workshop.objects.filter(meeting=meeting).exists():
        raise ValidationError({"meeting": _("To this meeting one invites already.")})
    if not meeting.day_is_known:
        raise ValidationError({"meeting": _("One invites to a meeting whose days are known.")})
    row = Workshop(campaign=campaign, meeting=meeting, activity=activity, **values)
    _insist_on_order(row)
    row.full_clean()
    row.save()
    audit.write(act="plan workshop", of=row, by=by, at=at)
    if activity is not None:
        tie_meeting(activity=activity, meeting=meeting, by=by, at=at)
    return row


@transaction.atomic
def edit_workshop(
    *,
    workshop: Workshop,
    activity: Activity | None,
    values: Mapping[str, Any],
    names: Mapping[str, str] | None = None,
    by: Viewer,
    at: datetime,
) -> None:
    """`names`: what the meeting is called, by language; where none is given, it keeps what it is called."""
    rules.insist_on_running(by, workshop.campaign)
    before = audit.values(workshop)
    workshop.activity = activity
    for name, value in values.items():
        setattr(workshop, name, value)
    if workshop.shredded_at is not None and workshop.shred_on > at.date():
        raise ValidationError({"shred_on": _("They were destroyed already.")})
    _insist_on_order(workshop)
    workshop.full_clean()
    workshop.save()
    audit.write(act="edit workshop", of=workshop, by=by, at=at, before=before)
    if names and dict(names) != workshop.meeting.names and not workshop.meeting.shipped:
        was = audit.values(workshop.meeting)
        workshop.meeting.names = dict(names)
        workshop.meeting.full_clean()
        workshop.meeting.save(update_fields=["names"])
        audit.write(act="change meeting", of=workshop.meeting, by=by, at=at, before=was)
    if activity is not None:
        tie_meeting(activity=activity, meeting=workshop.meeting, by=by, at=at)


def _insist_on_order(row: Workshop) -> None:
    if row.activity is not None and row.activity.plan.campaign_id != row.campaign_id:
        raise ValidationError({"activity": _("This activity is of another campaign.")})
    if row.replies_until > row.meeting.ends:
        raise ValidationError({"replies_until": _("Replies come before the workshop ends.")})
    if row.shred_on <= row.meeting.ends:
        raise ValidationError({"shred_on": _("They are needed until the workshop has ended.")})
    if row.places < 1 or row.most < 1:
        raise ValidationError({"places": _("There is at least one place.")})


@transaction.atomic
def close_registration(*, workshop: Workshop, by: Viewer, at: datetime) -> None:
    rules.insist_on_running(by, workshop.campaign)
    _set_closed(workshop, at.date(), act="close registration", by=by, at=at)


@transaction.atomic
def open_registration(*, workshop: Workshop, by: Viewer, at: datetime) -> None:
    rules.insist_on_running(by, workshop.campaign)
    _set_closed(workshop, None, act="open registration", by=by, at=at)


def _set_closed(workshop: Workshop, day: date | None, *, act: str, by: Viewer, at: datetime) -> None:
    before = audit.values(workshop)
    workshop.closed_on = day
    workshop.save(update_fields=["closed_on"])
    audit.write(act=act, of=workshop, by=by, at=at, before=before)


@transaction.atomic
def add_session(
    *,
    workshop: Workshop,
    day: date,
    begins: time,
    ends: time,
    titles: Mapping[str, str],
    speakers: str,
    by: Viewer,
    at: datetime,
) -> Session:
    """A part of the programme, its title in one language at least."""
    rules.insist_on_running(by, workshop.campaign)
    told = {language: title.strip() for language, title in titles.items() if title.strip()}
    if not told:
        raise ValidationError({"title_en": _("Give it a title in one language at least.")})
    if not workshop.meeting.begins <= day <= workshop.meeting.ends:
        raise ValidationError({"day": _("The workshop is not on that day.")})
    if ends <= begins:
        raise ValidationError({"ends": _("It ends after it began.")})
    row = Session(
        workshop=workshop, day=day, begins=begins, ends=ends, titles=told, speakers=speakers.strip()
    )
    row.full_clean()
    row.save()
    audit.write(act="add part of programme", of=row, by=by, at=at)
    return row


@transaction.atomic
def remove_session(*, session: Session, by: Viewer, at: datetime) -> None:
    rules.insist_on_running(by, session.workshop.campaign)
    audit.write(act="remove part of programme", of=session, by=by, at=at, before=audit.values(session))
    session.delete()


@transaction.atomic
def invite(
    *,
    workshop: Workshop,
    states: Iterable[State],
    categories: Mapping[str, list[str]],
    by: Viewer,
    at: datetime,
) -> int:
    """Put these States on the list of those invited, each with the categories that put it there. How many are new."""
    rules.insist_on_running(by, workshop.campaign)
    Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    there = set(
        Delegation.objects.unguarded(because="who is invited is not invited again")
        .filter(workshop=workshop)
        .values_list("state_id", flat=True)
    )
    new = {state.pk for state in states} - there
    owner = workshop_rules.delegates()
    for iso3 in sorted(new):
        row = Delegation(
            workshop=workshop,
            state_id=iso3,
            listed_on=at.date(),
            categories=list(categories.get(iso3, [])),
            campaign=workshop.campaign,
            owner=owner,
            **workshop_rules.CLASS,
        )
        row.save()
        audit.write(act="invite to workshop", of=row, by=by, at=at)
    return len(new)


@transaction.atomic
def take_off(*, delegation: Delegation, by: Viewer, at: datetime) -> None:
    """Off the list again, as long as it has not replied; its links open nothing any more."""
    rules.insist_on_running(by, delegation.workshop.campaign)
    if delegation.reply != Delegation.Reply.NONE:
        raise ValidationError(_("It has replied: what it said stays on record."))
    audit.write(act="take off workshop", of=delegation, by=by, at=at, before=audit.values(delegation))
    delegation.delete()
