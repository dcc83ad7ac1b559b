"""When the database or the disk is away: a page with status 503 that says so, asking neither; it goes by itself."""

import errno
import json
import logging
from http import HTTPStatus

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks_db.utils import is_locked_database_exception

import accede
from accede.kept import StoreAwayError
from accede.web import words

logger = logging.getLogger(__name__)

# What the databases say in their own words; neither has codes that both could be asked for.
FULL = ("disk is full", "no space left", "disk full")
READ_ONLY = ("readonly", "read-only", "unable to open database file", "disk i/o error")
SECONDS_TO_WAIT = "30"


def explained(error: BaseException | None) -> str:
    """What is the matter, for whoever was answering a request when it happened; nothing where it is another thing.

    Of a session that could not be kept Django tells something else, which came of it.
    """
    while isinstance(error, UpdateError | SessionInterrupted):
        error = error.__context__
    if isinstance(error, StoreAwayError):
        return _(
            "The store of files cannot be reached just now. Nothing that was saved before is lost; try again in a moment."
        )
    if isinstance(error, OSError):
        return {errno.ENOSPC: _full(), errno.EDQUOT: _full(), errno.EROFS: _read_only()}.get(
            error.errno or 0, ""
        )
    if not isinstance(error, OperationalError | InterfaceError | InternalError):
        return ""
    said = str(error).casefold()
    if any(each in said for each in FULL):
        return _full()
    if any(each in said for each in READ_ONLY):
        return _read_only()
    return _away(error)


def _away(error: Exception) -> str:
    if isinstance(error, OperationalError) and is_locked_database_exception(error):
        return _("The record is being written just now. Try again in a moment.")
    # Faults of ours, unless the database said one of the words above; SQLite tells so of a table that is not there.
    if isinstance(error, InternalError) or str(error).startswith("no such "):
        return ""
    return _(
        "The database cannot be reached just now. Nothing that was saved before is lost; try again in a moment."
    )


def answer(request: HttpRequest, explanation: str) -> HttpResponse:
    return _headed(_page(request, _("Not just now"), explanation, status=503))


def fault(request: HttpRequest) -> HttpResponse:
    """The page of a fault of ours, which may be anywhere: what it is written with may fail too."""
    explanation = _(
        "This should not have happened: the fault is in the program, and its log says where. Nothing was changed."
    )
    try:
        return _page(request, _("This did not work"), explanation, status=500)
    except Exception:
        logger.exception("The page that tells of a fault could not be written")
        return _plain(explanation, status=500)


def _page(request: HttpRequest, title: str, explanation: str, *, status: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(title, explanation, status=status)
    if "html" not in request.headers.get("Accept", "html"):
        return _plain(explanation, status=status)
    context = {
        "language": words.LANGUAGES[get_language() or "en"],
        "page_title": title,
        "explanation": explanation,
        "sent": request.method not in ("GET", "HEAD"),
        "passes": status == HTTPStatus.SERVICE_UNAVAILABLE,
        "back": request.get_full_path(),
        "version": accede.__version__,
    }
    return HttpResponse(render_to_string("unavailable.html", context), status=status)


def problem(title: str, explanation: str, *, status: int) -> HttpResponse:
    """What programs are told below /api/, where the API itself was not reached, or failed."""
    told = {"type": "about:blank", "title": title, "status": status, "detail": explanation, "nearest": []}
    return HttpResponse(json.dumps(told), status=status, content_type="application/problem+json")


def _plain(explanation: str, *, status: int) -> HttpResponse:
    return HttpResponse(f"{explanation}\n", status=status, content_type="text/plain; charset=utf-8")


def _headed(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = SECONDS_TO_WAIT
    response["Cache-Control"] = "no-store"
    return response


def _full() -> str:
    return _("The server’s disk is full. Nothing can be saved until whoever runs the desk has made room.")


def _read_only() -> str:
    return _(
        "The server’s disk takes nothing just now. Nothing can be saved until whoever runs the desk has looked at it."
    )
