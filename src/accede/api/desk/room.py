"""A room of the desk for programs: its lists, its single records and its writes, declared by the query or action that does them.

Addresses, filters, bodies and answers are read off the signatures of queries and actions. So a room says only which
address leads to which of them, and no door can do what the pages cannot.
"""

import inspect
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any, NamedTuple

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from ninja import Body, Path, Router
from ninja.constants import NOT_SET
from ninja.operation import Operation, PathView
from pydantic import BaseModel, create_model

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api import asked, rows
from accede.api.bearing import by_token
from accede.api.desk import addresses, shown, taken
from accede.api.desk.done import Done, DoneWithSecret, named_in, told_of
from accede.api.desk.late import LateOperation
from accede.api.desk.seat import Seat, seat_of
from accede.api.freshness import etag_of
from accede.api.once import ToldOnceResponse, once
from accede.api.problems import RefusedError
from accede.api.schemas import Rows

Act = Callable[..., Any]


# Of a file that came from outside nobody says more: nothing is to open it by itself.
ANY_FILE = "application/octet-stream"
YAML = "application/yaml"
BINARY = {"schema": {"type": "string", "format": "binary"}}
YAML_CONTENT: dict[str, Any] = {"schema": {}}  # read as what stands in it, and no longer a text
CSV_TOO = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}


class Made(NamedTuple):
    """What a declaration comes to, once somebody asks."""

    endpoint: Act
    parameters: list[inspect.Parameter]
    answer: Any
    extra: dict[str, Any] | None = None


