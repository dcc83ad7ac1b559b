"""The trail: who did what, when, from what to what. Written inside the transaction of what it tells.

Each entry seals the one before it. Who did it and what changed stand in the seal as digests under a salt of the entry's
own: what names a person can be withdrawn later, its digest stays, and the chain holds as it did.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import models, transaction

from accede.access.confidentiality import CONFINED, Confidential, is_stricter
from accede.access.encryption import EncryptedTextField
from accede.access.models import AuditEntry, AuditHead
from accede.access.viewer import Viewer

# What stands in an entry for a text that is encrypted: that it was there, never what it said.
SEALED = "[text]"
# What stands in the place of what was withdrawn, and nothing else may.
WITHDRAWN = "[withdrawn]"
BY_NAME = "by_name"

Values = Mapping[str, Any]

# Rooms above that hear of what is done, in its transaction. Each adds its own at the start.
LISTENERS: list[Callable[[AuditEntry, models.Model], None]] = []


def values(record: models.Model) -> dict[str, Any]:
    """The record's fields as the trail may hold them: taken before a change, to be compared after it."""
    held: dict[str, Any] = {}
    kept_out = {"password", "token_hash"} | getattr(record, "KEPT_OUT_OF_TRAIL", frozenset())
    for field in record._meta.concrete_fields:  # noqa: SLF001 -- Django's documented name for it
        if field.primary_key or field.name in kept_out:
            continue
        value = getattr(record, field.attname)
        held[field.name] = _sealed(value) if isinstance(field, EncryptedTextField) else _plain(value)
    return held


def write(
    *,
    act: str,
    of: models.Model,
    by: Viewer,
    at: datetime,
    before: Values | None = None,
    told: Mapping[str, str] | None = None,
) -> AuditEntry:
    """Add what `by` did to the record, as it now stands, to the trail.

    `before` is what `values` gave before the change; without it the record is new. `told` says
    what is no field of the record. Must run inside the transaction that made the change: what is rolled back was never
    done.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit entry is written in the transaction of what it tells.")
    after = values(of)
    was = before or {}
    changes = {
        name: [was.get(name), after.get(name)]
        for name in after
        if was.get(name) != after[name] and not (before is None and after[name] in (None, "", []))
    }
    for change in changes.values():  # the digest told that a text changed; it is not kept
        change[:] = [SEALED if isinstance(each, _Sealed) else each for each in change]
    changes |= {name: [None, value] for name, value in (told or {}).items()}
    head = AuditHead.objects.select_for_update().get(pk=1)
    entry = AuditEntry(
        at=at.astimezone(UTC),
        person_id=by.person_id,
        by_name=by.name,
        act=act,
        kind=of._meta.label,  # noqa: SLF001
        object_key=str(of.pk),
        changes=changes,
        previous_hash=head.last_hash,
        salt=secrets.token_hex(16),
    )
    entry.hash = seal(entry)
    entry.save()
    head.last_hash, head.entries = entry.hash, head.entries + 1
    head.save()
    for listener in LISTENERS:
        listener(entry, of)
    if before is not None and isinstance(of, Confidential) and is_stricter(changes):
        for tell in CONFINED:
            tell(of, at)
    return entry


def seal(entry: AuditEntry) -> str:
    """SHA-256 over the entry and the seal before it; over what may name somebody, by its digest."""
    told = [
        entry.previous_hash,
        entry.at.astimezone(UTC).isoformat(),
        entry.person_id,
        entry.act,
        entry.kind,
        entry.object_key,
        _digests(entry),
    ]
    return hashlib.sha256(_plainly(told)).hexdigest()


def told_in(entry: AuditEntry) -> dict[str, Any]:
    """What of an entry may name somebody: who did it, and each field that changed."""
    return {BY_NAME: entry.by_name} | {f"changes.{name}": change for name, change in entry.changes.items()}


def withdraw(entry: AuditEntry, names: Collection[str]) -> None:
    """Take out of the entry what it says under these names of `told_in`, for good; its seal goes on to hold.

    The salts of what stays are kept one by one, and that of the whole entry is forgotten: nobody can try names against
    the digests that are left.
    """
    gone = dict(entry.withdrawn.get("digests", {}))
    salts = {name: _salt(entry, name) for name in told_in(entry) if name not in gone}
    for name in set(names) & salts.keys():
        gone[name] = _digest(salts.pop(name), told_in(entry)[name])
        if name == BY_NAME:
            entry.by_name = WITHDRAWN
        else:
            entry.changes[name.removeprefix("changes.")] = [WITHDRAWN, WITHDRAWN]
    entry.salt, entry.withdrawn = "", {"digests": gone, "salts": salts}
    entry.save(update_fields=["salt", "withdrawn", "by_name", "changes"])


def _digests(entry: AuditEntry) -> dict[str, str]:
    gone = entry.withdrawn.get("digests", {})
    nothing = {BY_NAME: WITHDRAWN}
    return {
        name: _digest(_salt(entry, name), value)
        if name not in gone or value != nothing.get(name, [WITHDRAWN, WITHDRAWN])
        else gone[name]
        for name, value in told_in(entry).items()
    }


def _salt(entry: AuditEntry, name: str) -> str:
    kept: str | None = entry.withdrawn.get("salts", {}).get(name)
    return kept or hmac.new(entry.salt.encode(), name.encode(), "sha256").hexdigest()


def _digest(salt: str, value: Any) -> str:
    return hashlib.sha256(salt.encode() + _plainly(value)).hexdigest()


def _plainly(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=True).encode()


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold."""

    entry: int | None
    why: str


def first_break() -> Break | None:
    """Walk the whole chain; None where every seal holds."""
    before, number = "", 0
    for entry in _oldest_first():
        number += 1
        if entry.previous_hash != before:
            return Break(entry.pk, "an entry before it is missing or was changed")
        if entry.hash != seal(entry):
            return Break(entry.pk, "it was changed after it was written")
        before = entry.hash
    head = AuditHead.objects.get(pk=1)
    if (head.last_hash, head.entries) != (before, number):
        return Break(None, f"the trail was cut: {head.entries} entries were written, {number} are there")
    return None


def _oldest_first() -> Iterator[AuditEntry]:
    return AuditEntry.objects.order_by("pk").iterator(chunk_size=1000)


class _Sealed(str):
    """A digest of a text, to see whether it changed."""

    __slots__ = ()


def _sealed(text: str | None) -> _Sealed | str:
    return _Sealed(hashlib.sha256(text.encode()).hexdigest()) if text else ""


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool | int | float | str | list | dict) or value is None:
        return value
    return str(value)
