"""When something was last done, whichever process or machine did it: kept in the cache that all have in common."""

import logging
from datetime import datetime

from django.core.cache import cache
from django.db import DatabaseError

_log = logging.getLogger(__name__)
TICK, BACKUP = "tick", "backup"


def leave(name: str, at: datetime) -> None:
    """A figure for operators; where it cannot be kept, nothing else fails for it."""
    try:
        cache.set(f"accede.last.{name}", at.timestamp(), timeout=None)
    except DatabaseError:
        _log.warning("The time of the last %s could not be kept.", name)


def last(name: str) -> float | None:
    """Seconds since 1970; none where it is not known."""
    found: float | None = cache.get(f"accede.last.{name}")
    return found
