"""A room of the desk for programs: its lists, its single records and its writes, declared by the query or action that does them.

Addresses, filters, bodies and answers are read off the signatures of queries and actions. So a room says only which
address leads to which of them, and no door can do what the pages cannot.
"""

import inspect
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any

from django.core.paginator import Page
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from ninja import Body, Path, Query, Router
from pydantic import BaseModel, create_model

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api import asked, rows
from accede.api.bearing import by_token
from accede.api.desk import shown, taken
from accede.api.desk.done import Done, DoneWithSecret, named_in, told_of
from accede.api.desk.seat import Seat, seat_of
from accede.api.desk.words import FILTERS
from accede.api.freshness import etag_of
from accede.api.once import ToldOnceResponse, once
from accede.api.problems import RefusedError
from accede.api.schemas import Rows

Act = Callable[..., Any]
PAGES = Annotated[int, Query(ge=1, le=asked.FURTHEST, description="Which page of fifty, from 1.")]
# What a part of an address is a name of: of the parameter that the query or action calls otherwise.
CALLED = {"iso3": "state", "meeting": "meeting"}


CSV_TOO = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}


class Room:
    """A router that knows queries and actions."""

    def __init__(self, tag: str, *, guard: Callable[[Viewer, Campaign], object] | None = None) -> None:
        """`guard` raises NotAllowedError for whoever may not even read here."""
        self.guard = guard
        self.router = Router(tags=[tag], auth=by_token)
        self._shown: dict[str, Act] = {}

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
        row = row or _row_of(query)
        hints = taken.asked_by(query, but={*but, "page", "on", "most", *_bound(path, of)})
        filters = {name: ((kinds or {}).get(name, hint), default) for name, (hint, default) in hints.items()}
        paged = "page" in inspect.signature(query).parameters
        parameters = [
            *_of_path(path, query, of),
            *map(_filter, filters.items()),
            *_always(csv=form, paged=paged),
        ]

        def endpoint(request: HttpRequest, **given: Any) -> Any:
            seat = self._seat(request, given)
            with translation.override(seat.language):
                arguments = _read_arguments(query, seat, given, filters, path, of)
                if paged:
                    found = query(**arguments, page=given["page"])
                    return _page(request, found, row, given)
                found = query(**arguments)
                records = [shown.plain(each) for each in found]
                columns = _columns(row, records)
                return rows.answer(
                    request,
                    records,
                    columns,
                    form=given.get("form", asked.Format.JSON),
                    limit=given["limit"],
                    offset=given["offset"],
                )

        items: Any = (types.GenericAlias(list, (shown.shape(row),)), ...)
        answer = create_model(f"{_title(path, query)}List", __base__=Rows, items=items)
        self._add("GET", path, endpoint, parameters, answer, summary, query, CSV_TOO if form else None)

    def one(
        self,
        path: str,
        query: Act,
        *,
        summary: str,
        of: str = "",
        row: Any = None,
        asks: Iterable[str] = (),
    ) -> None:
        """A single thing by the query; `asks` are those of its parameters that may be said beside the address."""
        filters = {name: told for name, told in taken.asked_by(query).items() if name in asks}
        parameters = [
            *_of_path(path, query, of),
            *map(_filter, filters.items()),
            *_always(csv=False, paged=None),
        ]

        def endpoint(request: HttpRequest, **given: Any) -> Any:
            seat = self._seat(request, given)
            with translation.override(seat.language):
                found = query(**_read_arguments(query, seat, given, filters, path, of))
                if found is None:
                    raise RefusedError(HTTPStatus.NOT_FOUND, "There is none", "None that you may see.")
                return JsonResponse(shown.plain(found), safe=False)

        answer = shown.shape(row or _optional(taken.hints_of(query).get("return", Any)))
        self._add("GET", path, endpoint, parameters, answer, summary, query)
        self._shown[path] = endpoint

    def file(self, path: str, query: Act, kind: str, *, summary: str, of: str = "") -> None:
        """A file of that media type, as the query makes it."""
        parameters = [*_of_path(path, query, of), *_always(csv=False, paged=None)]

        def endpoint(request: HttpRequest, **given: Any) -> Any:
            seat = self._seat(request, given)
            with translation.override(seat.language):
                made = query(**_read_arguments(query, seat, given, {}, path, of))
            return HttpResponse(made, content_type=kind)

        told = {"responses": {200: {"content": {kind: {"schema": {"type": "string"}}}}}}
        self._add("GET", path, endpoint, parameters, None, summary, query, told)

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
        bound = _bound(path, of)
        told = taken.asked_by(act, but={*but, *bound}, given=taken.GIVEN_TO_WRITES)
        told |= {name: (hint, told[name][1]) for name, hint in (kinds or {}).items()}
        parameters = _of_path(path, act, of)
        if told:
            body = taken.body_of(f"{_title(path, act)}In", told, needed)
            parameters.append(_parameter("given", body, Body(...)))  # type: ignore[type-arg]
        shows = self._shown.get(path)

        def endpoint(request: HttpRequest, **given: Any) -> Any:
            seat = self._seat(request, given)
            _insist_on_same(request, shows, given)
            with translation.override("en"):
                where = _of_address(act, seat, given, path, of)
                named = named_in(where)
                made = act(**taken.arguments_for(act, _said(given.get("given")), seat, bound=where))
            told = told_of(made, named).model_dump()
            if secret is None:
                return JsonResponse(told)
            return ToldOnceResponse(told | {"secret": secret(made)}, again=told | {"secret": ""})

        self._add(method, path, endpoint, parameters, DoneWithSecret if secret else Done, summary, act)

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
        endpoint: Act,
        parameters: list[Any],
        answer: Any,
        summary: str,
        does: Act,
        extra: dict[str, Any] | None = None,
    ) -> None:
        order = [_parameter("request", HttpRequest), _parameter("campaign", CampaignKey), *parameters]
        endpoint.__signature__ = inspect.Signature(order)  # type: ignore[attr-defined]  # ninja reads it
        endpoint.__name__ = does.__name__
        endpoint.__doc__ = inspect.getdoc(does)
        view = endpoint if method == "GET" else _with_signature(once(endpoint), order)
        name = f"{method.lower()}_{_title(path, does)}"
        self.router.add_api_operation(
            path, [method], view, response=answer, summary=summary, operation_id=name, openapi_extra=extra
        )


