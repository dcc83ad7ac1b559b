"""The API's document, OpenAPI 3.1, as its address gives it out.

To make it is to make the models of all operations: fifty megabytes, which a server would keep in each of its processes.
There another process makes it, and gives the memory back by ending.
"""

import logging
import os
import subprocess
import sys
from functools import cache

import django
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.responses import Response

_SECONDS = 120  # on a machine that has much else to do
_log = logging.getLogger(__name__)
another_process_makes_it = False


def answer(_request: HttpRequest, *, api: NinjaAPI) -> HttpResponse:
    """The document, which is the same for everybody and whatever is asked."""
    if another_process_makes_it and (made := by_another()):
        return HttpResponse(made, content_type=Response([]).headers["Content-Type"])
    return Response(api.get_openapi_schema())


def let_another_process_make_it() -> None:
    """In this process and in those that are forked from it. Each of them asks for it once."""
    global another_process_makes_it  # noqa: PLW0603 -- a server says so, once, before it serves
    another_process_makes_it = True


@cache
def by_another() -> bytes:
    """Empty where that process failed, or could not be started: then it is made here."""
    # What requests are counted by is of the processes that answer them.
    own = {name: value for name, value in os.environ.items() if name != "PROMETHEUS_MULTIPROC_DIR"}
    command = [sys.executable, "-m", "accede.api.document"]
    try:
        done = subprocess.run(command, env=own, stdout=subprocess.PIPE, check=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        _log.warning("The API's document is made by the process that was asked for it: %s", error)
        return b""
    return done.stdout


def main() -> None:
    """Write it to standard output. Under the settings of the server, as its environment names them."""
    django.setup()

    from accede.api.urls import api  # noqa: PLC0415 -- it needs a program that is set up

    sys.stdout.buffer.write(Response(api.get_openapi_schema()).content)


if __name__ == "__main__":
    main()
