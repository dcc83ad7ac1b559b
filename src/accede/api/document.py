"""The API's document, OpenAPI 3.1, as its address gives it out.

To make it is to make the models of all operations: fifty megabytes, which a server would keep in each of its processes.
There another process makes it, and gives the memory back by ending.
"""

import hashlib
import logging
import os
import subprocess
import sys
from functools import cache

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from ninja import NinjaAPI
from ninja.responses import Response

from accede import packing
from accede.api.freshness import MAX_AGE

OTHER_PROGRAM = "import django; django.setup(); from accede.api import document; document.write()"
_SECONDS = 120  # on a machine that has much else to do
_log = logging.getLogger(__name__)
another_process_makes_it = False


def answer(request: HttpRequest, *, api: NinjaAPI) -> HttpResponseBase:
    """The document, which is the same for everybody and whatever is asked. It is kept as it travels, a twentieth as long."""
    body = (another_process_makes_it and by_another()) or made_here(api)
    made = packing.kept(request, body, {"Content-Type": Response([]).headers["Content-Type"]})
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    found = get_conditional_response(request, etag=etag, response=made) or made
    found["ETag"] = etag
    patch_cache_control(found, public=True, max_age=MAX_AGE)
    patch_vary_headers(found, ["Accept-Encoding"])
    found["Access-Control-Allow-Origin"] = "*"  # programs in pages of others read it
    return found


@cache
def made_here(api: NinjaAPI) -> bytes:
    """Packed."""
    return packing.pack(Response(api.get_openapi_schema()).content)


def let_another_process_make_it() -> None:
    """In this process and in those that are forked from it. Each of them asks for it once."""
    global another_process_makes_it  # noqa: PLW0603 -- a server says so, once, before it serves
    another_process_makes_it = True


@cache
def by_another() -> bytes:
    """Packed. Empty where that process failed, or could not be started: then it is made here."""
    # What requests are counted by is of the processes that answer them.
    own = {name: value for name, value in os.environ.items() if name != "PROMETHEUS_MULTIPROC_DIR"}
    command = [sys.executable, "-c", OTHER_PROGRAM]
    try:
        done = subprocess.run(command, env=own, stdout=subprocess.PIPE, check=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        _log.warning("The API's document is made by the process that was asked for it: %s", error)
        return b""
    return done.stdout


def write() -> None:
    """To standard output, packed. Under the settings of the server, as its environment names them."""
    from accede.api.urls import api  # noqa: PLC0415 -- it has this module's answer among its addresses

    sys.stdout.buffer.write(made_here(api))
