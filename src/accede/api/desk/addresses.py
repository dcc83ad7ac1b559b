"""What stands in an address: its parts and its filters, and how a query or action calls what they name."""

import inspect
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

from django.db.models import Model
from ninja import Path, Query

from accede.api import asked
from accede.api.desk import taken
from accede.api.desk.seat import Seat
from accede.api.desk.words import FILTERS

Act = Callable[..., Any]
PAGES = Annotated[int, Query(ge=1, le=asked.FURTHEST, description="Which page of fifty, from 1.")]
# What a part of an address is a name of: of the parameter that the query or action calls otherwise.
CALLED = {"iso3": "state", "meeting": "meeting"}


def parameter(name: str, hint: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=hint, default=default)


def parts(path: str) -> list[str]:
    return re.findall(r"{(\w+)}", path)


def name_in(part: str, of: str) -> str:
    """What the query or action calls what stands in that part of the address."""
    return of if of and part == "number" else CALLED.get(part, part)


def bound(path: str, of: str) -> set[str]:
    return {name_in(part, of) for part in parts(path)}


def of_path(path: str, act: Act, of: str) -> list[inspect.Parameter]:
    hints, parameters = taken.hints_of(act), []
    for part in parts(path):
        hint = hints.get(name_in(part, of), str)
        kind = taken.as_json(hint) if part != "iso3" else taken.Key
        says = "A State, by its ISO 3166-1 alpha-3 code." if part == "iso3" else "Its number or key."
        parameters.append(parameter(part, Annotated[kind, Path(description=says)]))  # type: ignore[type-arg]
    return parameters


def filter_(each: tuple[str, tuple[Any, Any]]) -> inspect.Parameter:
    name, (hint, default) = each
    says = FILTERS.get(name, f"Only these, by {name.replace('_', ' ')}.")
    kind = _without_none(taken.as_json(hint))
    if typing.get_origin(typing.get_args(kind)[0] if typing.get_args(kind) else kind) is list:
        default, kind = [], typing.get_args(kind)[0]
    else:  # the query's own default counts
        default, kind = None, kind | None
    alias = "format" if name == "form" else None
    return parameter(name, Annotated[kind, Query(description=says, alias=alias)], default)  # type: ignore[type-arg]


def _without_none(kind: Any) -> Any:
    """Several of an address are read as a list, and only as that; none is an empty one."""
    if not isinstance(kind, types.UnionType) and typing.get_origin(kind) is not typing.Union:
        return kind
    rest = [each for each in typing.get_args(kind) if each is not types.NoneType]
    several = len(rest) == 1 and typing.get_origin((typing.get_args(rest[0]) or rest)[0]) is list
    return rest[0] if several else kind


def always(*, csv: bool, paged: bool | None) -> list[inspect.Parameter]:
    """What every list takes; of what is read singly day and language alone."""
    found = [parameter("on", asked.On, None), parameter("lang", asked.Lang, asked.Language.EN)]
    if paged:
        found.append(parameter("page", PAGES, 1))
    elif paged is False:
        found += [parameter("limit", asked.Limit, 100), parameter("offset", asked.Offset, 0)]
    if csv:
        found.append(parameter("form", asked.Form, asked.Format.JSON))
    return found


def of_address(act: Act, seat: Seat, given: Mapping[str, Any], path: str, of: str) -> dict[str, Any]:
    """What the parts of the address name. Raises NotVisibleError and NotOnRecordError: there is no such address."""
    hints, where = taken.hints_of(act), {}
    for part in parts(path):
        name = name_in(part, of)
        hint = hints.get(name, str)
        is_record = isinstance(hint, type) and issubclass(hint, Model)
        where[name] = taken.how_found(hint)[1](seat, given[part]) if is_record else given[part]
    return where


def asked_for(query: Act, asks: Iterable[str]) -> dict[str, tuple[Any, Any]]:
    """Of what can be asked for, only these."""
    wanted = set(asks)
    return {name: told for name, told in taken.asked_by(query).items() if name in wanted}


def read_arguments(
    query: Act,
    seat: Seat,
    given: Mapping[str, Any],
    filters: Mapping[str, tuple[Any, Any]],
    path: str,
    of: str,
) -> dict[str, Any]:
    bound = of_address(query, seat, given, path, of)
    said = {
        name: given[name]
        for name, (_hint, default) in filters.items()
        if given.get(name) is not None and not (given[name] == [] and default is None)
    }
    return taken.arguments_for(query, said, seat, bound=bound)


def title(path: str, act: Act) -> str:
    return "".join(each.title() for each in re.findall(r"[a-z]+", re.sub(r"{\w+}", "", path))) + "".join(
        each.title() for each in act.__name__.split("_")
    )
