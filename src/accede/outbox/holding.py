"""How long the desk keeps what it wrote to whom; that something was sent, and when, stays."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accede.access.personal import erasing, retention
from accede.access.personal.finding import Holding
from accede.access.personal.retention import GONE, Due, Rule
from accede.outbox.models import Attachment, Message

WHY = "nothing of it is shown"
State = Message.State


def _mail(before: datetime) -> Iterator[Due]:
    over = Q(state=State.SENT, sent_at__lt=before) | Q(state=State.WITHHELD, made_at__lt=before)
    rows = Message.objects.unguarded(because=WHY).filter(over)
    written = retention.unless_gone(rows.iterator(chunk_size=500), "to_address")
    files = Attachment.objects.unguarded(because=WHY).filter(message__in=written)
    yield Due(Attachment, list(files.values_list("pk", flat=True)), {"name": GONE, "content": ""})
    nothing = {"to_name": "", "to_address": GONE, "subject": GONE, "text": GONE, "answer": ""}
    yield Due(Message, written, nothing)


def _waits(holding: Holding, _at: datetime) -> Iterator[str]:
    left = {State.SENT, State.WITHHELD}
    if any(
        each.own and isinstance(each.row, Message) and each.row.state not in left for each in holding.found
    ):
        yield _("A message to this person has not left: withhold it, or say that it arrived.")


retention.offer(
    [Rule("mail", gettext_lazy("after it was sent or withheld; that it was, and when, stays"), 365, _mail)]
)
erasing.OBLIGATIONS.append(_waits)
