"""The server that `accede run` starts: granian, with processes forked from one that has everything loaded."""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def serve(*, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve until interrupted. OSError, with the address in it, where it cannot be listened on."""
    _refuse_a_taken_address(host, port)
    call_command("collectstatic", verbosity=0, interactive=False)
    # Loaded here, before the workers fork, the program stands in memory once.
    import accede.project.wsgi  # noqa: F401, PLC0415 -- see above

    connections.close_all()  # a connection must not be shared across a fork
    server = Granian(
        "accede.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=_workers(),
        blocking_threads=2,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        # A worker that is told to stop while it starts may miss it; then it is stopped without asking.
        workers_kill_timeout=5,
    )
    announce = threading.Thread(target=_once_it_answers, args=(host, port, ready), daemon=True)
    server.on_startup(announce.start)
    server.serve()


def _once_it_answers(host: str, port: int, ready: Callable[[], None]) -> None:
    """Call `ready` when a worker takes connections: whoever was told so may ask at once."""
    while True:
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return ready()
        time.sleep(0.05)


def _workers() -> int:
    text = os.environ.get("ACCEDE_WORKERS", "2")
    if not text.isdecimal() or int(text) < 1:
        raise ImproperlyConfigured(f"ACCEDE_WORKERS is {text!r}. Write how many processes serve, 1 or more.")
    return int(text)


def _refuse_a_taken_address(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OSError(
                f"Cannot listen on {host}:{port} ({error.strerror}). Choose another with --port"
            ) from error
