"""What happens is written down for those who want to know it, in the transaction in which it happens.

What is told holds nothing confidential: of the public record all that changed; of the desk a kind and a number, which
open nothing to whoever may not open them anyway.
"""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models
from django_tasks_db.models import DBTaskResult

from accede.access import release_rules
from accede.access.confidentiality import Confidential
from accede.access.models import AuditEntry
from accede.access.roles import Attribution
from accede.webhooks.models import Delivery, Event, Kind, Told, Webhook

TRIED_FOR = timedelta(days=3)
STATUS = "status"


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell. `treaty` is that of the record which it is about; without it, it is about a campaign, or all."""

    kind: Kind
    data: Mapping[str, Any]
    campaign: str = ""
    treaty: str = ""


def somebody_wants(kind: Kind) -> bool:
    """Whether any address, switched off or not, is to be told."""
    chosen = Webhook.objects.unguarded(because="no more is told than whether there is one").values_list(
        "kinds", flat=True
    )
    return any(kind in kinds for kinds in chosen)


def announce(news: Sequence[News], *, at: datetime) -> int:
    """Put it on its way to all who chose it. How many deliveries there are."""
    if not connection.in_atomic_block:
        raise RuntimeError("An event is written in the transaction of what it tells.")
    if not news:
        return 0
    here = Webhook.objects.unguarded(because="only its own address is told")
    listening = list(
        here.filter(off_since=None).select_related("campaign").only("kinds", "every_treaty", "campaign")
    )
    made = 0
    for each in news:
        wanted = [webhook for webhook in listening if _wants(webhook, each)]
        if wanted:
            made += len(_deliver(each.kind, each.data, wanted, at=at))
    if made:
        wake()
    return made


def ping(webhook: Webhook, *, at: datetime) -> Delivery:
    """A test, to one address whatever it chose."""
    (delivery,) = _deliver(Kind.PING, {"campaign": webhook.campaign_id}, [webhook], at=at)
    return delivery


def _wants(webhook: Webhook, news: News) -> bool:
    if news.kind not in webhook.kinds:
        return False
    if news.kind == Kind.STATUS:
        return webhook.every_treaty or webhook.campaign.treaty_key == news.treaty
    return not news.campaign or webhook.campaign_id == news.campaign


def _deliver(
    kind: Kind, data: Mapping[str, Any], webhooks: Iterable[Webhook], *, at: datetime
) -> list[Delivery]:
    told = {
        "type": kind.value,
        "timestamp": at.astimezone(UTC).isoformat(timespec="seconds"),
        "data": dict(data),
    }
    event = Event.objects.create(
        kind=kind, body=json.dumps(told, ensure_ascii=False, separators=(",", ":")), at=at
    )
    return Delivery.objects.bulk_create(
        Delivery(
            webhook=webhook,
            event=event,
            key=f"msg_{uuid.uuid4().hex}",
            tried_until=at + TRIED_FOR,
            made_at=at,
        )
        for webhook in webhooks
    )


def wake() -> None:
    """Have it sent, once for all that this transaction writes.

    A task that waits already does, as long as it is held until this transaction is through: taken up before, it would
    not see what is written here.
    """
    from accede.webhooks import tasks  # noqa: PLC0415 -- they send what is written here

    waiting = DBTaskResult.objects.ready().filter(task_path=tasks.send_due.module_path)
    locked = connection.features.has_select_for_update_skip_locked
    if waiting.select_for_update(skip_locked=locked).first() is None:
        tasks.send_due.enqueue()


def hear_of_record(entry: AuditEntry, record: models.Model) -> None:
    """Each change on the desk goes into the trail; so it is heard of there, whichever room it is made in.

    Not of what may only be counted, nor of what those said who answered a survey: one call at a time would count
    below the smallest cell.
    """
    if not isinstance(record, Confidential) or not record.campaign_id:
        return
    if record.attribution == Attribution.AGGREGATE_ONLY or not somebody_wants(Kind.DESK):
        return
    if not release_rules.can_be_released(record):
        return
    kind = str(record._meta.model_name)  # noqa: SLF001 -- Django's documented name for it
    news = News(
        Kind.DESK,
        {
            "campaign": record.campaign_id,
            "kind": kind,
            "number": record.pk,
            "act": entry.act,
            "url": f"{settings.ADDRESS}/en/desk/{record.campaign_id}/records/{kind}/{record.pk}/",
        },
        campaign=record.campaign_id,
    )
    announce([news], at=entry.at)


def differences(subject: str, now: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, tuple[str, str]]]:
    """Of what changed since it was last told: group to name to (before, after); nothing the first time.

    A group that was not there before is not news, however much is in it.
    """
    told = Told.objects.select_for_update().filter(pk=subject).first()
    if told is None:
        Told.objects.create(subject=subject, values=now)
        return {}
    found = {
        group: {
            name: (told.values[group].get(name, ""), values.get(name, ""))
            for name in sorted({*told.values[group], *values})
            if told.values[group].get(name, "") != values.get(name, "")
        }
        for group, values in now.items()
        if group in told.values
    }
    found = {group: changed for group, changed in found.items() if changed}
    if found or set(now) != set(told.values):
        told.values = now
        told.save()
    return found


def forget(subject: str) -> None:
    """Where nobody wants to know any more: whoever comes later is not told of the time between."""
    Told.objects.filter(pk=subject).delete()
