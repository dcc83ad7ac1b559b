"""The outbox: what waits for somebody to see it, what left, and what did not."""

import re
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.core.paginator import Page, Paginator

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.api.problems import RefusedError
from accede.outbox import actions, queries, rules, tasks, transport
from accede.outbox.models import Message

A_PAGE = 50
# Whoever has a link answers for a State: it is for the recipient of the letter, and made and seen on the pages alone.
LINK = re.compile(r"https?://\S+")
room = Room("Outbox", guard=rules.insist_on_reading)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageOut:
    """A message in the list."""

    number: int
    state: str
    to_name: str
    to_address: str
    subject: str
    language: str
    made_at: datetime
    approved_at: datetime | None
    sent_at: datetime | None
    answer: str
    confidentiality: int


@dataclass(frozen=True, slots=True)
class FileOut:
    """What is attached. `size` is in bytes."""

    number: int
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class LetterOut:
    """A message as it is sent, but for the addresses in its text: one that opens something is its recipient's alone."""

    message: MessageOut
    sender: str
    to: str
    text: str
    files: list[FileOut]


@dataclass(frozen=True, slots=True)
class CountsOut:
    """How many there are of each state, whoever may read them; and whether mail leaves at all."""

    states: dict[str, int]
    mail_is_set: bool


def messages(
    campaign: Campaign, *, state: Message.State | None = None, page: int = 1, viewer: Viewer
) -> Page[MessageOut]:
    """The newest first."""
    found: Page[Any] = Paginator(
        queries.messages(campaign, viewer=viewer, state=state or ""), A_PAGE
    ).get_page(page)
    found.object_list = [_out(each) for each in found.object_list]
    return found


def counts(campaign: Campaign, *, viewer: Viewer) -> CountsOut:
    """So that an administrator sees that mail is stuck."""
    return CountsOut(dict(queries.counts(campaign, viewer=viewer)), transport.is_set())


def letter(number: int, *, viewer: Viewer) -> LetterOut:
    """With the list of its files."""
    found = queries.letter(number, viewer=viewer)
    files = [FileOut(each.pk, each.name, each.media_type, each.size) for each in found.attachments]
    text = LINK.sub("[…]", found.message.text)
    return LetterOut(_out(found.message), found.sender, found.to, text, files)


def attachment(number: int, *, file: int, viewer: Viewer) -> tuple[str, bytes]:
    """As it goes with the message."""
    found = queries.get_attachment(number, file, viewer=viewer)
    if found is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, "There is none", "The message has no such file.")
    return found.name, found.data


def approve(*, message: Message, by: Viewer, at: datetime) -> None:
    """As it was seen."""
    actions.approve(message=message, by=by, at=at)
    tasks.send_soon(message)


def retry(*, message: Message, by: Viewer, at: datetime) -> None:
    """After it failed."""
    actions.retry(message=message, by=by, at=at)
    tasks.send_soon(message)


def settle(*, message: Message, arrived: bool, by: Viewer, at: datetime) -> None:
    """Somebody asked the recipient. One that did not arrive is sent again."""
    actions.settle_unknown(message=message, arrived=arrived, by=by, at=at)
    tasks.send_soon(message)


def _out(message: Message) -> MessageOut:
    return MessageOut(
        number=message.pk,
        state=message.state,
        to_name=message.to_name,
        to_address=message.to_address,
        subject=message.subject,
        language=message.language,
        made_at=message.made_at,
        approved_at=message.approved_at,
        sent_at=message.sent_at,
        answer=message.answer,
        confidentiality=message.confidentiality,
    )


taken.find_by(Message, taken.Number, lambda seat, number: queries.get_message(number, viewer=seat.viewer))
room.several("/messages", messages, row=MessageOut, summary="Messages in the outbox, of each state")
room.one("/messages/counts", counts, summary="How many messages there are of each state")
room.one("/messages/{number}", letter, summary="A message as it is sent")
room.file("/messages/{number}/files/{file}", attachment, summary="A file that goes with it")
room.write("POST", "/messages/{number}/approve", approve, of="message", summary="Let it go")
room.write("POST", "/messages/{number}/retry", retry, of="message", summary="Try again")
room.write(
    "POST",
    "/messages/{number}/discard",
    actions.discard,
    of="message",
    summary="Hold it back: it is not sent",
)
room.write(
    "POST", "/messages/{number}/settle", settle, of="message", summary="Whether one arrived that is unknown"
)
