"""What actions and queries take, as JSON: read off their own signatures, looked up as the pages' forms look it up.

A record is named by its number or key. Who may not see it is told that there is none.
"""

import dataclasses
import enum
import inspect
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from annotated_types import Ge, Le, MaxLen
from django.core.exceptions import ValidationError
from django.db.models import Model
from pydantic import (
    AfterValidator,
    AwareDatetime,
    Base64Bytes,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    create_model,
)

from accede.access import queries as access
from accede.access.confidentiality import Confidential, NotVisibleError, get_record
from accede.access.models import Campaign, Organisation, Person
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.api.desk import shown
from accede.api.desk.seat import Seat
from accede.campaign.models import Activity, BudgetLine
from accede.campaign.queries.budget import lines_to_bear
from accede.campaign.queries.elements import activities_to_serve
from accede.evidence import queries as said
from accede.evidence.models import InterpretiveIssue, ObstacleCode
from accede.record.meetings.models import Meeting, Series
from accede.record.models import Source, State, Treaty
from accede.record.partial_dates import parse_day
from accede.record.queries import meetings, sources, states, treaties
from accede.record.queries.nearest import NotOnRecordError

# What whoever asks need not say: it follows from who they are, where and when.
GIVEN = frozenset({"campaign", "treaty", "by", "at", "viewer", "language"})
# In what language a text is written, its writer says.
GIVEN_TO_WRITES = GIVEN - {"language"}
UNSAID = object()


def _readable(text: str) -> str:
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("This text has signs in it that no text has.")
    return text


def _day(value: Any) -> Any:
    """A day as ISO 8601 writes it, not as a number of seconds."""
    return parse_day(value) if isinstance(value, str) else value


Text = Annotated[str, AfterValidator(_readable), MaxLen(10_000)]
Key = Annotated[str, AfterValidator(_readable), MaxLen(200)]
Whole = Annotated[int, Ge(-(2**31)), Le(2**31 - 1)]
Number = Annotated[int, Ge(1), Le(2**53)]
Day = Annotated[date, BeforeValidator(_day), Ge(date(1800, 1, 1)), Le(date(2999, 12, 31))]
Amount = Annotated[Decimal, Ge(-(10**15)), Le(10**15)]
File = Annotated[Base64Bytes, MaxLen(16 * 1024 * 1024)]


def among(values: Iterable[str]) -> Any:
    """The type of one of these values."""
    return typing.Literal[tuple(values)]


def _one_of(rows: Iterable[Any], number: int, what: str) -> Any:
    for row in rows:
        if row.pk == number:
            return row
    raise NotVisibleError(f"{what} {number}")


# How a record is named, and how it is found for whoever sits there.
FOUND: dict[type[Model], tuple[Any, Callable[[Seat, Any], Any]]] = {
    State: (Key, lambda seat, key: states.get_state(key, viewer=seat.viewer)),
    Treaty: (Key, lambda seat, key: treaties.get_treaty(key, viewer=seat.viewer)),
    Meeting: (Key, lambda seat, key: meetings.get_meeting(key, viewer=seat.viewer)),
    Series: (Key, lambda seat, key: meetings.get_series(key, viewer=seat.viewer)),
    Source: (Key, lambda seat, key: sources.get_source(key, viewer=seat.viewer)),
    ObstacleCode: (Key, lambda seat, key: said.get_code(key, seat.treaty, viewer=seat.viewer)),
    InterpretiveIssue: (Key, lambda seat, key: said.get_issue(key, seat.treaty, viewer=seat.viewer)),
    Person: (
        Number,
        lambda seat, number: _one_of(
            access.contributors(seat.campaign, on=seat.on, viewer=seat.viewer), number, "person"
        ),
    ),
    Organisation: (
        Number,
        lambda seat, number: _one_of(access.organisations(viewer=seat.viewer), number, "organisation"),
    ),
    Activity: (
        Number,
        lambda seat, number: _one_of(
            activities_to_serve(seat.campaign, viewer=seat.viewer), number, "activity"
        ),
    ),
    BudgetLine: (
        Number,
        lambda seat, number: _one_of(lines_to_bear(seat.campaign, viewer=seat.viewer), number, "budget line"),
    ),
}


def find_by(model: type[Model], kind: Any, find: Callable[[Seat, Any], Any]) -> None:
    """A room says how its records are found."""
    FOUND[model] = (kind, find)


def how_found(model: type[Model]) -> tuple[Any, Callable[[Seat, Any], Any]]:
    if model in FOUND:
        return FOUND[model]
    if issubclass(model, Confidential):
        kind = str(model._meta.model_name)  # noqa: SLF001 -- Django's documented name for it
        return Number, lambda seat, number: get_record(kind, number, viewer=seat.viewer)
    raise TypeError(f"Nobody said how a {model.__name__} is found.")


@cache
def hints_of(act: Callable[..., Any]) -> dict[str, Any]:
    return typing.get_type_hints(inspect.unwrap(act), include_extras=True)


def asked_by(
    act: Callable[..., Any], *, but: Iterable[str] = (), given: frozenset[str] = GIVEN
) -> dict[str, tuple[Any, Any]]:
    """By its name, the type and the default of each thing that has to be said; those of a dataclass by themselves."""
    hints, asked = hints_of(act), dict[str, tuple[Any, Any]]()
    for name, parameter in inspect.signature(act).parameters.items():
        if name in but or name in given or hints.get(name) in (Viewer, Campaign):
            continue
        if parameter.kind is parameter.VAR_KEYWORD:
            for key, hint in typing.get_type_hints(typing.get_args(hints[name])[0]).items():
                if key not in but and key not in given:
                    asked[key] = (hint, UNSAID)
        elif dataclasses.is_dataclass(hints[name]):
            own = given & {"language"}  # of a list it is the language of its words
            asked |= {key: told for key, told in _fields_of(hints[name]).items() if key not in {*but, *own}}
        else:
            asked[name] = (hints[name], parameter.default)
    return asked


