"""How far a piece of work has come, for a page to show.

It stands in a file of the data folder: the work itself may hold the one transaction that SQLite lets write.
"""

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Told the step, how much of it is done, and how much there is.
Tell = Callable[[str, int, int], None]

_SECONDS_BETWEEN = 0.3


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
    path = _file(context.task_result.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    last: tuple[str, float] = ("", 0.0)

    def tell(step: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if step == last[0] and now - last[1] < _SECONDS_BETWEEN:
            return
        last = step, now
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps([step, done, total]), encoding="utf-8")
        partial.replace(path)

    return tell


def of(task: str | uuid.UUID) -> Work | None:
    """The work queued under that number; none where there is no such work, or no longer."""
    found = DBTaskResult.objects.filter(pk=task).first()
    if found is None:
        return None
    state = _STATES[TaskResultStatus(found.status)]
    if state is not State.RUNNING:
        return Work(state, result=found.return_value)
    try:
        step, done, total = json.loads(_file(found.pk).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Work(state)
    return Work(state, step, done, total)


def forget(task: str | uuid.UUID) -> None:
    """Drop what was told of it."""
    _file(task).unlink(missing_ok=True)


def _file(task: str | uuid.UUID) -> Path:
    return Path(settings.DATA_DIR) / "work" / f"{uuid.UUID(str(task))}.json"
