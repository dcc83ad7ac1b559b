"""Who does the waiting work: a process that looks for it, and another that does it and ends.

The first stays small. The second gives back, by ending, whatever memory its work took; and if it is killed, its
transaction is rolled back, and its work is taken up again by the next one.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Any, NoReturn

from django.db import DatabaseError, close_old_connections, connections, transaction
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from accede.background import liveness, progress

MOST_ATTEMPTS = 3
_KEPT_FOR = timedelta(days=30)
_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_TO_NOTICE = 0.5

_log = logging.getLogger(__name__)


class InterruptedTooOftenError(RuntimeError):
    """Work whose process was ended each time before it was done."""


class Attendant:
    """The process that looks for work, for as long as the server that started it runs."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._pid = 0

    def start(self) -> None:
        """Fork it from a process in which the program is loaded, and no connection is open."""
        parent = os.getpid()
        self._pid = os.fork()
        if not self._pid:
            try:
                attend(parent=parent)
            finally:
                os._exit(0)

    def watch(self) -> None:
        """Start another one where it ends before it is told to."""
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """End it, and whatever it does: what was half done is taken up again at the next start."""
        self._stopped.set()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGTERM)

    def _watch(self) -> None:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._pid, 0)
        while not self._stopped.is_set():
            _log.warning("The process for background work has ended; another one is started.")
            # A new program, since this one has threads by now, which a fork would break.
            other = subprocess.Popen([sys.executable, "-m", "accede.background", str(os.getpid())])
            self._pid = other.pid
            if self._stopped.is_set():  # while it was being started
                other.terminate()
            other.wait()
            time.sleep(_SECONDS_BETWEEN_LOOKS)


def attend(*, parent: int) -> NoReturn:
    """Look for work and have it done, until told to stop, or until the parent is no more."""
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, _leave)
    while os.getppid() == parent:
        _leave_a_trace()
        try:
            waiting = _is_anything_waiting()
        except DatabaseError as error:  # away, or held by another for long: it may come back
            _log.warning("Background work cannot be looked for: %s", error)
            waiting = False
        if waiting:
            connections.close_all()  # a connection must not be shared across a fork
            _in_a_process_of_its_own(work_off, server=parent)
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    raise SystemExit(0)


def work_off() -> None:
    """Do all work that is ready, in this process."""
    name = uuid.uuid4().hex
    worker = Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )
    with liveness.alive(name):
        while task := _taken_by(name):
            worker.run_task(task)
    _forget_what_is_long_over()


@transaction.atomic
def _taken_by(worker: str) -> DBTaskResult[..., Any] | None:
    """The next piece of work, which from then on is that worker's."""
    task = DBTaskResult.objects.ready().get_locked()
    if task is not None:
        task.claim(worker)
    return task


def take_up_interrupted() -> None:
    """Put back what a worker left that is no longer alive; after some times, count it as failed."""
    for left in DBTaskResult.objects.running():
        if left.worker_ids and liveness.is_alive(left.worker_ids[-1]):
            continue
        with transaction.atomic():
            again = DBTaskResult.objects.select_for_update().filter(pk=left.pk).first()
            if again is None or (again.status, again.worker_ids) != (left.status, left.worker_ids):
                continue  # another machine was first, or it was done after all
            if len(again.worker_ids) >= MOST_ATTEMPTS:
                again.set_failed(InterruptedTooOftenError(f"ended {MOST_ATTEMPTS} times before it was done"))
            else:
                again.status = TaskResultStatus.READY
                again.save(update_fields=["status"])


def _is_anything_waiting() -> bool:
    close_old_connections()
    if DBTaskResult.objects.running().exists():
        take_up_interrupted()
    return DBTaskResult.objects.ready().exists()


def _leave_a_trace() -> None:
    try:
        liveness.look()
    except OSError as error:  # a full disk: work that needs none goes on
        _log.warning("That background work is looked for cannot be written down: %s", error.strerror)


def _forget_what_is_long_over() -> None:
    over = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - _KEPT_FOR)
    for task in over.values_list("pk", flat=True):
        progress.forget(task)
    over.delete()


def _in_a_process_of_its_own(work: Callable[[], None], *, server: int) -> None:
    # The server is the one that was given at the start: asked for here, it could already be whoever takes orphans in.
    parent = os.getpid()
    child = os.fork()
    if not child:
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, signal.SIG_DFL)  # ends at once: a task could hold an exception back
        end_with(parent)
        status = 1
        try:
            work()
            status = 0
        except DatabaseError as error:
            _log.warning("Background work has to wait: %s", error)
        finally:
            os._exit(status)
    over = 0
    try:
        while not over and os.getppid() == server:
            time.sleep(_SECONDS_TO_NOTICE / 5)
            _leave_a_trace()
            over, _status = os.waitpid(child, os.WNOHANG)
    finally:
        if not over:
            os.kill(child, signal.SIGKILL)


def end_with(parent: int) -> None:
    """End this process, whatever it does, once the parent is no more."""
    threading.Thread(target=_watch_over, args=(parent,), daemon=True).start()


def _watch_over(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_TO_NOTICE)
    os._exit(1)


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
