"""Sending what is due: claimed in a transaction of its own, called outside of any, marked after.

One whose sender died in between is sent again, under the same key: at least once, and never in silence.
"""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from accede.background import liveness
from accede.webhooks import line, signing
from accede.webhooks.models import Attempt, Delivery, Event, Webhook

State = Delivery.State
Outcome = Attempt.Outcome
Clock = Callable[[], datetime]

# After each attempt that failed: how long until the next, a fifth more or less. The last is repeated.
WAITS = [
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
]
SPREAD = 0.2
MOST_AT_ONCE = 50  # ten seconds each at worst, while other work waits
KEPT_FOR = timedelta(days=30)
GONE = 410


@dataclass(slots=True)
class Outcomes:
    """What one round of sending came to."""

    delivered: int = 0
    failed: int = 0
    given_up: int = 0
    lost: int = 0
    stuck: set[int] = field(default_factory=set)


def send_due(*, clock: Clock, most: int = MOST_AT_ONCE) -> Outcomes:
    """Send what is due, the oldest first. An address that fails is tried once in a round, however much waits for it."""
    outcomes = Outcomes(lost=_take_up_lost())
    name = uuid.uuid4().hex
    with liveness.alive(name):
        for _turn in range(most):
            claimed = _claim(name, but=outcomes.stuck, at=clock())
            if claimed is None:
                return outcomes
            _send(*claimed, outcomes, clock=clock)
    _come_again(at=clock())
    return outcomes


def send(delivery: Delivery, *, clock: Clock) -> Attempt | None:
    """One alone, at once; None where somebody else is at it."""
    name = uuid.uuid4().hex
    with liveness.alive(name):
        claimed = _claim(name, only=delivery.pk, at=clock())
        if claimed is None:
            return None
        _send(*claimed, Outcomes(), clock=clock)
        return claimed[1]


def next_try(key: str, attempts_made: int, *, at: datetime) -> datetime:
    """When it is tried again. What failed together does not come again together: each has its own share of the spread."""
    wait = WAITS[min(attempts_made, len(WAITS)) - 1]
    number = int.from_bytes(hashlib.sha256(f"{key} {attempts_made}".encode()).digest()[:4]) / 2**32
    return at + wait * (1 - SPREAD + 2 * SPREAD * number)


@transaction.atomic
def _claim(
    name: str, *, but: set[int] | None = None, only: int | None = None, at: datetime
) -> tuple[Delivery, Attempt] | None:
    due = Delivery.objects.filter(state=State.WAITING)
    if only is None:
        due = due.filter(Q(not_before=None) | Q(not_before__lte=at), webhook__off_since=None)
        due = due.exclude(webhook__in=but or [])
    else:
        due = due.filter(pk=only)
    locked = connection.features.has_select_for_update_skip_locked
    delivery = due.select_for_update(skip_locked=locked, of=("self",)).order_by("made_at", "pk").first()
    if delivery is None:
        return None
    delivery.state, delivery.claimed_by = State.SENDING, name
    delivery.attempts_made += 1
    delivery.save(update_fields=["state", "claimed_by", "attempts_made"])
    return delivery, Attempt.objects.create(delivery=delivery, at=at)


def _send(delivery: Delivery, attempt: Attempt, outcomes: Outcomes, *, clock: Clock) -> None:
    webhook = Webhook.objects.unguarded(because="it is called, and shown to nobody").get(
        pk=delivery.webhook_id
    )
    body = Event.objects.get(pk=delivery.event_id).body.encode()
    now = clock()
    headers = signing.headers(key=delivery.key, at=now, body=body, signed_by=webhook.secrets(at=now))
    answer = line.call(webhook.url, body=body, headers=headers)
    _mark(delivery, attempt, answer, outcomes, at=clock())


@transaction.atomic
def _mark(
    delivery: Delivery, attempt: Attempt, answer: line.Answer, outcomes: Outcomes, *, at: datetime
) -> None:
    webhook = _locked(delivery)
    if webhook is None:  # it was removed meanwhile, and all that waited for it
        return
    attempt.outcome, attempt.status = answer.outcome, answer.status
    attempt.milliseconds, attempt.answer = answer.milliseconds, answer.text
    attempt.save()
    delivery.claimed_by = ""
    if answer.outcome == Outcome.DELIVERED:
        delivery.state, delivery.not_before = State.DELIVERED, None
        webhook.delivered_at = at
        outcomes.delivered += 1
    elif answer.status == GONE:
        delivery.state = State.FAILED
        _switch_off(webhook, Webhook.Off.GONE, at=at)
        outcomes.given_up += 1
    elif at >= delivery.tried_until:
        delivery.state = State.FAILED
        outcomes.given_up += 1
        if webhook.delivered_at is None or webhook.delivered_at < delivery.made_at:
            _switch_off(webhook, Webhook.Off.GAVE_UP, at=at)
    else:
        delivery.state = State.WAITING
        delivery.not_before = next_try(delivery.key, delivery.attempts_made, at=at)
        outcomes.failed += 1
        _come_again(at=delivery.not_before)
    if answer.outcome != Outcome.DELIVERED:
        outcomes.stuck.add(webhook.pk)
    delivery.save(update_fields=["state", "claimed_by", "not_before"])
    webhook.save(update_fields=["delivered_at", "off_since", "off_because"])


def _locked(delivery: Delivery) -> Webhook | None:
    here = Webhook.objects.unguarded(because="it is marked, and shown to nobody")
    found: Webhook | None = (
        here.select_for_update()
        .defer("url", "secret", "secret_before")
        .filter(pk=delivery.webhook_id)
        .first()
    )
    return found


def _switch_off(webhook: Webhook, because: Webhook.Off, *, at: datetime) -> None:
    if webhook.off_since is None:
        webhook.off_since, webhook.off_because = at, because


def _come_again(*, at: datetime) -> None:
    from accede.webhooks import tasks  # noqa: PLC0415 -- they call what stands here

    tasks.send_due.using(run_after=at).enqueue()


def _take_up_lost() -> int:
    """Put back what a sender held that is no longer alive. How many; the attempt stays in the log as it was left."""
    found = 0
    for claimed in Delivery.objects.filter(state=State.SENDING):
        if liveness.is_alive(claimed.claimed_by):
            continue
        again = Delivery.objects.filter(pk=claimed.pk, state=State.SENDING, claimed_by=claimed.claimed_by)
        found += again.update(state=State.WAITING, claimed_by="", not_before=None)
    return found


def forget_old(*, at: datetime) -> int:
    """What was told long ago goes, with its log. How many deliveries."""
    old = Delivery.objects.filter(made_at__lt=at - KEPT_FOR).exclude(state__in=[State.WAITING, State.SENDING])
    number = old.count()
    old.delete()
    Event.objects.filter(at__lt=at - KEPT_FOR, deliveries=None).delete()
    return number
