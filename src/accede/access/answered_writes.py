"""Writes that programs mark with a key of their own, so that one that is sent twice is done once.

A key is claimed in a transaction of its own, before the write. The write and its answer are then kept in one: where it is
killed between the two, nothing was done, and after a minute whoever asks again does it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accede.access.models import Token, WriteAnswered
from accede.access.queries import hash_of

KEPT = timedelta(hours=24)
# So long a write is taken to be still going on.
GOING_ON = timedelta(minutes=1)


class OtherWriteError(ValueError):
    """The key was used for another write."""


class GoingOnError(ValueError):
    """The same write is being done just now."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A write that is to be done now, or `answered` one with what was said."""

    number: int
    begun_at: datetime
    status: int | None
    answer: Any


def claim(token: Token, *, key: str, fingerprint: str, at: datetime) -> Claim:
    """Raises OtherWriteError and GoingOnError."""
    with transaction.atomic():
        row, is_new = WriteAnswered.objects.get_or_create(
            token=token,
            key_hash=hash_of(key),
            defaults={"fingerprint": fingerprint, "begun_at": at},
        )
        if is_new:
            return Claim(row.pk, at, None, None)
        if row.begun_at <= at - KEPT or (row.status is None and row.begun_at <= at - GOING_ON):
            mine = WriteAnswered.objects.filter(
                pk=row.pk, begun_at=row.begun_at, status__isnull=row.status is None
            ).update(fingerprint=fingerprint, begun_at=at, status=None, answer=None)
            if not mine:
                raise GoingOnError
            return Claim(row.pk, at, None, None)
        if row.fingerprint != fingerprint:
            raise OtherWriteError
        if row.status is None:
            raise GoingOnError
        return Claim(row.pk, row.begun_at, row.status, row.answer)


def keep(claimed: Claim, *, status: int, answer: Any) -> None:
    """In the transaction of the write. Raises GoingOnError where somebody else took it over meanwhile."""
    mine = WriteAnswered.objects.filter(pk=claimed.number, begun_at=claimed.begun_at, status__isnull=True)
    if not mine.update(status=status, answer=answer):
        raise GoingOnError


def give_up(claimed: Claim) -> None:
    """Nothing was done: the key is free again."""
    WriteAnswered.objects.filter(pk=claimed.number, begun_at=claimed.begun_at, status__isnull=True).delete()


def drop_old_answers(*, at: datetime) -> int:
    """Those older than a day. How many they were."""
    old = WriteAnswered.objects.filter(begun_at__lte=at - KEPT)
    return old.delete()[0]
