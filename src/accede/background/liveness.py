"""Which workers are alive: each holds a lock under its own name, which no death can leave behind."""

import contextlib
import fcntl
import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextlib.contextmanager
def alive(worker: str) -> Iterator[None]:
    """Hold the worker's lock. On PostgreSQL by a connection that nothing else closes."""
    if connection.vendor == "postgresql":
        own = connection.copy()
        try:
            own.cursor().execute("SELECT pg_advisory_lock(%s)", [_number(worker)])
            yield
        finally:
            own.close()
    else:
        path = _file(worker)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
            path.unlink(missing_ok=True)


def is_alive(worker: str) -> bool:
    """Whether its lock is held, on whichever machine."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_number(worker)])
            free = bool(cursor.fetchone()[0])
            if free:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_number(worker)])
        return not free
    try:
        with _file(worker).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    _file(worker).unlink(missing_ok=True)
    return False


def look() -> None:
    """Leave a trace that this machine's process for background work is about."""
    path = _trace()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def last_look() -> float | None:
    """When that was, in seconds since 1970; none where there was none yet."""
    try:
        return _trace().stat().st_mtime
    except OSError:
        return None


def _trace() -> Path:
    """Machines may have the folder in common."""
    machine = hashlib.sha256(socket.gethostname().encode()).hexdigest()[:12]
    return Path(settings.DATA_DIR) / "work" / f"looked-{machine}"


def _number(worker: str) -> int:
    return int.from_bytes(hashlib.sha256(worker.encode()).digest()[:8], signed=True)


def _file(worker: str) -> Path:
    return Path(settings.DATA_DIR) / "work" / f"{worker}.lock"
