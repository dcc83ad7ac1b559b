"""Rendered public pages in a Redis or Valkey that all machines have in common: each page is rendered once for all.

What lies there is signed with the desk's key and is no pickle: whoever else writes there can neither run anything here
nor put words into a page. While it does not answer, each process keeps pages for itself, as without it.
"""

import hashlib
import hmac
import json
import logging
import time
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

Page = tuple[bytes, dict[str, str]]

SECONDS_LEFT_ALONE = 10.0
_LENGTH = 4
_log = logging.getLogger(__name__)
_away_until = [0.0]


class Signed:
    """A page as bytes, and back; none of one that nobody with the desk's key has written."""

    def dumps(self, page: Page) -> bytes:
        body, headers = page
        head = json.dumps(headers).encode()
        content = len(head).to_bytes(_LENGTH) + head + body
        return _signature(content) + content

    def loads(self, data: bytes) -> Page | None:
        size = hashlib.sha256().digest_size
        signature, content = data[:size], data[size:]
        if not hmac.compare_digest(signature, _signature(content)):
            return None
        end = _LENGTH + int.from_bytes(content[:_LENGTH])
        return content[end:], json.loads(content[_LENGTH:end])


class SharedPages(RedisCache):
    """Django's cache in Redis, which here may be away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        own = params.pop("OWN")
        params["OPTIONS"] = {"serializer": Signed, **params.get("OPTIONS", {})}
        super().__init__(server, params)
        self._own = LocMemCache("pages", own)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        if not _is_left_alone():
            try:
                return super().get(key, default, version=version)
            except RedisError as error:
                _leave_alone(error)
        return self._own.get(key, default, version=version)

    def set(
        self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        if not _is_left_alone():
            try:
                super().set(key, value, timeout, version=version)
            except RedisError as error:
                _leave_alone(error)
            else:
                return
        self._own.set(key, value, timeout, version=version)

    def clear(self) -> None:
        """Not what others have there: the keys of old editions are asked for no more, and go by themselves."""
        self._own.clear()

    def is_away(self) -> bool:
        """Asked now."""
        try:
            super().get("anybody")
        except RedisError as error:
            _leave_alone(error)
            return True
        _away_until[:] = [0.0]
        return False


def _signature(content: bytes) -> bytes:
    return hmac.digest(f"shared pages {settings.SECRET_KEY}".encode(), content, "sha256")


def _is_left_alone() -> bool:
    return time.monotonic() < _away_until[0]


def _leave_alone(error: RedisError) -> None:
    if not _is_left_alone():
        _log.warning(
            "The shared cache is away (%s): each process keeps pages for itself.", type(error).__name__
        )
    _away_until[:] = [time.monotonic() + SECONDS_LEFT_ALONE]