class Room:
    """A router that knows queries and actions."""

    def __init__(self, tag: str, *, guard: Callable[[Viewer, Campaign], object] | None = None) -> None:
        """`guard` raises NotAllowedError for whoever may not even read here."""
        self.guard = guard
        self.router = Router(tags=[tag], auth=by_token)
        self._shown: dict[str, LateOperation] = {}

    def several(
        self,
        path: str,
        query: Act,
        *,
        summary: str,
        row: Any = None,
        of: str = "",
        but: Iterable[str] = (),
        kinds: Mapping[str, Any] | None = None,
        form: bool = True,
    ) -> None:
        """Rows by the query, a page of them at once; as CSV, too. `of` is what the path's own part is called there."""

        def make() -> Made:
            shows = row or _row_of(query)
            hints = taken.asked_by(query, but={*but, "page", "on", "most", *addresses.bound(path, of)})
            filters = {
                name: ((kinds or {}).get(name, hint), default) for name, (hint, default) in hints.items()
            }
            paged = "page" in inspect.signature(query).parameters
            parameters = [
                *addresses.of_path(path, query, of),
                *map(addresses.filter_, filters.items()),
                *addresses.always(csv=form, paged=paged),
            ]

            def endpoint(request: HttpRequest, **given: Any) -> Any:
                seat = self._seat(request, given)
                with translation.override(seat.language):
                    arguments = addresses.read_arguments(query, seat, given, filters, path, of)
                    if paged:
                        found = query(**arguments, page=given["page"])
                        return _page(request, found, shows, given)
                    found = query(**arguments)
                    records = [shown.plain(each) for each in found]
                    columns = _columns(shows, records)
                    return rows.answer(
                        request,
                        records,
                        columns,
                        form=given.get("form", asked.Format.JSON),
                        limit=given["limit"],
                        offset=given["offset"],
                    )

            items: Any = (types.GenericAlias(list, (shown.shape(shows),)), ...)
            answer = create_model(f"{addresses.title(path, query)}List", __base__=Rows, items=items)
            return Made(endpoint, parameters, answer, CSV_TOO if form else None)

        self._add("GET", path, query, make, summary=summary)

    def one(
        self, path: str, query: Act, *, summary: str, of: str = "", row: Any = None, asks: Iterable[str] = ()
    ) -> None:
        """A single thing by the query, which may be `asks`ed for by some of its parameters."""

        def make() -> Made:
            filters = addresses.asked_for(query, asks)
            parameters = [
                *addresses.of_path(path, query, of),
                *map(addresses.filter_, filters.items()),
                *addresses.always(csv=False, paged=None),
            ]

            def endpoint(request: HttpRequest, **given: Any) -> Any:
                seat = self._seat(request, given)
                with translation.override(seat.language):
                    found = query(**addresses.read_arguments(query, seat, given, filters, path, of))
                    if found is None:
                        raise RefusedError(HTTPStatus.NOT_FOUND, "There is none", "None that you may see.")
                    return JsonResponse(shown.plain(found), safe=False)

            answer = shown.shape(row or _optional(taken.hints_of(query).get("return", Any)))
            return Made(endpoint, parameters, answer)

        self._shown[path] = self._add("GET", path, query, make, summary=summary)

    def file(
        self,
        path: str,
        query: Act,
        *,
        summary: str,
        of: str = "",
        asks: Iterable[str] = (),
        media: Iterable[str] = (ANY_FILE,),
    ) -> None:
        """A file by the query, which gives its name and content and, of other than any `media`, which it is."""

        def make() -> Made:
            filters = addresses.asked_for(query, asks)
            parameters = [
                *addresses.of_path(path, query, of),
                *map(addresses.filter_, filters.items()),
                *addresses.always(csv=False, paged=None),
            ]
            content = {each.partition(";")[0]: YAML_CONTENT if each == YAML else BINARY for each in media}
            told = {"responses": {200: {"content": content}}}

            def endpoint(request: HttpRequest, **given: Any) -> Any:
                seat = self._seat(request, given)
                with translation.override(seat.language):
                    return _to_save(*query(**addresses.read_arguments(query, seat, given, filters, path, of)))

            return Made(endpoint, parameters, NOT_SET, told)

        self._add("GET", path, query, make, summary=summary)

    def look(
        self,
        path: str,
        query: Act,
        *,
        summary: str,
        of: str = "",
        row: Any = None,
        media: Iterable[str] = (),
        kinds: Mapping[str, Any] | None = None,
    ) -> None:
        """What comes of what is sent, by a query: nothing is written, and no key keeps the answer."""

        def make() -> Made:
            told = taken.asked_by(query, but=addresses.bound(path, of), given=taken.GIVEN_TO_WRITES)
            told |= {name: (hint, told[name][1]) for name, hint in (kinds or {}).items()}
            body = taken.body_of(f"{addresses.title(path, query)}In", told, ())
            parameters = [*addresses.of_path(path, query, of), addresses.parameter("given", body, Body(...))]  # type: ignore[type-arg]
            files = {"responses": {200: {"content": {each.partition(";")[0]: BINARY for each in media}}}}

            def endpoint(request: HttpRequest, **given: Any) -> Any:
                seat = self._seat(request, given)
                with translation.override(seat.language):
                    where = addresses.of_address(query, seat, given, path, of)
                    found = query(**taken.arguments_for(query, _said(given["given"]), seat, bound=where))
                    return _to_save(*found) if media else JsonResponse(shown.plain(found), safe=False)

            answer = NOT_SET if media else shown.shape(row or taken.hints_of(query).get("return", Any))
            return Made(endpoint, parameters, answer, files if media else None)

        self._add("POST", path, query, make, summary=summary)

    def write(
        self,
        method: str,
        path: str,
        act: Act,
        *,
        summary: str,
        of: str = "",
        needed: Iterable[str] = (),
        but: Iterable[str] = (),
        kinds: Mapping[str, Any] | None = None,
        secret: Callable[[Any], str] | None = None,
    ) -> None:
        """An act by the action. `needed` is what has to be said though the action's signature does not tell.

        `secret` reads off what the action gave back what is told this once.
        """

        def make() -> Made:
            bound = addresses.bound(path, of)
            told = taken.asked_by(act, but={*but, *bound}, given=taken.GIVEN_TO_WRITES)
            told |= {name: (hint, told[name][1]) for name, hint in (kinds or {}).items()}
            parameters = addresses.of_path(path, act, of)
            if told:
                body = taken.body_of(f"{addresses.title(path, act)}In", told, needed)
                parameters.append(addresses.parameter("given", body, Body(...)))  # type: ignore[type-arg]

            def endpoint(request: HttpRequest, **given: Any) -> Any:
                seat = self._seat(request, given)
                _insist_on_same(request, shows, given)
                with translation.override("en"):
                    where = addresses.of_address(act, seat, given, path, of)
                    named = named_in(where)
                    made = act(**taken.arguments_for(act, _said(given.get("given")), seat, bound=where))
                told = told_of(made, named).model_dump()
                if secret is None:
                    return JsonResponse(told)
                return ToldOnceResponse(told | {"secret": secret(made)}, again=told | {"secret": ""})

            return Made(endpoint, parameters, DoneWithSecret if secret else Done)

        shows = self._shown.get(path)
        self._add(method, path, act, make, summary=summary, writes=True)

    def _seat(self, request: HttpRequest, given: Mapping[str, Any]) -> Seat:
        seat = seat_of(request, given["campaign"], on=given.get("on"), language=str(given.get("lang", "en")))
        if self.guard is not None:
            with translation.override("en"):
                self.guard(seat.viewer, seat.campaign)
        return seat

    def _add(
        self,
        method: str,
        path: str,
        does: Act,
        make: Callable[[], Made],
        *,
        summary: str,
        writes: bool = False,
    ) -> LateOperation:
        name = f"{method.lower()}_{addresses.title(path, does)}"

        def whole() -> Operation:
            made = make()
            order = [
                addresses.parameter("request", HttpRequest),
                addresses.parameter("campaign", CampaignKey),
                *made.parameters,
            ]
            view = _with_signature(made.endpoint, order)
            view.__name__ = does.__name__
            view.__doc__ = inspect.getdoc(does)
            if writes:
                view = _with_signature(once(view), order)
            return Operation(path, [method], view, response=made.answer, openapi_extra=made.extra)

        operation = LateOperation(
            path, method, whole, auth=by_token, summary=summary, name=name, url_name=does.__name__
        )
        self.router.path_operations.setdefault(path, PathView()).operations.append(operation)
        return operation


