"""Reads of the outbox."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accede.access.confidentiality import get_visible
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.outbox import rules, transport
from accede.outbox.models import Attachment, Message


@dataclass(frozen=True, slots=True)
class Letter:
    """A message exactly as it is sent."""

    message: Message
    sender: str
    to: str
    attachments: list[Attachment]


def messages(campaign: Campaign, *, viewer: Viewer, state: str = "") -> QuerySet[Message]:
    """Those that the viewer may see, the newest first."""
    rules.insist_on_reading(viewer, campaign)
    found = Message.objects.visible_to(viewer).filter(campaign=campaign)
    if state:
        found = found.filter(state=state)
    return found.select_related("owner", "approved_by").defer("text")


def to_be_let_go(campaign: Campaign, _on: date, viewer: Viewer) -> Iterable[int]:
    """The numbers of those on which the viewer is to decide."""
    if not viewer.coordinates(campaign.pk):
        return []
    waiting = Message.objects.visible_to(viewer).filter(campaign=campaign, state=Message.State.WAITING)
    return waiting.order_by("pk").values_list("pk", flat=True)


def counts(campaign: Campaign, *, viewer: Viewer) -> dict[str, int]:
    """State to how many there are, whoever may read them: so an administrator sees that mail is stuck."""
    rules.insist_on_reading(viewer, campaign)
    every = Message.objects.unguarded(because="no more is told of them than how many there are")
    return Counter(every.filter(campaign=campaign).order_by().values_list("state", flat=True))


def get_message(number: int, *, viewer: Viewer) -> Message:
    """The message itself, for the actions. Raises NotVisibleError."""
    message = get_visible(Message, number, viewer=viewer)
    if message.campaign is not None:
        rules.insist_on_reading(viewer, message.campaign)
    return message


def letter(number: int, *, viewer: Viewer) -> Letter:
    """The message as its recipient will have it. Raises NotVisibleError."""
    message = get_message(number, viewer=viewer)
    attached = list(Attachment.objects.visible_to(viewer).filter(message=message).defer("content"))
    return Letter(message, transport.sender(), transport.recipient(message), attached)


def get_attachment(message: int, number: int, *, viewer: Viewer) -> Attachment | None:
    """One of the files of a message that the viewer may see. Raises NotVisibleError."""
    found = get_message(message, viewer=viewer)
    return Attachment.objects.visible_to(viewer).filter(message=found, pk=number).first()
