"""What is written to the log: plain lines or JSON, without secrets of addresses and without what people wrote."""

import json
import logging
import re
import sqlite3
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from django.http import HttpRequest

# An answer to a survey, a reply to an invitation, a calendar: whoever has the address comes in.
_SECRET = re.compile(r"(/answer/|/register/|/calendar/)[^/\s?\"']+")
# Addresses and mail addresses are looked for word by word: one pattern for all of it would begin anew at each letter, and an
# address of 60 KB keep the process for seconds.
_WORD = re.compile(r"[^\s\"']+")
_WORD_OF_MAIL = re.compile(r"[^\s<>\"'(),;:=]+")
# What these say is about the program, or was written by whoever runs it; others may hold what was being written.
_TELLING = (
    AttributeError,
    ImportError,
    NameError,
    NotImplementedError,
    RecursionError,
    TypeError,
)
_FIELDS = ("status", "milliseconds", "person", "queries", "database_milliseconds", "sql")

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutSecrets(logging.Formatter):
    """The usual line, whatever its text, arguments and traceback are made of."""

    def format(self, record: logging.LogRecord) -> str:
        return scrubbed(super().format(_by_route(record)))

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 -- the library's name
        """The usual traceback, but for what the exceptions say."""
        if ei[1] is None:
            return ""
        told = traceback.TracebackException.from_exception(ei[1])
        _hush(told, ei[1])
        return "".join(told.format()).rstrip("\n")


class AsJson(WithoutSecrets):
    """A line of JSON: when, how grave, what, and for which request."""

    def format(self, record: logging.LogRecord) -> str:
        record = _by_route(record)
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrubbed(record.getMessage()),
        } | _request()
        told |= {name: record.__dict__[name] for name in _FIELDS if record.__dict__.get(name) is not None}
        if record.exc_info:
            told["traceback"] = scrubbed(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False, default=str)


class WithoutTrace(logging.Filter):
    """One line for what is no fault of the program."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        return True


def scrubbed(text: str) -> str:
    """Without the tokens and query strings of addresses, and without mail addresses."""
    text = _SECRET.sub(r"\1…", text)
    if "?" in text:
        text = _WORD.sub(_without_query, text)
    return _WORD_OF_MAIL.sub(_without_mail_address, text) if "@" in text else text


def _without_query(word: re.Match[str]) -> str:
    """A path, a question mark, and what is asked."""
    said = word[0]
    path = said.find("/")
    asked = said.find("?", path) if path >= 0 else -1
    return f"{said[:asked]}?…" if 0 <= asked < len(said) - 1 else said


def _without_mail_address(word: re.Match[str]) -> str:
    """Something before an @, and behind it a dot with something on both sides."""
    said = word[0]
    at = said.find("@", 1)
    dot = said.find(".", at + 2) if at > 0 else -1
    return "…@…" if 0 <= dot < len(said) - 1 else said


def _request() -> dict[str, Any]:
    """Which request the process is at, if any."""
    from accede.project.observing.now import doing  # noqa: PLC0415 -- needs settings, which need this

    if (now := doing.get()) is None:
        return {}
    return {"request": now.number, "method": now.method, "route": now.route}


def _by_route(record: logging.LogRecord) -> logging.LogRecord:
    """Of a request that was refused or failed, the pattern of its address in the place of the address."""
    request = getattr(record, "request", None)
    if not isinstance(request, HttpRequest) or not isinstance(record.args, tuple):
        return record
    from accede.project.observing.now import route_of  # noqa: PLC0415 -- as above

    again = logging.makeLogRecord(record.__dict__)
    again.args = tuple(route_of(request) if each == request.path else each for each in record.args)
    if again.__dict__.get("status_code"):
        again.__dict__["status"] = again.__dict__["status_code"]
    return again


def _hush(told: traceback.TracebackException, error: BaseException) -> None:
    """Of each exception of the chain, only those words that cannot be anybody's but the program's."""
    if not isinstance(error, _TELLING):
        told._str = _said_by_database(error)  # type: ignore[attr-defined]  # noqa: SLF001 -- else its words
    told.__notes__ = None
    for chained, cause in (
        (told.__cause__, error.__cause__),
        (told.__context__, error.__context__),
    ):
        if chained is not None and cause is not None:
            _hush(chained, cause)
    for part, inner in zip(told.exceptions or (), getattr(error, "exceptions", ()), strict=False):
        _hush(part, inner)


def _said_by_database(error: BaseException) -> str:
    """Which rule was broken, never by what; of other errors that stand for the system, which one."""
    cause = error.__cause__ or error
    if isinstance(error, OSError):
        return error.strerror or ""
    if getattr(cause, "sqlstate", None):
        broken = getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
        return f"{getattr(cause, 'sqlstate', '')} {broken}".strip()
    return (
        str(cause) if isinstance(cause, sqlite3.Error) else "(not told)"
    )  # SQLite names tables and columns only
