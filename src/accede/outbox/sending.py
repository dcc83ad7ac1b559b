"""Sending what is approved: claimed in a transaction of its own, handed over outside of any, marked after.

A message whose sender died between claim and mark may have left or not. Nobody can know: it is shown as such, and
never sent again by itself.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from accede.background import liveness
from accede.outbox import transport
from accede.outbox.actions import mark
from accede.outbox.models import Message

State = Message.State
MOST_AT_ONCE = 200
MOST_ATTEMPTS = 6
Clock = Callable[[], datetime]


@dataclass(slots=True)
class Outcome:
    """What one round of sending came to."""

    sent: int = 0
    delayed: int = 0
    failed: int = 0
    unknown: int = 0
    away: bool = False


def send_approved(*, clock: Clock, most: int = MOST_AT_ONCE) -> Outcome:
    """Send what is approved and due, the oldest first. Without a mail server named, nothing happens."""
    outcome = Outcome(unknown=find_lost(at=clock()))
    if not transport.is_set():
        return outcome
    name = uuid.uuid4().hex
    line = transport.Line()
    with liveness.alive(name):
        try:
            for _turn in range(most):
                message = _claim(name, at=clock())
                if message is None:
                    break
                _send(message, line, outcome, clock=clock)
                if outcome.away:
                    break  # the others need not be tried too
        finally:
            line.close()
    return outcome


@transaction.atomic
def _claim(name: str, *, at: datetime) -> Message | None:
    here = Message.objects.unguarded(because="the recipient alone is shown it, as somebody decided")
    due = here.filter(Q(not_before=None) | Q(not_before__lte=at), state=State.APPROVED)
    message: Message | None = (
        due.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        .order_by("approved_at", "pk")
        .first()
    )
    if message is None:
        return None
    message.state, message.claimed_by = State.SENDING, name
    message.attempts += 1
    message.save(update_fields=["state", "claimed_by", "attempts"])
    return message


def _send(message: Message, line: transport.Line, outcome: Outcome, *, clock: Clock) -> None:
    try:
        answer = line.send(message)
    except transport.DelayedError as error:
        outcome.away = isinstance(error, transport.AwayError)
        if message.attempts >= MOST_ATTEMPTS:
            outcome.failed += 1
            mark(message, State.FAILED, str(error), at=clock())
        else:
            outcome.delayed += 1
            mark(message, State.APPROVED, str(error), at=clock())
    except transport.UncertainError as error:
        outcome.unknown += 1
        mark(message, State.UNKNOWN, str(error), at=clock())
    except (transport.RefusedError, ValueError, UnicodeError) as error:  # it cannot even be written as a mail
        outcome.failed += 1
        mark(message, State.FAILED, str(error), at=clock())
    else:
        outcome.sent += 1
        mark(message, State.SENT, answer, at=clock())


def find_lost(*, at: datetime) -> int:
    """Messages whose sender is no longer alive: whether they left is not known. How many there are."""
    here = Message.objects.unguarded(because="none is shown")
    lost = 0
    for claimed in here.filter(state=State.SENDING).only("pk", "claimed_by"):
        if liveness.is_alive(claimed.claimed_by):
            continue
        with transaction.atomic():
            message = here.select_for_update().filter(pk=claimed.pk, state=State.SENDING).first()
            if message is None or message.claimed_by != claimed.claimed_by:
                continue  # another one was first
            mark(message, State.UNKNOWN, "", at=at)
            lost += 1
    return lost
