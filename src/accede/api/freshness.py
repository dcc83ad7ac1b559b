"""An answer is good while neither the record, nor the day, nor the program has changed: its ETag says so."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.http import condition

import accede
from accede import asked_once, packing, replicas
from accede.access.viewer import PUBLIC
from accede.record.queries.editions import current_edition

MAX_AGE = 60  # seconds for which nobody need ask again


View = Callable[..., HttpResponseBase]


def revalidated(view: View) -> View:
    """Answer 304 to who has the answer already, and let anyone keep a good one for a minute."""
    return revalidated_of(lambda: "")(view)


def revalidated_of(edition: Callable[[], object]) -> Callable[[View], View]:
    """The same for an answer that tells of more than the record: `edition` tells when that has changed."""

    def etag(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str:
        state = f"{accede.__version__} {current_edition(viewer=PUBLIC)} {edition()} {timezone.localdate()}"
        return f'W/"{hashlib.sha256(f"{state} {request.get_full_path()}".encode()).hexdigest()[:32]}"'

    def marked(view: View) -> View:
        return _revalidated(view, etag)

    return marked


def _revalidated(view: View, etag: Callable[..., str]) -> View:
    conditional = condition(etag_func=etag)(view)

    @replicas.by_anybody
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with asked_once.while_reading(request):
            response = conditional(request, *args, **kwargs)
        if response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            patch_cache_control(response, public=True, max_age=MAX_AGE)
            packing.sent(request, response)
        else:
            del response["ETag"]  # a refusal is given anew each time
        response["Access-Control-Allow-Origin"] = "*"  # the record is for everybody's pages
        return response

    return answer


def etag_of(response: HttpResponse) -> str:
    return f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'


def private(view: View) -> View:
    """Nobody between keeps what is for one person. Its ETag is made of what it says: who has it is answered 304."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method in ("GET", "HEAD") and response.status_code == HTTPStatus.OK:
            assert isinstance(response, HttpResponse)  # noqa: S101 -- for the type checker: none is streamed
            tag = response["ETag"] = etag_of(response)
            response = get_conditional_response(request, etag=tag, response=response) or response
        response["Cache-Control"] = "no-store, private"
        patch_vary_headers(response, ["Authorization"])
        return response

    return answer