def _fields_of(row: Any) -> dict[str, tuple[Any, Any]]:
    hints, told = typing.get_type_hints(row), dict[str, tuple[Any, Any]]()
    for field in dataclasses.fields(row):
        default = field.default if field.default is not dataclasses.MISSING else inspect.Parameter.empty
        if field.default_factory is not dataclasses.MISSING:
            default = UNSAID
        told[field.name] = (hints[field.name], default)
    return told


def body_of(name: str, asked: Mapping[str, tuple[Any, Any]], needed: Iterable[str]) -> type[BaseModel]:
    """The model of a body in which all that is asked for may be said. What it does not know it refuses."""
    fields: dict[str, Any] = {}
    for key, (hint, default) in asked.items():
        taken = as_json(hint)
        if key in needed or (default is inspect.Parameter.empty and key != "on"):
            fields[key] = (taken, ...)
        elif default is UNSAID:  # it may be left out; whether it may be nothing, its own type says
            fields[key] = (taken, None)
        elif default in (None, inspect.Parameter.empty):
            fields[key] = (taken | None, None)
        else:
            fields[key] = (taken, default.value if isinstance(default, enum.Enum) else _as_list(default))
    return create_model(name, __config__=ConfigDict(extra="forbid", protected_namespaces=()), **fields)


def _as_list(default: Any) -> Any:
    return list(default) if isinstance(default, tuple | frozenset | set) else default


def as_json(hint: Any) -> Any:
    """The type that stands for another in a body."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return typing.Union[tuple(as_json(each) for each in arguments)]  # noqa: UP007 -- made of what is known only here
    if origin in (typing.Required, typing.NotRequired):
        return as_json(arguments[0])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return types.GenericAlias(dict, (Key, as_json(arguments[1])))
    if isinstance(origin, type):
        return Annotated[types.GenericAlias(list, (as_json(arguments[0]),)), MaxLen(1000)]
    return _as_json_one(hint) if isinstance(hint, type) else hint


def _as_json_one(hint: type) -> Any:
    if issubclass(hint, enum.Enum):  # two of one name would be one in the document
        return among(each.value for each in hint)
    if issubclass(hint, Model):
        return how_found(hint)[0]
    if dataclasses.is_dataclass(hint):
        return _part(hint)
    return next((taken for known, taken in TAKEN if issubclass(hint, known)), hint)


TAKEN: tuple[tuple[type, Any], ...] = (
    (bool, bool),
    (datetime, AwareDatetime),
    (date, Day),
    (bytes, File),
    (Decimal, Amount),
    (str, Text),
    (int, Whole),
)


@cache
def _part(row: Any) -> type[BaseModel]:
    return body_of(f"{shown.name_of(row)}In", _fields_of(row), ())


def found(hint: Any, value: Any, seat: Seat, field: str) -> Any:
    """What the action takes, of what was said in the body. Raises ValidationError, which names the field."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if value is None:
        return None
    if origin in (typing.Union, types.UnionType, typing.Required, typing.NotRequired):
        return found(arguments[0], value, seat, field)
    if isinstance(value, list):
        return [found(arguments[0], each, seat, field) for each in value]
    if isinstance(hint, type) and issubclass(hint, Model):
        try:
            return how_found(hint)[1](seat, value)
        except (NotVisibleError, NotOnRecordError) as error:
            told = f"There is no {hint.__name__.lower()} {value!r} to be seen."
            raise ValidationError({field: told}) from error
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        value = hint(value)
    if hint is Confidentiality and value > seat.viewer.clearance(seat.campaign.key):
        raise ValidationError({field: "Nobody writes what they could not read: choose a class that you see."})
    if isinstance(value, BaseModel):
        return put_together(hint, {name: getattr(value, name) for name in value.model_fields_set}, seat)
    return value


def put_together(row: Any, said_of: Mapping[str, Any], seat: Seat) -> Any:
    """The dataclass that the action takes, of what was said of it."""
    return row(
        **{
            name: found(hint, said_of[name], seat, name)
            for name, (hint, default) in _fields_of(row).items()
            if name in said_of and not (said_of[name] is None and default is UNSAID)
        }
    )


def arguments_for(
    act: Callable[..., Any], said_of: Mapping[str, Any], seat: Seat, *, bound: Mapping[str, Any]
) -> dict[str, Any]:
    """All that the action takes: what is `bound` by the address, what follows from the seat, what was said."""
    known, hints, arguments = seat.known(), hints_of(act), dict[str, Any](bound)
    for name, parameter in inspect.signature(act).parameters.items():
        hint = hints[name]
        if name in bound:
            continue
        if parameter.kind is parameter.VAR_KEYWORD:
            told = typing.get_type_hints(typing.get_args(hint)[0])
            arguments |= {key: known[key] for key in told if key in GIVEN_TO_WRITES}
            arguments |= {
                key: found(told[key], said_of[key], seat, key)
                for key in told
                if key in said_of and key not in GIVEN_TO_WRITES and key not in bound
            }
        elif name == "language" and name in said_of:
            arguments[name] = said_of[name]
        elif name in GIVEN or hint in (Viewer, Campaign):
            arguments[name] = known["campaign"] if hint is Campaign else known[name]
        elif dataclasses.is_dataclass(hint):
            arguments[name] = put_together(hint, said_of, seat)
        elif name in said_of:
            arguments[name] = found(hint, said_of[name], seat, name)
        elif name == "on":
            arguments[name] = seat.on
    return arguments
