"""Contacts: added, edited, left, merged."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.queries import who_can_see
from accede.access.recording import save_change
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.outreach import rules
from accede.outreach.actions.recording import write_down
from accede.outreach.contact_table import ContactLine
from accede.outreach.models import Contact
from accede.outreach.queries.contact_tables import contact_tables
from accede.record.models import State


class ToldOfContact(TypedDict, total=False):
    place: Contact.Place
    name: str
    post: str
    email: str
    phone: str
    language: str
    valid_from: date | None
    valid_until: date | None
    note: str


_TEXTS = ("name", "post", "email", "phone", "note")


@transaction.atomic
def add_contact(
    *,
    campaign: Campaign,
    state: State,
    confidentiality: Confidentiality = Confidentiality.COORDINATORS,
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldOfContact],
) -> Contact:
    """Somebody at one of the State's contact points, or a post of which nobody knows who holds it."""
    contact = _new(state, told)
    return write_down(
        contact, campaign=campaign, confidentiality=confidentiality, act="add contact", by=by, at=at
    )


def _new(state: State, told: ToldOfContact) -> Contact:
    contact = Contact(state=state)
    _set(contact, told)
    return contact


@transaction.atomic
def add_contacts(
    *,
    campaign: Campaign,
    lines: Iterable[ContactLine],
    confidentiality: Confidentiality,
    by: Viewer,
    at: datetime,
) -> list[Contact]:
    """All of a table or, where one is refused, none of it. Each has its own audit entry."""
    rules.insist_on_contributing(by, campaign)
    states = State.objects.in_bulk()
    return [
        write_down(
            _new(states[line.iso3], _told(line)),
            campaign=campaign,
            confidentiality=confidentiality,
            act="bring in contact",
            by=by,
            at=at,
        )
        for line in lines
    ]


@transaction.atomic
def take_back_contacts(*, campaign: Campaign, brought_in: datetime, by: Viewer, at: datetime) -> int:
    """Take the contacts of a table out again, all or none; the trail keeps that they were there. How many they were."""
    rules.insist_on_contributing(by, campaign)
    table = next((each for each in contact_tables(campaign, viewer=by) if each.at == brought_in), None)
    if table is None:
        raise ValidationError(_("There is no such table of your organisation, or it was taken back already."))
    if table.stand:
        raise ValidationError(_("Nothing was taken back: contacts of this table were met or changed since."))
    for contact in table.contacts:
        # As if it were new, so that the trail keeps which one it was.
        audit.write(act="take back contact", of=contact, by=by, at=at)
        contact.delete()
    return len(table.contacts)


def _told(line: ContactLine) -> ToldOfContact:
    told = line.told
    return {
        "place": Contact.Place(told["place"]),
        "valid_from": _day(told["valid_from"]),
        "valid_until": _day(told["valid_until"]),
        "name": told["name"],
        "post": told["post"],
        "email": told["email"],
        "phone": told["phone"],
        "language": told["language"],
        "note": told["note"],
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@transaction.atomic
def edit_contact(*, contact: Contact, by: Viewer, at: datetime, **told: Unpack[ToldOfContact]) -> None:
    """Say otherwise what is given; the rest stays."""
    rules.insist_on_changing(by, contact)
    before = audit.values(contact)
    _set(contact, told)
    save_change(contact, before, act="edit contact", by=by, at=at)


@transaction.atomic
def leave_contact_post(
    *, contact: Contact, on: date, successor: Contact | None = None, by: Viewer, at: datetime
) -> None:
    """Somebody left the post; that day is the first without them. They stay on record, with who came after."""
    rules.insist_on_changing(by, contact)
    if contact.valid_from and on < contact.valid_from:
        raise ValidationError({"valid_until": _("A post is left after it was taken.")})
    if successor is not None:
        rules.insist_on_seeing(by, successor)
        if (successor.state_id, successor.place) != (contact.state_id, contact.place) or successor == contact:
            raise ValidationError({"successor": _("A successor is somebody else at the same contact point.")})
    before = audit.values(contact)
    contact.valid_until, contact.successor = on, successor
    save_change(contact, before, act="leave contact post", by=by, at=at)


@transaction.atomic
def merge_contacts(*, keep: Contact, duplicate: Contact, by: Viewer, at: datetime) -> None:
    """Two contacts are the same person. What the duplicate was met in now names the one that is kept.

    What is blank in that one is filled in only where both belong to the same organisation, and it then takes the
    stricter class of the two: merging tells nobody more than they knew. The duplicate stays as it was, merged.
    """
    for each in (keep, duplicate):
        rules.insist_on_changing(by, each)
    if keep == duplicate or keep.merged_into_id or duplicate.merged_into_id:
        raise ValidationError(_("Choose two contacts, neither of them merged already."))
    if (keep.state_id, keep.campaign_id) != (duplicate.state_id, duplicate.campaign_id):
        raise ValidationError(_("Contacts of two States are not the same person here: add one for each."))
    _insist_that_its_owner_sees(keep, duplicate, by=by, at=at)
    before, before_duplicate = audit.values(keep), audit.values(duplicate)
    if keep.owner_id == duplicate.owner_id:
        for name in (*_TEXTS, "language", "valid_from"):
            if not getattr(keep, name):
                setattr(keep, name, getattr(duplicate, name))
        keep.confidentiality = max(keep.confidentiality, duplicate.confidentiality)
    keep.full_clean()
    keep.save()
    duplicate.met.filter(exchange__met__contact=keep).delete()
    duplicate.met.update(contact=keep)
    duplicate.merged_into = keep
    duplicate.save()
    audit.write(act="merge contacts", of=keep, by=by, at=at, before=before)
    audit.write(act="merge contacts", of=duplicate, by=by, at=at, before=before_duplicate)


def _insist_that_its_owner_sees(keep: Contact, duplicate: Contact, *, by: Viewer, at: datetime) -> None:
    """Nobody loses a contact, or whom they met, to one that they may not see."""
    readers, theirs = (
        {reader.organisation.pk for reader in who_can_see(each, on=at.date(), viewer=by)}
        for each in (keep, duplicate)
    )
    if duplicate.owner_id in theirs - readers:
        raise ValidationError(
            _("Whose duplicate it is may not see the other contact: keep the duplicate instead.")
        )


def _set(contact: Contact, told: ToldOfContact) -> None:
    for name, value in told.items():
        setattr(contact, name, value.strip() if isinstance(value, str) else value)
    if not (contact.name or contact.post):
        raise ValidationError({"name": _("Say who it is, or which post.")})
    if contact.email:
        try:
            validate_email(contact.email)
        except ValidationError as error:
            raise ValidationError({"email": error.messages}) from error
