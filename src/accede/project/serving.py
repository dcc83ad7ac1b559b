"""The server: granian, with processes forked from one in which the program is loaded and warm; one for background work.

What the first process has read stands in memory once for all of them.
"""

import contextlib
import ctypes
import functools
import gc
import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import connections
from django.utils import translation
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from accede.project.wsgi import application

# isort: split
# What follows needs a program that is set up.
from accede.api import document
from accede.background.worker import Attendant, end_with
from accede.project import statistics
from accede.project.observing import figures, readiness
from accede.project.observing.requests import WARM_UP as UNSEEN

# Pages that between them load every template, query and table of words.
WARM_UP = (
    "treaties/ccm/",
    "treaties/ccm/status/",
    "treaties/ccm/targets/",
    "treaties/ccm/votes/",
    "states/ltu/",
)


def serve(host: str, port: int) -> None:
    """Serve until interrupted, and say when the first worker answers."""
    statistics.refresh()
    for page in WARM_UP:
        _ask_for(f"/en/{page}")
    for language, _name in settings.LANGUAGES:
        with translation.override(language):  # its catalogue, which each process would else read for itself
            pass
    document.let_another_process_make_it()
    connections.close_all()  # a connection must not be shared across a fork
    gc.collect()
    _give_back()
    gc.freeze()  # else the first collection of a worker would copy what it shares
    readiness.expect_background_work()
    attendant = Attendant()
    attendant.start()
    server = Granian(
        "accede.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("ACCEDE_WORKERS", "2")),
        blocking_threads=1,  # Python runs one at a time anyway; answers are sent by threads that are not Python's
        log_level=LogLevels.warning,
        log_dictconfig=_log_like_ours(),
        respawn_failed_workers=True,
        # A worker that is told to stop while it starts may miss it; then it is stopped without asking.
        workers_kill_timeout=5,
    )
    announce = threading.Thread(target=_say_when_it_answers, args=(host, port), daemon=True)
    server.on_startup(announce.start)
    attendant.watch()
    try:
        server.serve(target_loader=functools.partial(_in_worker, os.getpid()), wrap_loader=False)
    finally:
        attendant.stop()
        shutil.rmtree(os.environ.get(figures.FOLDER, ""), ignore_errors=True)


def _log_like_ours() -> dict[str, Any]:
    """What granian itself has to say goes where all else goes, and in the same form."""
    loggers = {name: {"handlers": ["stderr"], "propagate": False} for name in ("_granian", "granian.access")}
    ours: dict[str, Any] = settings.LOGGING
    return ours | {"loggers": ours["loggers"] | loggers}


def _in_worker(server: int) -> Callable[..., Any]:
    """What a worker serves. It ends with the server: left alone, it would keep the address from the next start."""
    end_with(server)
    return application


def _give_back() -> None:
    """What the allocator holds and nobody uses. Else each process would tidy it for itself, in a copy of its own."""
    with contextlib.suppress(AttributeError):  # glibc has it, other C libraries do not
        ctypes.CDLL(None).malloc_trim(0)


def _ask_for(path: str) -> None:
    host = next(iter(settings.ALLOWED_HOSTS), "").lstrip(".*") or "localhost"
    environ = {"PATH_INFO": path, "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": host, UNSEEN: "yes"}
    setup_testing_defaults(environ)
    for _part in application(environ, _disregard):
        pass


def _disregard(
    _status: str, _headers: list[tuple[str, str]], _error: object = None, /
) -> Callable[[bytes], object]:
    return len


def _say_when_it_answers(host: str, port: int) -> None:
    while True:
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            break
        time.sleep(0.05)
    name = f"[{host}]" if ":" in host else host
    sys.stderr.write(f"Accede is ready on http://{name}:{port}/\n")
    sys.stderr.flush()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
