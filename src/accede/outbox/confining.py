"""What happens to messages that have not left when what they are about is made stricter."""

from datetime import datetime

from django.db import transaction

from accede.access import audit
from accede.access.confidentiality import Confidential
from accede.access.roles import Confidentiality
from accede.outbox.actions import POST
from accede.outbox.models import Message

State = Message.State
WHY = "they follow what they are about, and none is shown"


@transaction.atomic
def hold_back(record: Confidential, at: datetime) -> None:
    """They become as strict as the record, and wait until somebody has seen them once more."""
    found = (
        Message.objects.unguarded(because=WHY)
        .select_for_update()
        .filter(
            about_kind=str(record._meta.model_name),  # noqa: SLF001 -- Django's documented name for it
            about_number=record.pk,
            state__in=Message.STILL_HERE,
        )
    )
    for message in found:
        before = audit.values(message)
        message.confidentiality = Confidentiality(max(message.confidentiality, record.confidentiality))
        if message.state == State.APPROVED:
            message.state, message.approved_at, message.approved_by = State.WAITING, None, None
        if audit.values(message) == before:
            continue
        message.save(update_fields=["confidentiality", "state", "approved_at", "approved_by"])
        for part in message.parts(at=Confidentiality(message.confidentiality)):
            part.confidentiality = message.confidentiality
            part.save(update_fields=["confidentiality"])
        audit.write(act="hold message back", of=message, by=POST, at=at, before=before)
