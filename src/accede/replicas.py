"""Copies of the database that follow it, from which anybody's pages are read where an operator named some.

Only what is marked by `by_anybody` reads there, and only for whoever brings neither a session nor a token: nobody is
shown as it was before what they have just written. A copy that does not answer, or is long behind, is left alone for a
while; the page is then read from the database itself. Each process finds that out for itself.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections
from django.http import HttpRequest

SECONDS_LEFT_ALONE = 10.0
SECONDS_BETWEEN_LOOKS = 5.0
# As old as a page that a browser may keep.
SECONDS_BEHIND = 60

# On the copy itself. What it has received and replayed to the end is as new as can be, as long as it receives;
# otherwise it is as old as the last that it has replayed, or, where nothing was written since, less.
_BEHIND = """
SELECT CASE
  WHEN NOT pg_is_in_recovery() THEN 0
  WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() AND EXISTS (SELECT FROM pg_stat_wal_receiver) THEN 0
  ELSE coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0)
END
"""

Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)
_read_from: ContextVar[str] = ContextVar("accede.replica", default=DEFAULT_DB_ALIAS)


class State(StrEnum):
    """Of a copy, as this process last saw it."""

    WELL = "well"
    BEHIND = "behind"
    AWAY = "away"


@dataclass(slots=True)
class _Seen:
    state: State = State.WELL
    until: float = 0.0  # no need to look again before


_seen: dict[str, _Seen] = {}
_lock = threading.Lock()


class Router:
    """Reads of what is marked go where `_reading` says; all else to the database itself."""

    def db_for_read(self, _model: type[Any], **_hints: Any) -> str:
        return _read_from.get()

    def db_for_write(self, _model: type[Any], **_hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, _first: Any, _second: Any, **_hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def by_anybody(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """The view only reads, and what anybody may see: where there are copies, one of them is asked first."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
        if not settings.REPLICAS or is_somebody(request) or request.method not in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        places = _in_order()
        for place in places[:-1]:
            found = _tried(place, view, request, *args, **kwargs)
            if found is not None:
                return found
        with _reading(places[-1]):
            return view(request, *args, **kwargs)

    return answer


def is_somebody(request: HttpRequest) -> bool:
    """Whether the request brings a session or a token, good or not."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers


def states() -> dict[str, State]:
    """Of each copy, looked at now."""
    return {alias: _look(alias) for alias in settings.REPLICAS}


def _in_order() -> list[str]:
    """A copy that is well, the database itself, and copies that are behind: better an old page than none."""
    found: dict[State, list[str]] = {state: [] for state in State}
    for alias in settings.REPLICAS:
        found[_known(alias)].append(alias)
    chosen = random.choices(found[State.WELL]) if found[State.WELL] else []  # noqa: S311 -- any of them will do
    return [*chosen, DEFAULT_DB_ALIAS, *found[State.BEHIND][:1]]


def _tried(
    place: str, view: Callable[..., Answer], request: HttpRequest, *args: Any, **kwargs: Any
) -> Answer | None:
    """The answer, unless the place failed meanwhile, whatever the view made of that."""
    connection = connections[place]
    connection.close_if_unusable_or_obsolete()
    found = None
    try:
        with _reading(place):
            found = view(request, *args, **kwargs)
    except (DatabaseError, InterfaceError):
        if not connection.errors_occurred:
            raise
    if not connection.errors_occurred:
        return found
    if place != DEFAULT_DB_ALIAS and (connection.connection is None or not connection.is_usable()):
        connection.close()
        _note(place, State.AWAY)
    return None


@contextmanager
def _reading(place: str) -> Iterator[None]:
    token = _read_from.set(place)
    try:
        yield
    finally:
        _read_from.reset(token)


def _known(alias: str) -> State:
    seen = _seen.get(alias)
    return seen.state if seen and time.monotonic() < seen.until else _look(alias)


def _look(alias: str) -> State:
    connection = connections[alias]
    try:
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute(_BEHIND)
            (behind,) = cursor.fetchone()
    except (DatabaseError, InterfaceError):
        connection.close()
        return _note(alias, State.AWAY)
    return _note(alias, State.BEHIND if behind > SECONDS_BEHIND else State.WELL)


def _note(alias: str, state: State) -> State:
    """Remember it, and tell of it where it is new."""
    seconds = SECONDS_LEFT_ALONE if state is State.AWAY else SECONDS_BETWEEN_LOOKS
    with _lock:
        before = _seen.get(alias, _Seen()).state
        _seen[alias] = _Seen(state, time.monotonic() + seconds)
    if state is before:
        return state
    if state is State.WELL:
        _log.warning("The copy %s of the database is well again: public pages are read from it.", alias)
    else:
        _log.warning(
            "The copy %s of the database is %s: public pages are read from the database itself.", alias, state
        )
    return state
