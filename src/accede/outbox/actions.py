"""Writes of the outbox. Each is one transaction with its audit entry in it. What leaves, leaves by `sending`."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign, Organisation, Person
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.outbox import rules
from accede.outbox.models import Attachment, Message

State = Message.State
# After a failure that may pass: how long until it is tried again.
WAITS = [timedelta(minutes=minutes) for minutes in (5, 15, 60, 4 * 60, 12 * 60)]
POST = Viewer(name="outbox")
LARGEST = 10 * 1024 * 1024  # what many mail servers take; base64 adds a third


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a message goes: a name as it stands before the address, and the address."""

    address: str
    name: str = ""
    person: Person | None = None


def to_person(person: Person) -> Recipient:
    """Somebody who has a seat here."""
    return Recipient(person.email, person.name, person)


@dataclass(frozen=True, slots=True)
class File:
    """What is to be attached."""

    name: str
    media_type: str
    data: bytes


def put(
    *,
    campaign: Campaign,
    to: Recipient,
    language: str,
    subject: str,
    text: str,
    attachments: Sequence[File] = (),
    about: Confidential | None = None,
    confidentiality: Confidentiality = Confidentiality.COORDINATORS_AND_ISU,
    room: str,
    key: str,
    by: Viewer,
    at: datetime,
) -> Message:
    """A message that waits until somebody has seen it and lets it go.

    `key` names it in its room ("letter-12-KEN"): put again under the same key, the one that is there is given back,
    as it stands. What is `about` a record is at least as confidential as that. Raises NotAllowedError and
    ValidationError.
    """
    owner = rules.insist_on_writing(by, campaign)
    if about is not None:
        if not about.is_visible_to(by):
            raise ValidationError(_("Nobody writes of what they may not see."))
        confidentiality = Confidentiality(max(confidentiality, about.confidentiality))
    message = Message(
        campaign=campaign, owner_id=owner, confidentiality=confidentiality, made_by_id=by.person_id
    )
    return _put(
        message,
        to,
        language,
        subject=subject,
        text=text,
        attachments=attachments,
        about=about,
        room=room,
        key=key,
        by=by,
        at=at,
    )


def notify(
    *,
    campaign: Campaign,
    owner: Organisation,
    person: Person,
    subject: str,
    text: str,
    room: str,
    key: str,
    by: Viewer,
    at: datetime,
) -> Message:
    """A notice to somebody who has a seat here: it needs no approval, and so carries no confidential word.

    Written by the program itself; what a person writes to others goes by `put`.
    """
    message = Message(
        campaign=campaign,
        owner=owner,
        confidentiality=Confidentiality.COORDINATORS,
        state=State.APPROVED,
        approved_at=at,
    )
    return _put(
        message,
        to_person(person),
        person.language,
        subject=subject,
        text=text,
        room=room,
        key=key,
        by=by,
        at=at,
    )


def tell_outside(
    *,
    campaign: Campaign,
    owner: Organisation,
    address: str,
    subject: str,
    text: str,
    room: str,
    key: str,
    by: Viewer,
    at: datetime,
) -> Message:
    """A notice of the program to an address that the operator named: like `notify`, without a confidential word."""
    message = Message(
        campaign=campaign,
        owner=owner,
        confidentiality=Confidentiality.COORDINATORS,
        state=State.APPROVED,
        approved_at=at,
    )
    return _put(
        message, Recipient(address), "en", subject=subject, text=text, room=room, key=key, by=by, at=at
    )


@transaction.atomic
def _put(
    message: Message,
    to: Recipient,
    language: str,
    *,
    subject: str,
    text: str,
    attachments: Sequence[File] = (),
    about: Confidential | None = None,
    room: str,
    key: str,
    by: Viewer,
    at: datetime,
) -> Message:
    key_hash = _hash_of(room, key)
    here = Message.objects.unguarded(because="the room that wrote it asks by its own key")
    found: Message | None = here.filter(key_hash=key_hash).first()
    if found:
        return found
    message.person, message.to_name, message.to_address = to.person, to.name.strip(), to.address.strip()
    message.language, message.subject, message.text = language, subject.strip(), text.strip()
    message.room, message.key_hash, message.made_at = room, key_hash, at
    if about is not None:
        message.about_kind = str(about._meta.model_name)  # noqa: SLF001 -- Django's documented name for it
        message.about_number = about.pk
    _insist_on_a_letter(message, attachments)
    message.full_clean(validate_unique=False)  # its key alone is unique
    try:
        with transaction.atomic():
            message.save()
    except IntegrityError:  # another process was first
        first: Message = here.get(key_hash=key_hash)
        return first
    for file in attachments:
        part = Attachment(
            message=message,
            campaign=message.campaign,
            owner=message.owner,
            confidentiality=message.confidentiality,
            name=file.name.strip(),
            media_type=file.media_type,
            size=len(file.data),
            content=base64.b64encode(file.data).decode("ascii"),
        )
        part.full_clean(validate_unique=False)
        part.save()
    audit.write(act="put message", of=message, by=by, at=at)
    return message


