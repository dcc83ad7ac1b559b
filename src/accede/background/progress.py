"""How far a piece of work has come, for a page to show.

On PostgreSQL it stands in the table that all processes share, whichever machine they run on. It is written over a
connection of its own, since the work is one transaction, of which nobody sees anything before its end. SQLite lets no
second one write meanwhile, and is one machine's: there it stands in a file of the data folder.
"""

import contextlib
import json
import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Told the step, how much of it is done, and how much there is.
Tell = Callable[[str, int, int], None]

_SECONDS_BETWEEN = 0.3
_KEPT_FOR = timedelta(days=1)
_SHARED = str(settings.CACHES["default"]["LOCATION"])
_KEEP = (
    f"INSERT INTO {_SHARED} (cache_key, value, expires) VALUES (%s, %s, %s) "  # noqa: S608 -- its name is a setting of ours
    "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
)
_READ = f"SELECT value FROM {_SHARED} WHERE cache_key = %s"  # noqa: S608 -- as above
_DROP = f"DELETE FROM {_SHARED} WHERE cache_key = %s"  # noqa: S608 -- as above

_log = logging.getLogger(__name__)


class State(StrEnum):
    """Where a piece of work stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work as a page shows it. `step` is a key, for which the page has words."""

    state: State
    step: str = ""
    done: int = 0
    total: int = 0
    result: Any = None

    @property
    def is_over(self) -> bool:
        return self.state in {State.DONE, State.FAILED}

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0


_STATES = {
    TaskResultStatus.READY: State.WAITING,
    TaskResultStatus.RUNNING: State.RUNNING,
    TaskResultStatus.SUCCESSFUL: State.DONE,
    TaskResultStatus.FAILED: State.FAILED,
}


def teller(context: TaskContext) -> Tell:
    """What the work calls as it goes on, as often as it likes: not every call is written down."""
    task = context.task_result.id
    last: tuple[str, float] = ("", 0.0)

    def tell(step: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if step == last[0] and now - last[1] < _SECONDS_BETWEEN:
            return
        last = step, now
        _keep(task, json.dumps([step, done, total]))

    return tell


def of(task: str | uuid.UUID) -> Work | None:
    """The work queued under that number; none where there is no such work, or no longer."""
    found = DBTaskResult.objects.filter(pk=task).first()
    if found is None:
        return None
    state = _STATES[TaskResultStatus(found.status)]
    if state is not State.RUNNING:
        return Work(state, result=found.return_value)
    kept = _kept(found.pk)
    return Work(state, *json.loads(kept)) if kept else Work(state)


def forget(task: str | uuid.UUID) -> None:
    """Drop what was told of it."""
    if _is_shared():
        with connection.cursor() as cursor:
            cursor.execute(_DROP, [_key(task)])
        return
    _file(task).unlink(missing_ok=True)


def _keep(task: str | uuid.UUID, told: str) -> None:
    if not _is_shared():
        path = _file(task)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_text(told, encoding="utf-8")
        partial.replace(path)
        return
    own = connection.copy()
    try:
        with contextlib.closing(own), own.cursor() as cursor:
            cursor.execute(_KEEP, [_key(task), told, timezone.now() + _KEPT_FOR])
    except DatabaseError as error:  # no connection is left: the work is worth more than being told of
        _log.warning("How far work has come cannot be written down: %s", error)


def _kept(task: str | uuid.UUID) -> str:
    if _is_shared():
        with connection.cursor() as cursor:
            cursor.execute(_READ, [_key(task)])
            found = cursor.fetchone()
        return str(found[0]) if found else ""
    try:
        return _file(task).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _is_shared() -> bool:
    return connection.vendor == "postgresql"


def _key(task: str | uuid.UUID) -> str:
    return f"work:{uuid.UUID(str(task))}"


def _file(task: str | uuid.UUID) -> Path:
    return Path(settings.DATA_DIR) / "work" / f"{uuid.UUID(str(task))}.json"
