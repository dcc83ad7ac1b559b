"""How much a request may bring along: told by its head, and refused before any of it is read."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

import accede
from accede.web import languages

MEGABYTE = 1 << 20
# Enough for any form, and for a document that goes with it.
ORDINARY = 20 * MEGABYTE

View = TypeVar("View", bound=Callable[..., Any])


def takes_up_to(most: int) -> Callable[[View], View]:
    """Mark a view to which larger files are sent. Files are written to the data folder as they come, never to memory."""

    def marked(view: View) -> View:
        view.largest_body = most  # type: ignore[attr-defined]  # a mark on a function
        return view

    return marked


class BodyLimit:
    """Middleware, before any that reads the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        _arguments: Sequence[Any],
        _named: Mapping[str, Any],
    ) -> HttpResponse | None:
        if request.path.startswith("/api/"):
            return None  # it refuses by itself, before reading, and in its own form
        most = getattr(view, "largest_body", ORDINARY)
        told = request.META.get("CONTENT_LENGTH") or "0"
        if told.isdecimal() and int(told) <= most + MEGABYTE:  # what a form adds around a file
            return None
        context = languages.of_page(request) | {
            "page_title": _("This is too large"),
            "explanation": _(
                "At most %(most)s MB can be sent here. Nothing of it was read, and nothing was changed."
            )
            % {"most": most // MEGABYTE},
            "version": accede.__version__,
            "elsewhere": "/desk/" not in request.path,
        }
        return render(request, "desk/refusal.html", context, status=413)