CampaignKey = Annotated[str, Path(max_length=50, description="The campaign's key: ccm.")]


def _with_signature(view: Act, order: list[inspect.Parameter]) -> Act:
    view.__signature__ = inspect.Signature(order)  # type: ignore[attr-defined]
    return view


def _parameter(name: str, hint: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=hint, default=default)


def _parts(path: str) -> list[str]:
    return re.findall(r"{(\w+)}", path)


def _name_in(part: str, of: str) -> str:
    """What the query or action calls what stands in that part of the address."""
    return of if of and part == "number" else CALLED.get(part, part)


def _bound(path: str, of: str) -> set[str]:
    return {_name_in(part, of) for part in _parts(path)}


def _of_path(path: str, act: Act, of: str) -> list[inspect.Parameter]:
    hints, parameters = taken.hints_of(act), []
    for part in _parts(path):
        hint = hints.get(_name_in(part, of), str)
        kind = taken.as_json(hint) if part != "iso3" else taken.Key
        says = "A State, by its ISO 3166-1 alpha-3 code." if part == "iso3" else "Its number or key."
        parameters.append(_parameter(part, Annotated[kind, Path(description=says)]))  # type: ignore[type-arg]
    return parameters


def _filter(each: tuple[str, tuple[Any, Any]]) -> inspect.Parameter:
    name, (hint, default) = each
    says = FILTERS.get(name, f"Only these, by {name.replace('_', ' ')}.")
    kind = taken.as_json(hint)
    if typing.get_origin(typing.get_args(kind)[0] if typing.get_args(kind) else kind) is list:
        default, kind = [], typing.get_args(kind)[0]
    else:  # the query's own default counts
        default, kind = None, kind | None
    return _parameter(name, Annotated[kind, Query(description=says)], default)  # type: ignore[type-arg]


def _always(*, csv: bool, paged: bool | None) -> list[inspect.Parameter]:
    """What every list takes; of what is read singly day and language alone."""
    found = [_parameter("on", asked.On, None), _parameter("lang", asked.Lang, asked.Language.EN)]
    if paged:
        found.append(_parameter("page", PAGES, 1))
    elif paged is False:
        found += [_parameter("limit", asked.Limit, 100), _parameter("offset", asked.Offset, 0)]
    if csv:
        found.append(_parameter("form", asked.Form, asked.Format.JSON))
    return found


def _of_address(act: Act, seat: Seat, given: Mapping[str, Any], path: str, of: str) -> dict[str, Any]:
    """What the parts of the address name. Raises NotVisibleError and NotOnRecordError: there is no such address."""
    hints, where = taken.hints_of(act), {}
    for part in _parts(path):
        name = _name_in(part, of)
        hint = hints.get(name, str)
        is_record = isinstance(hint, type) and issubclass(hint, Model)
        where[name] = taken.how_found(hint)[1](seat, given[part]) if is_record else given[part]
    return where


def _read_arguments(
    query: Act,
    seat: Seat,
    given: Mapping[str, Any],
    filters: Mapping[str, tuple[Any, Any]],
    path: str,
    of: str,
) -> dict[str, Any]:
    bound = _of_address(query, seat, given, path, of)
    said = {name: given[name] for name in filters if given.get(name) is not None}
    return taken.arguments_for(query, said, seat, bound=bound)


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


def _insist_on_same(request: HttpRequest, shows: Act | None, given: Mapping[str, Any]) -> None:
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
    now = shows(request, **where, on=None, lang="en")
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


def _title(path: str, act: Act) -> str:
    return "".join(each.title() for each in re.findall(r"[a-z]+", re.sub(r"{\w+}", "", path))) + "".join(
        each.title() for each in act.__name__.split("_")
    )
