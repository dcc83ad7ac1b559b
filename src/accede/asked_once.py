"""What many parts of a page ask of the record, and is the same for everybody: asked once for the page.

Only while a page is read: an address that writes may have changed what was asked before.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.http import HttpRequest

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
_known: ContextVar[dict[Any, Any] | None] = ContextVar("accede.asked_once", default=None)


@contextmanager
def while_reading(request: HttpRequest) -> Iterator[None]:
    """What is marked by `once` is asked once meanwhile, if the request only reads."""
    if request.method not in {"GET", "HEAD"}:
        yield
        return
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def is_reading() -> bool:
    return _known.get() is not None


def already(read: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer | None:
    """What the read, marked by `once`, has answered for this page; none where nothing has asked it."""
    found = (_known.get() or {}).get(key(getattr(read, "__wrapped__", read), args, kwargs))
    return cast("Answer | None", found)


def key(read: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
    """What was asked, under which its answer is known: the `viewer` makes no difference."""
    return (read, *args, *sorted((name, each) for name, each in kwargs.items() if name != "viewer"))


def as_it_is(found: Answer) -> Answer:
    """For what nobody changes."""
    return found


def once(taken: Callable[[Answer], Answer]) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """For a read of what anybody may see: its `viewer` makes no difference. `taken` makes the copy that each asker gets."""

    def marked(read: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        @wraps(read)
        def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            known = _known.get()
            if known is None:
                return read(*args, **kwargs)
            asked = key(read, args, kwargs)
            if asked not in known:
                known[asked] = read(*args, **kwargs)
            return taken(cast("Answer", known[asked]))

        return answer

    return marked
