"""Refusals as problem details (RFC 9457): what was wrong, where, and what to do."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, RequestDataTooBig, TooManyFieldsSent
from django.core.exceptions import ValidationError as Refused
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt
from django_tasks_db.utils import is_locked_database_exception
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from accede.access.actions import NotAllowedError
from accede.access.confidentiality import NotVisibleError
from accede.api.schemas import Problem
from accede.forecast.refusal import ForecastRefusedError
from accede.record.partial_dates import NotADateError
from accede.record.queries.nearest import NotOnRecordError, nearest_names
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.renderers.pdf import UnprintableError
from accede.reporting.wording import WordingError

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
        sent = all(each["loc"][0] == "body" for each in error.errors)
        title = "What was sent cannot be" if sent else "The address asks for something that cannot be"
        return told(422, title, "; ".join(map(_place, error.errors)))

    @api.exception_handler(HttpError)
    def not_read(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return told(error.status_code, "This cannot be read", str(error))

    _tell_of_acts(api)


def _tell_of_acts(api: NinjaAPI) -> None:
    """Whatever an action refuses, and the database."""

    @api.exception_handler(NotAllowedError)
    def not_allowed(_request: HttpRequest, error: NotAllowedError) -> HttpResponse:
        return told(403, "Your role does not allow this", str(error))

    @api.exception_handler(NotVisibleError)
    @api.exception_handler(Http404)
    def not_visible(_request: HttpRequest, _error: Exception) -> HttpResponse:
        return told(
            404, "There is no such record", "There is none with this address, or none that you may see."
        )

    @api.exception_handler(Refused)
    @api.exception_handler(NotADateError)
    @api.exception_handler(ReportRefusedError)
    @api.exception_handler(WordingError)
    @api.exception_handler(UnprintableError)
    @api.exception_handler(ForecastRefusedError)
    def cannot_be_done(_request: HttpRequest, error: Exception) -> HttpResponse:
        detail = "; ".join(_by_field(error)) if isinstance(error, Refused) else str(error)
        return told(422, "This cannot be done", detail)

    @api.exception_handler(IntegrityError)
    def beaten(_request: HttpRequest, _error: IntegrityError) -> HttpResponse:
        return told(
            409, "Somebody was faster", "What is there now does not go together with this. Read it again."
        )

    @api.exception_handler(RequestDataTooBig)
    def too_large(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1 << 20)
        return told(413, "This is too large", f"At most {most} MB can be sent. Nothing was changed.")

    @api.exception_handler(OperationalError)
    def locked(_request: HttpRequest, error: OperationalError) -> HttpResponse:
        if not is_locked_database_exception(error):
            raise error
        answer = told(503, "The record is being written just now", "Nothing was kept. Try again in a moment.")
        answer["Retry-After"] = "2"
        return answer


def _by_field(error: Refused) -> Iterable[str]:
    """For example "held_on: 2027-01-01 is still to come."."""
    fields = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for field, messages in fields.items():
        start = "" if field == NON_FIELD_ERRORS else f"{field}: "
        yield from (f"{start}{message}" for message in messages)


def by_its_methods(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer HEAD as GET, whose body the server leaves out; a method that an address does not take is a problem too."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.headers.get("Transfer-Encoding") and "CONTENT_LENGTH" not in request.META:
            return told(411, "The length is lacking", "Say in Content-Length how long the body is.")
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        try:
            response = view(request, *args, **kwargs)
        except TooManyFieldsSent:  # of the address, before any filter of it was read
            most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
            return told(422, "Too many filters", f"An address takes {most} at most, each value counted.")
        finally:
            request.method = asked
        return _no_such_method(response) if isinstance(response, HttpResponseNotAllowed) else response

    return answer


def _no_such_method(response: HttpResponseNotAllowed) -> HttpResponse:
    taken = {name.strip() for name in response["Allow"].split(",")}
    allowed = ", ".join(sorted(taken | ({"HEAD"} if "GET" in taken else set())))
    answer = told(405, "No such method", f"This address takes {allowed}.")
    answer["Allow"] = allowed
    return answer


@csrf_exempt  # whatever is sent there comes from programs, and is answered as to them
def no_such_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    return told(404, "No such address", f"There is nothing at {request.path}. See /api/v1/openapi.json.")


def known_filters_only(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse a filter that there is not: left out of account, it would answer what nobody asked for."""
    operation = run.__self__  # type: ignore[attr-defined]  # it is the operation's own method

    @cache
    def filters_there_are() -> list[str]:
        return sorted({names[0] for model in operation.signature.models for names in _of_query(model)})

    @wraps(run)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.GET and (unknown := sorted(set(request.GET) - set(filters_there_are()))):
            filters = filters_there_are()
            detail = f"There is no filter {unknown[0]!r} here. There are: {', '.join(filters)}."
            return told(422, "No such filter", detail, nearest_names(unknown[0], filters))
        return run(request, *args, **kwargs)

    return answer


def _of_query(model: Any) -> Iterable[tuple[str, ...]]:
    """The names by which the address fills the parameters of a model that is filled from it."""
    if model.__ninja_param_source__ != "query":
        return ()
    flattened: dict[str, tuple[str, ...]] = model.__ninja_flatten_map__
    return flattened.values()


def _place(error: dict[str, Any]) -> str:
    """For example "limit: Input should be less than or equal to 1000"; within a list "states.3: ..."."""
    place = ".".join(str(each) for each in error["loc"][1:] if each != "given") or error["loc"][-1]
    return f"{place}: {error['msg'].removeprefix('Value error, ')}"
