"""What `accede run` does last: look at the address, gather the static files, and become the server."""

import os
import socket
import sys
import tempfile
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command


def serve(*, host: str, port: int) -> NoReturn:
    """Serve until interrupted. OSError, with the address in it, where it cannot be listened on.

    The process goes on as accede.project.serving, with nothing in memory that only commands need.
    """
    _refuse_a_taken_address(host, port)
    _refuse_no_workers()
    call_command("collectstatic", verbosity=0, interactive=False)
    # What requests are counted by. Local, since the data folder may be another machine's; gone with the server.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="accede-metrics-")
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, "-m", "accede.project.serving", host, str(port)])  # noqa: S606


def _refuse_no_workers() -> None:
    text = os.environ.get("ACCEDE_WORKERS", "2")
    if not text.isdecimal() or int(text) < 1:
        raise ImproperlyConfigured(f"ACCEDE_WORKERS is {text!r}. Write how many processes serve, 1 or more.")


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
