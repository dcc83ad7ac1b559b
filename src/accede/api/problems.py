"""Refusals as problem details (RFC 9457): what was wrong, where, and what to do."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import ValidationError

from accede.api.schemas import Problem
from accede.record.queries.nearest import NotOnRecordError, nearest_names

KIND = "application/problem+json"


class RefusedError(Exception):
    """What a door itself refuses: by which status, why, and what to do."""

    def __init__(
        self, status: int, title: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(title)
        self.status, self.title, self.detail, self.headers = status, title, detail, headers or {}


def told(status: int, title: str, detail: str, nearest: list[str] | None = None) -> HttpResponse:
    problem = Problem(type="about:blank", title=title, status=status, detail=detail, nearest=nearest or [])
    return HttpResponse(problem.model_dump_json(), status=status, content_type=KIND)


def tell(api: NinjaAPI) -> None:
    """Let the API answer with problem details whatever a query or the address refuses."""

    @api.exception_handler(NotOnRecordError)
    def not_on_record(_request: HttpRequest, error: NotOnRecordError) -> HttpResponse:
        return told(404, f"No such {error.what}", str(error), error.nearest)

    @api.exception_handler(RefusedError)
    def refused(_request: HttpRequest, error: RefusedError) -> HttpResponse:
        answer = told(error.status, error.title, error.detail)
        for name, value in error.headers.items():
            answer[name] = value
        if error.status == HTTPStatus.UNAUTHORIZED:
            answer["WWW-Authenticate"] = 'Bearer realm="Accede"'
        return answer

    @api.exception_handler(ValidationError)
    def not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        return told(
            422, "The address asks for something that cannot be", "; ".join(map(_place, error.errors))
        )


@require_safe
def no_such_address(request: HttpRequest, rest: str) -> HttpResponse:
    return told(404, "No such address", f"There is nothing at {request.path}. See /api/v1/openapi.json.")


def known_filters_only(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse a filter that there is not: left out of account, it would answer what nobody asked for."""
    models = run.__self__.signature.models  # type: ignore[attr-defined]  # the operation's own method
    filters = sorted({names[0] for model in models for names in _of_query(model)})

    @wraps(run)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        unknown = sorted(set(request.GET) - set(filters))
        if unknown:
            detail = f"There is no filter {unknown[0]!r} here. There are: {', '.join(filters)}."
            return told(422, "No such filter", detail, nearest_names(unknown[0], filters))
        return run(request, *args, **kwargs)

    return answer


def _of_query(model: Any) -> Iterable[tuple[str, ...]]:
    """The names by which the address fills the parameters of a model that is filled from it."""
    flattened: dict[str, tuple[str, ...]] = model.__ninja_flatten_map__
    return flattened.values() if model.__ninja_param_source__ == "query" else ()


def _place(error: dict[str, Any]) -> str:
    """For example "limit: Input should be less than or equal to 1000"."""
    return f"{error['loc'][-1]}: {error['msg']}"
