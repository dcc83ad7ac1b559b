"""Which edition of the record is in force: whatever was derived from it is good as long as it is."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connections, router

from accede.access.viewer import PUBLIC, Viewer
from accede.asked_once import already, as_it_is, key, once
from accede.record.models import Edition

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

# So many answers are kept in a process, the last asked for: names in six languages, treaties, what States did.
MOST_KEPT = 48
_kept: OrderedDict[Any, Any] = OrderedDict()
_lock = threading.Lock()


@once(as_it_is)
def current_edition(*, viewer: Viewer) -> int:
    """The number of the last change of the record; 0 while nothing is loaded."""
    # In SQL: each page asks it, and Django takes ten times as long to put the question as the database to answer.
    with connections[router.db_for_read(Edition)].cursor() as cursor:
        cursor.execute(f"SELECT MAX(id) FROM {Edition._meta.db_table}")  # noqa: S608, SLF001 -- its own table
        return cursor.fetchone()[0] or 0


def kept_for_edition(read: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Of the record alone, for anybody: a page that has asked which edition is in force is told what was read for it.

    Nobody changes what is kept. Without such a page it is read each time.
    """

    @wraps(read)
    def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        edition = already(current_edition, viewer=PUBLIC)
        if not edition:
            return read(*args, **kwargs)
        asked = (edition, *key(read, args, kwargs))
        with _lock:
            if asked in _kept:
                _kept.move_to_end(asked)
                return cast("Answer", _kept[asked])
        found = read(*args, **kwargs)
        with _lock:
            _kept[asked] = found
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
        return found

    return answer


def forget() -> None:
    """Nothing is kept any more."""
    with _lock:
        _kept.clear()
