"""Writes about treaty events: which treaties are highlighted, which States might act, what was announced on the day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.recording import insist_on_past, save_change
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.meetings import rules
from accede.meetings.actions.recording import write_down
from accede.meetings.models import Expected, Highlight
from accede.record.meetings.models import Meeting
from accede.record.models import State, Treaty


@transaction.atomic
def set_highlights(
    *,
    meeting: Meeting,
    treaties: Collection[Treaty],
    others: Iterable[str] = (),
    campaign: Campaign,
    by: Viewer,
    at: datetime,
) -> None:
    """These treaties, and no others, are highlighted. Those that stay keep their rows."""
    rules.insist_on_contributing(by, campaign)
    _insist_on_treaty_event(meeting)
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # two lists at once would become a third
    wanted = {(treaty.pk, "") for treaty in treaties} | {
        ("", name.strip()[:300]) for name in others if name.strip()
    }
    there = {(row.treaty_id or "", row.name): row for row in Highlight.objects.filter(meeting=meeting)}
    for key in sorted(there.keys() - wanted):
        # As if it were new, so that the trail keeps which treaty it was.
        audit.write(act="take highlight off", of=there[key], by=by, at=at)
        there[key].delete()
    for treaty, name in sorted(wanted - there.keys()):
        row = Highlight.objects.create(meeting=meeting, treaty_id=treaty or None, name=name)
        audit.write(act="put highlight on", of=row, by=by, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What a State has for its act already, and how it was invited."""

    act: Expected.Act = Expected.Act.CONSENT
    invited_on: date | None = None
    invited: str = ""
    instrument_on: date | None = None
    powers: Expected.Powers = Expected.Powers.UNKNOWN
    appointment_on: date | None = None
    note: str = ""


@transaction.atomic
def expect_states(
    *,
    meeting: Meeting,
    states: Iterable[State],
    campaign: Campaign,
    confidentiality: Confidentiality,
    by: Viewer,
    at: datetime,
) -> list[Expected]:
    """States that might act there. Whoever is on the list already, as far as the reader may see it, stays as it is."""
    rules.insist_on_contributing(by, campaign)
    _insist_on_treaty_event(meeting)
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # or two at once would each put the same State on
    seen = Expected.objects.visible_to(by).filter(meeting=meeting, campaign=campaign)
    known = set(seen.values_list("state_id", flat=True))
    return [
        write_down(
            Expected(meeting=meeting, state=state),
            campaign=campaign,
            confidentiality=confidentiality,
            act="expect State",
            by=by,
            at=at,
        )
        for state in states
        if state.pk not in known
    ]


@transaction.atomic
def tell_readiness(*, expected: Expected, told: Readiness, by: Viewer, at: datetime) -> None:
    rules.insist_on_changing(by, expected)
    before = audit.values(expected)
    for name, day in (("invited_on", told.invited_on), ("instrument_on", told.instrument_on)):
        if day:
            insist_on_past(day, at=at, field=name)
    expected.act, expected.powers = told.act, told.powers
    expected.invited_on, expected.invited = told.invited_on, told.invited.strip()
    expected.instrument_on, expected.appointment_on = told.instrument_on, told.appointment_on
    expected.note = told.note.strip()
    save_change(expected, before, act="tell readiness", by=by, at=at)


@transaction.atomic
def announce(*, expected: Expected, on: date | None, by: Viewer, at: datetime) -> None:
    """It was announced that the State acted on that day; None takes it back. The depositary alone confirms it."""
    rules.insist_on_changing(by, expected)
    before = audit.values(expected)
    if on:
        insist_on_past(on, at=at, field="on")
        if not expected.meeting.begins <= on <= expected.meeting.ends:
            raise ValidationError({"on": _("On that day the meeting is not held.")})
    expected.announced_on = on
    save_change(expected, before, act="announce deposit" if on else "take announcement back", by=by, at=at)


@transaction.atomic
def expect_no_more(*, expected: Expected, by: Viewer, at: datetime) -> None:
    """It was put on the list in error, or will not act there."""
    rules.insist_on_changing(by, expected)
    if expected.announced_on:
        raise ValidationError(_("It was announced that it acted: take that back first."))
    # As if it were new, so that the trail keeps which State it was.
    audit.write(act="expect State no more", of=expected, by=by, at=at)
    expected.delete()


def _insist_on_treaty_event(meeting: Meeting) -> None:
    if meeting.kind != Meeting.Kind.TREATY_EVENT:
        raise ValidationError(_("This is no treaty event."))