def _insist_on_a_letter(message: Message, attachments: Sequence[File]) -> None:
    """What cannot be sent is refused here, not by a mail server days later."""
    try:
        message.to_address.encode("ascii")
        validate_email(message.to_address)
    except (UnicodeEncodeError, ValidationError) as error:
        raise ValidationError(
            {
                "to_address": _("“%(address)s” is no address that mail can be sent to.")
                % {"address": message.to_address}
            }
        ) from error
    for name, value in [
        ("to_name", message.to_name),
        ("subject", message.subject),
        *(("attachments", file.name) for file in attachments),
    ]:
        if any(ord(sign) < 32 or ord(sign) == 127 for sign in value):  # noqa: PLR2004 -- control characters
            raise ValidationError({_field(name): _("Name, subject and file names stand on one line.")})
    if sum(len(file.data) for file in attachments) > LARGEST:
        raise ValidationError(_("What is attached is larger than 10 MB: few mail servers take that."))


def _field(name: str) -> str:
    return "__all__" if name == "attachments" else name


@transaction.atomic
def approve(*, message: Message, by: Viewer, at: datetime) -> None:
    """Let it go, as it was seen."""
    rules.insist_on_deciding(by, message)
    _move(message, {State.WAITING}, State.APPROVED, act="approve message", by=by, at=at)


@transaction.atomic
def retry(*, message: Message, by: Viewer, at: datetime) -> None:
    """Once more, after it failed."""
    rules.insist_on_deciding(by, message)
    _move(message, {State.FAILED}, State.APPROVED, act="send message again", by=by, at=at)


@transaction.atomic
def discard(*, message: Message, by: Viewer, at: datetime) -> None:
    """It is not to be sent; it stays in the list."""
    rules.insist_on_deciding(by, message)
    _move(message, Message.STILL_HERE, State.WITHHELD, act="withhold message", by=by, at=at)


@transaction.atomic
def settle_unknown(*, message: Message, arrived: bool, by: Viewer, at: datetime) -> None:
    """Somebody asked the recipient, or looked into the mail server's log."""
    rules.insist_on_deciding(by, message)
    if arrived:
        _move(message, {State.UNKNOWN}, State.SENT, act="take message as sent", by=by, at=at)
    else:
        _move(message, {State.UNKNOWN}, State.APPROVED, act="send message again", by=by, at=at)


@transaction.atomic
def withdraw_notices(*, person: Person, room: str, but: Message | None, by: Viewer, at: datetime) -> None:
    """Notices of a room to somebody that have not left: a newer one takes their place."""
    here = Message.objects.unguarded(because="the program's own notices, of which nothing is shown")
    found = here.filter(person=person, room=room, made_by=None, state__in=[State.APPROVED, State.FAILED])
    for message in found.exclude(pk=but.pk if but else None):
        _move(message, Message.STILL_HERE, State.WITHHELD, act="withhold message", by=by, at=at)


@transaction.atomic
def withdraw(*, room: str, keys: Sequence[str], by: Viewer, at: datetime) -> int:
    """Messages of a room that have not left and are of no use any more. How many; those that left stay as they are."""
    hashes = [_hash_of(room, key) for key in keys]
    here = Message.objects.unguarded(because="the room that wrote them asks by its own keys")
    found = list(here.filter(key_hash__in=hashes, state__in=Message.STILL_HERE))
    for message in found:
        _move(message, Message.STILL_HERE, State.WITHHELD, act="withhold message", by=by, at=at)
    return len(found)


def _hash_of(room: str, key: str) -> str:
    return hashlib.sha256(f"{room}\n{key}".encode()).hexdigest()


def _move(
    message: Message,
    from_states: set[State] | frozenset[str],
    to: State,
    *,
    act: str,
    by: Viewer,
    at: datetime,
) -> None:
    """From one state to another, where nobody was faster. Raises ValidationError where somebody was."""
    here = Message.objects.unguarded(because="who may is asked before, and nothing is shown")
    locked: Message = here.select_for_update().get(pk=message.pk)
    if locked.state not in from_states:
        raise ValidationError(
            _("This message is “%(state)s” by now. Nothing was changed.")
            % {"state": locked.get_state_display()}
        )
    before = audit.values(locked)
    locked.state = to
    if to == State.APPROVED:
        locked.approved_by_id, locked.approved_at = by.person_id, at
        locked.attempts, locked.not_before = 0, None
    if to == State.SENT:
        locked.sent_at = at
    locked.save()
    audit.write(act=act, of=locked, by=by, at=at, before=before)
    message.state = locked.state


@transaction.atomic
def doubt_approved(*, at: datetime) -> int:
    """After a backup was restored: what was let go then may have left since, and goes nowhere by itself. How many."""
    here = Message.objects.unguarded(because="none is shown")
    found = list(here.select_for_update().filter(state__in=[State.APPROVED, State.SENDING]))
    for message in found:
        mark(message, State.UNKNOWN, "", at=at)
    return len(found)


@transaction.atomic
def mark(message: Message, state: State, answer: str, *, at: datetime) -> None:
    """What came of handing it over, as whoever claimed it tells."""
    before = audit.values(message)
    message.state, message.answer, message.claimed_by = state, answer, ""
    if state == State.SENT:
        message.sent_at = at
    if state == State.APPROVED:
        message.not_before = at + WAITS[min(message.attempts, len(WAITS)) - 1]
    message.save(update_fields=["state", "answer", "claimed_by", "sent_at", "not_before"])
    audit.write(act="send message", of=message, by=POST, at=at, before=before)
