"""Idempotency-Key: a write that is sent again under the same key is answered again, and not done again."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone

from accede.access import answered_writes
from accede.access.answered_writes import Claim, GoingOnError, OtherWriteError
from accede.api import problems
from accede.api.bearing import SAFE, bearer_of

LONGEST = 200


class ToldOnceResponse(JsonResponse):
    """An answer with something in it that is told this once: `again` is what the desk keeps, and answers later."""

    def __init__(self, told: dict[str, Any], *, again: dict[str, Any]) -> None:
        super().__init__(told)
        self.again = again


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Around what does a write, once it is known by whose token. All of it is one transaction."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = request.headers.get("Idempotency-Key", "")
        if request.method in SAFE or not key:
            with transaction.atomic():
                done: HttpResponse = view(request, *args, **kwargs)
            return done
        if len(key) > LONGEST:
            raise problems.RefusedError(
                HTTPStatus.UNPROCESSABLE_ENTITY, "This key is too long", f"At most {LONGEST} characters."
            )
        bearer = bearer_of(request)
        told = f"{request.method} {request.get_full_path()}\n".encode() + request.body
        try:
            claimed = answered_writes.claim(
                bearer.token, key=key, fingerprint=hashlib.sha256(told).hexdigest(), at=timezone.now()
            )
            if claimed.status is not None:
                again = JsonResponse(claimed.answer, status=claimed.status)
                again["Idempotency-Replayed"] = "true"
                return again
            return _done(claimed, lambda: view(request, *args, **kwargs))
        except OtherWriteError as error:
            raise problems.RefusedError(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "This key was used for another write",
                "Take a new Idempotency-Key for each write.",
            ) from error
        except GoingOnError as error:
            raise problems.RefusedError(
                HTTPStatus.CONFLICT,
                "This write is being done just now",
                "Ask again in a moment, under the same Idempotency-Key.",
                {"Retry-After": "2"},
            ) from error

    return answer


def _done(claimed: Claim, view: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        with transaction.atomic():
            response = view()
            again = getattr(response, "again", None)
            told = again if again is not None else json.loads(response.content or "null")
            answered_writes.keep(claimed, status=response.status_code, answer=told)
    except BaseException:
        answered_writes.give_up(claimed)
        raise
    return response
