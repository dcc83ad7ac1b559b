"""Where the trail ends, kept outside: a history written anew from start to end holds in itself, and not against this."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accede.access import audit
from accede.access.models import AuditEntry, AuditHead, TrailCheck
from accede.access.queries import administers_somewhere
from accede.access.viewer import Viewer

DAYS_TOLD = 31


@dataclass(frozen=True, slots=True)
class Head:
    """The seal of the last of so many entries, as it was on a day. `entries` None: a seal alone, wherever it stands."""

    hash: str
    entries: int | None = None
    day: str = ""

    @property
    def line(self) -> str:
        """One line, to be kept outside and given back to `read`."""
        return json.dumps({"day": self.day, "entries": self.entries, "hash": self.hash})

    def __str__(self) -> str:
        where = f"entry {self.entries}" if self.entries is not None else f"the seal {self.hash[:12]}…"
        return f"{where}, kept on {self.day}" if self.day else where


class NoHeadError(ValueError):
    """What was given as a head of the trail is none."""


def head(*, at: datetime) -> Head:
    """Where the trail ends now."""
    found = AuditHead.objects.get(pk=1)
    return Head(found.last_hash, found.entries, timezone.localdate(at).isoformat())


def read(text: str) -> list[Head]:
    """The heads of a file, one a line as `Head.line` writes them, or of a list as the site publishes it; or one seal.

    Other lines are passed over, so that a kept mail is read as it is. Raises NoHeadError where there is none.
    """
    try:
        rows = json.loads(text)
        rows = rows.get("heads", [rows]) if isinstance(rows, dict) else rows
    except ValueError:
        rows = [_row(line.strip()) for line in text.splitlines()]
    found = [
        Head(row["hash"], _number(row.get("entries")), str(row.get("day") or ""))
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, dict) and _is_seal(row.get("hash"))
    ]
    if not found:
        raise NoHeadError("This holds no head of a trail: give a file with heads, or a seal of 64 digits.")
    return sorted(found, key=lambda each: (each.entries is None, each.entries or 0))


def _row(line: str) -> object:
    if _is_seal(line):
        return {"hash": line}
    try:
        return json.loads(line)
    except ValueError:
        return None


def _number(told: object) -> int | None:
    return told if isinstance(told, int) else None


def _is_seal(text: object) -> bool:
    return isinstance(text, str) and len(text) == 64 and not set(text) - set("0123456789abcdef")  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Difference:
    """The first head that the trail does not bear out, and the last before it that it does."""

    head: Head
    found: str
    agreed: Head | None

    @property
    def told(self) -> str:
        since = f"It agrees up to {self.agreed}. " if self.agreed else ""
        if not self.found:
            return (
                f"{since}{self.head} was sealed as {self.head.hash[:12]}…, and the trail holds no such seal"
            )
        return f"{since}By {self.head}, it differs: sealed was {self.head.hash[:12]}…, there is {self.found[:12]}…"


def difference(heads: Sequence[Head]) -> Difference | None:
    """Hold the trail against heads that were kept elsewhere, the oldest first; None where it bears out all of them."""
    wanted, seals = {each.entries for each in heads}, {each.hash for each in heads}
    at: dict[int | None, str] = {}
    held = set()
    hashes = AuditEntry.objects.order_by("pk").values_list("hash", flat=True).iterator(chunk_size=5000)
    for number, found in enumerate(hashes, 1):
        if number in wanted:
            at[number] = found
        if found in seals:
            held.add(found)
    agreed = None
    for each in heads:
        is_there = each.hash in held if each.entries is None else at.get(each.entries) == each.hash
        if not is_there:
            return Difference(each, at.get(each.entries, ""), agreed)
        agreed = each
    return None


def check(*, at: datetime) -> TrailCheck | None:
    """The day's walk along the trail, and against the heads of the nights before; None where it was done already."""
    day = timezone.localdate(at)
    if TrailCheck.objects.filter(day=day).exists():
        return None
    now = head(at=at)
    broken = audit.first_break()
    why, entry = (broken.why, broken.entry) if broken else ("", None)
    if not broken and (differs := difference(kept())):
        why = differs.told
    try:
        with transaction.atomic():
            return TrailCheck.objects.create(
                day=day,
                checked_at=at,
                entries=now.entries or 0,
                hash=now.hash,
                broken=bool(why),
                entry=entry,
                why=why[:200],
            )
    except IntegrityError:  # another process was first
        return None


def kept(*, most: int | None = None) -> list[Head]:
    """The heads of the nights at which the trail held, the oldest first; of `most`, the newest."""
    rows = list(TrailCheck.objects.filter(broken=False, entries__gt=0)[:most])
    return [Head(row.hash, row.entries, row.day.isoformat()) for row in reversed(rows)]


def last_break(*, viewer: Viewer) -> TrailCheck | None:
    """What the last night found, where it was a break: for whoever administers."""
    last = TrailCheck.objects.first() if administers_somewhere(viewer) else None
    return last if last and last.broken else None
