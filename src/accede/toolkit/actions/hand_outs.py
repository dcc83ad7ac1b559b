"""Hand-outs: logged, said otherwise, taken back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.actions import NotAllowedError
from accede.access.confidentiality import NotVisibleError, get_record
from accede.access.models import Campaign, Person
from accede.access.roles import Attribution, Confidentiality
from accede.access.viewer import Viewer
from accede.campaign.models import Activity
from accede.record.meetings.models import Meeting
from accede.record.models import State
from accede.toolkit import rules
from accede.toolkit.models import HandOut, MaterialVersion

EXCHANGE = "exchange"  # as access.confidentiality calls the record of another room


_EVERYTHING = frozenset({"version", "exchange"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """At which meeting, in which exchange, for which activity. An exchange is told by its number."""

    meeting: Meeting | None = None
    exchange: int | None = None
    activity: Activity | None = None


@transaction.atomic
def hand_out(
    *,
    campaign: Campaign,
    states: Iterable[State],
    versions: Iterable[MaterialVersion],
    handed_on: date,
    where: Where,
    confidentiality: Confidentiality,
    attribution: Attribution = Attribution.OPEN,
    person: Person,
    who: str = "",
    note: str = "",
    by: Viewer,
    at: datetime,
) -> list[HandOut]:
    """Each of the versions to each of the States, all of them or none."""
    owner = rules.insist_on_handing_out(by, campaign)
    versions, states = list(versions), list(states)
    if not versions:
        raise ValidationError({"versions": _("Say what was handed out.")})
    if not states:
        raise ValidationError({"state": _("Say to whom it was handed.")})
    rows = []
    for state in states:
        for version in versions:
            row = HandOut(
                campaign=campaign,
                owner_id=owner,
                confidentiality=confidentiality,
                attribution=attribution,
                version=version,
                state=state,
                handed_on=handed_on,
                meeting=where.meeting,
                exchange=where.exchange,
                activity=where.activity,
                person=person,
                who=who.strip(),
                note=note.strip(),
            )
            _insist(row, _EVERYTHING, by=by, at=at)
            row.save()
            audit.write(act="hand out material", of=row, by=by, at=at)
            rows.append(row)
    return rows


@transaction.atomic
def edit_hand_out(*, row: HandOut, by: Viewer, at: datetime, **told: Any) -> None:
    """Say otherwise what is given: State, day, version, meeting, exchange, activity, by whom, to whom, the note."""
    rules.insist_on_changing(by, row)
    if told.get("attribution", row.attribution) != row.attribution and row.owner_id != by.organisation_id:
        raise NotAllowedError(_("Only its owner decides how this may be used."))
    before, was = audit.values(row), {name: getattr(row, name) for name in told}
    for name, value in told.items():
        if name == "who" and not row.who_is_shown_to(by):
            continue  # nobody writes over what they cannot read
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    _insist(row, [field for field in told if getattr(row, field) != was.get(field)], by=by, at=at)
    if audit.values(row) != before:
        row.save()
        audit.write(act="edit hand-out", of=row, by=by, at=at, before=before)


@transaction.atomic
def take_back_hand_out(*, row: HandOut, by: Viewer, at: datetime) -> None:
    """It was entered by mistake, and counts no more. The trail keeps it."""
    rules.insist_on_changing(by, row)
    if row.taken_back:
        raise ValidationError(_("It was taken back already."))
    before = audit.values(row)
    row.taken_back = True
    row.save(update_fields=["taken_back"])
    audit.write(act="take back hand-out", of=row, by=by, at=at, before=before)


def _insist(row: HandOut, said: Collection[str], *, by: Viewer, at: datetime) -> None:
    """That what is said of it, now or anew, can be."""
    row.full_clean()
    if row.handed_on > at.date():
        raise ValidationError(
            {"handed_on": _("%(date)s is still to come.") % {"date": row.handed_on.isoformat()}}
        )
    if "version" in said and not (
        row.version.is_visible_to(by) and row.version.campaign_id in (None, row.campaign_id)
    ):
        raise NotVisibleError(f"MaterialVersion {row.version_id}")
    if row.activity is not None and row.activity.plan.campaign_id != row.campaign_id:
        raise ValidationError({"activity": _("This activity is of another campaign’s plan.")})
    if row.confidentiality == Confidentiality.PUBLIC:
        raise ValidationError(
            {
                "confidentiality": _(
                    "Nothing of the work with a State is public from the start. Release it later."
                )
            }
        )
    if row.exchange is not None and {"exchange", "state"} & set(said):
        _insist_on_exchange(row, by)


def _insist_on_exchange(row: HandOut, by: Viewer) -> None:
    """One that `by` may see, with the same State, and of no stricter class than the hand-out: it would tell of it."""
    exchange: Any = get_record(EXCHANGE, row.exchange or 0, viewer=by)
    if not exchange.speaker_is_shown_to(by) or exchange.campaign_id != row.campaign_id:
        raise NotVisibleError(f"exchange {row.exchange}")
    if exchange.state_id != row.state_id:
        raise ValidationError({"exchange": _("This exchange was with another State.")})
    if exchange.confidentiality > row.confidentiality:
        raise ValidationError(
            {
                "confidentiality": _("The exchange is for fewer readers: choose its class, %(name)s.")
                % {"name": exchange.get_confidentiality_display()}
            }
        )
