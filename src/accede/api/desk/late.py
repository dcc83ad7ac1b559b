"""An operation whose models are made when somebody asks for it, or for the document of the API.

Together they take fifty megabytes and more than a second of processor time; a process is seldom asked for many of them.
"""

import threading
from collections.abc import Callable
from functools import cache
from typing import Any

from ninja.constants import NOT_SET
from ninja.operation import Operation

# Of an operation, what its signature has to be read for.
_READ_OFF = frozenset(
    {
        "view_func",
        "signature",
        "models",
        "stream_format",
        "stream_item_model",
        "response_models",
        "description",
        "openapi_extra",
    }
)
_one_at_a_time = threading.RLock()


class LateOperation(Operation):
    """It stands at its address as any other does."""

    def __init__(
        self,
        path: str,
        method: str,
        make: Callable[[], Operation],
        *,
        auth: Callable[..., Any],
        summary: str,
        name: str,
        url_name: str,
    ) -> None:
        # The library's own beginning would read the signature, so it is left to `make`.
        self._made = cache(make)  # for all copies of this one
        self.is_async = self.csrf_exempt = False
        self.path, self.methods, self.url_name = path, [method], url_name
        self.auth_callbacks = []
        self._set_auth(auth)
        self.auth_param, self.throttle_param, self.throttle_objects = auth, NOT_SET, []
        self.operation_id, self.summary = name, summary
        self.tags, self.deprecated, self.include_in_schema = None, None, True
        self.by_alias = self.exclude_unset = self.exclude_defaults = self.exclude_none = False

    def __getattr__(self, name: str) -> Any:
        if name not in _READ_OFF:
            raise AttributeError(name)
        with _one_at_a_time:
            made = self._made()
        self.__dict__ |= {each: getattr(made, each) for each in _READ_OFF}
        return self.__dict__[name]

    def clone(self) -> Operation:
        """Another for the API that takes it in, and decorates it: it is still to be made."""
        other: LateOperation = object.__new__(type(self))
        other.__dict__ |= self.__dict__
        other.methods, other.auth_callbacks = list(self.methods), list(self.auth_callbacks)
        return other
