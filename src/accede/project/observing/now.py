"""What the process is doing at the moment: the log and the figures name it."""

import re
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

_LANGUAGE = re.compile(rf"^(?:{'|'.join(code for code, _name in settings.LANGUAGES)})/")
NOWHERE = "(no such address)"


@dataclass(slots=True)
class Doing:
    """A request on its way, and what it has asked of the database so far."""

    number: str
    request: HttpRequest
    queries: int = 0
    seconds: float = 0.0
    slow: int = 0

    @property
    def method(self) -> str:
        return self.request.method or ""

    @property
    def route(self) -> str:
        return route_of(self.request)


doing: ContextVar[Doing | None] = ContextVar("doing", default=None)


def route_of(request: HttpRequest) -> str:
    """The pattern of its address: what stands in the address itself may be a secret, or somebody's name."""
    if request.resolver_match is not None:
        return "/" + _LANGUAGE.sub("<language>/", request.resolver_match.route)
    return f"{settings.STATIC_URL}<file>" if request.path_info.startswith(settings.STATIC_URL) else NOWHERE