CampaignKey = Annotated[str, Path(max_length=50, description="The campaign's key: ccm.")]


def _with_signature(view: Act, order: list[inspect.Parameter]) -> Act:
    view.__signature__ = inspect.Signature(order)  # type: ignore[attr-defined]  # the library reads it
    return view


def _to_save(name: str, content: bytes, media: str = ANY_FILE) -> HttpResponse:
    """As the pages give a file out: to be saved, never shown."""
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = content_disposition_header(True, " ".join(name.split())) or "attachment"
    return response


def _said(body: BaseModel | None) -> dict[str, Any]:
    """What was said in the body, and nothing that was not."""
    return {} if body is None else {name: getattr(body, name) for name in body.model_fields_set}


def _page(request: HttpRequest, found: Page[Any], row: Any, given: Mapping[str, Any]) -> Any:
    size, number = found.paginator.per_page, given["page"]
    is_beyond = number > found.paginator.num_pages
    items = [] if is_beyond else [shown.plain(each) for each in found.object_list]
    return rows.page(
        request,
        items,
        _columns(row, items),
        form=given.get("form", asked.Format.JSON),
        count=found.paginator.count,
        size=size,
        number=number,
        has_next=not is_beyond and found.has_next(),
    )


def _columns(row: Any, records: Sequence[Any]) -> list[str]:
    """Those of the row's fields; of what is no row of a query, those of the first that there is."""
    if isinstance(row, type):
        return shown.names_of(row)
    return list(records[0]) if records and isinstance(records[0], dict) else []


def _insist_on_same(request: HttpRequest, shows: LateOperation | None, given: Mapping[str, Any]) -> None:
    """With If-Match nothing is written over what somebody else wrote meanwhile. Raises RefusedError."""
    wanted = request.headers.get("If-Match", "")
    if not wanted or wanted == "*":
        return
    if shows is None:
        raise RefusedError(
            HTTPStatus.PRECONDITION_FAILED,
            "Nothing to compare with",
            "This address has no ETag: leave If-Match out.",
        )
    where = {name: value for name, value in given.items() if name != "given"}
    now = shows.view_func(request, **where, on=None, lang="en")
    if etag_of(now) not in [each.strip() for each in wanted.split(",")]:
        raise RefusedError(
            HTTPStatus.PRECONDITION_FAILED,
            "It was changed meanwhile",
            "Nothing was written. Read it again, then decide.",
        )


def _row_of(query: Act) -> Any:
    hint = taken.hints_of(query).get("return", Any)
    arguments = typing.get_args(hint)
    return arguments[0] if arguments else Any


def _optional(hint: Any) -> Any:
    arguments = [each for each in typing.get_args(hint) if each is not type(None)]
    return arguments[0] if type(None) in typing.get_args(hint) and len(arguments) == 1 else hint
