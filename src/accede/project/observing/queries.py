"""How long the database takes, and which queries take long: told by their shape, never by what was asked for."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from accede.project.observing.now import doing

_log = logging.getLogger(__name__)
MOST = 2000
_TEXT = re.compile(r"'(?:[^']|'')*'")
_NUMBER = re.compile(r"(?<![\w\"$.])\d+(?:\.\d+)?\b(?!\")")
_MANY = re.compile(r"(%s|\?)(?:, ?(?:%s|\?))+")
_ROWS = re.compile(r"\((?:%s|\?), \.\.\.\)(?:, ?\((?:%s|\?), \.\.\.\))+")


def listen(connection: BaseDatabaseWrapper, **_told: object) -> None:
    """Have a connection that was just opened tell of each of its queries."""
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def timed(
    execute: Callable[..., Any],
    sql: str,
    params: object,
    many: bool,  # noqa: FBT001 -- as Django calls it
    context: dict[str, Any],
) -> Any:
    """Do the query, and count it for the request that asked."""
    start = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = time.perf_counter() - start
        slow = took * 1000 >= settings.SLOW_QUERY_MILLISECONDS
        if (now := doing.get()) is not None:
            now.queries += 1
            now.seconds += took
            now.slow += slow
        if slow:
            milliseconds = round(took * 1000)
            _log.warning(
                "Slow query, %s ms: %s",
                milliseconds,
                shape(sql),
                extra={"milliseconds": milliseconds, "sql": shape(sql)},
            )


def shape(sql: str) -> str:
    """The query without its texts and numbers, its lists shortened: the same for whatever was asked for."""
    bare = _NUMBER.sub("?", _TEXT.sub("?", str(sql)))
    short = _ROWS.sub("(%s, ...), ...", _MANY.sub(r"\1, ...", " ".join(bare.split())))
    return short if len(short) <= MOST else short[:MOST] + " ..."
