"""Each request under a number, timed and counted. The pages for watching programs are answered before all else."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase

from accede.project.observing import figures, views
from accede.project.observing.now import Doing, doing

_log = logging.getLogger(__name__)
# A number that a proxy gave is kept, so that its log and ours can be laid side by side.
_GIVEN = re.compile(r"[0-9a-fA-F-]{16,64}")
# Set in the environment of requests that nobody made.
WARM_UP = "accede.warm_up"


class Observed:
    """Middleware, before any other."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (
            request.path_info in views.AT
        ):  # a probe comes under a number for a name, and needs nothing of a page
            return views.AT[request.path_info](request)
        if WARM_UP in request.META:
            return self.get_response(request)
        given = request.headers.get("X-Request-ID", "")
        number = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        now = Doing(number, request)
        token, start = doing.set(now), time.perf_counter()
        try:
            response = self.get_response(request)
            seconds = time.perf_counter() - start
            response["X-Request-ID"] = number
            figures.count(now, status=response.status_code, seconds=seconds)
            if settings.LOG == "json":
                _tell(request, now, response.status_code, seconds)
        finally:
            doing.reset(token)
        return response


def _tell(request: HttpRequest, now: Doing, status: int, seconds: float) -> None:
    _log.info(
        "answered",
        extra={
            "status": status,
            "milliseconds": round(seconds * 1000, 1),
            "person": _person(request),
            "queries": now.queries,
            "database_milliseconds": round(now.seconds * 1000, 1),
        },
    )


def _person(request: HttpRequest) -> int | None:
    """The number of whoever is signed in. Where nobody asked for the session, it is not looked for."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return None
    number = str(session.get(SESSION_KEY, ""))
    return int(number) if number.isdecimal() else None
