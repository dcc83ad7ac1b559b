"""What queries give, as JSON; and how it looks, for the document of the API.

Both are read off the rows themselves: a dataclass becomes an object with the same fields. A record at the end of a row is
told by its key or number alone: what stands in a confidential one is told by rows, which know what the reader may read.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from typing import Any

from django.core.paginator import Page
from django.db import models
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from pydantic import BaseModel, ConfigDict, create_model

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Organisation, Person
from accede.record.meetings.models import Meeting
from accede.record.models import Source, State, Treaty

# What a row calls a record beside what it tells of it: for the program's own use.
UNTOLD = frozenset({"record", "viewer"})
SECRET = frozenset({"password", "token_hash", "key_hash", "file_hash", "hash", "previous_hash"})


def _source(source: Source) -> dict[str, Any]:
    return {"key": source.key, "publisher": source.publisher, "title": source.title, "url": source.url}


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "key": meeting.key,
        "name": meeting.name,
        "begins": meeting.begins_given,
        "ends": meeting.ends_given,
    }


# Records that are told by more than their number, or by less than all of their fields.
AS_ROWS: dict[type[Model], Callable[[Any], Any]] = {
    Source: _source,
    Meeting: _meeting,
    Person: lambda person: {"number": person.pk, "name": person.name},
    Organisation: lambda organisation: {
        "number": organisation.pk,
        "name": organisation.name,
        "kind": organisation.kind,
    },
    State: lambda state: state.pk,
    Treaty: lambda treaty: treaty.pk,
}


def plain(value: Any) -> Any:
    """A value of a row as JSON has it."""
    for kinds, tell in PLAIN:
        if isinstance(value, kinds):
            return tell(value)
    names = names_of(type(value))  # type: ignore[arg-type]  # a class can be hashed
    return {name: plain(getattr(value, name)) for name in names} if names else str(value)


@cache
def names_of(row: type) -> list[str]:
    """The fields of a dataclass or named tuple that are told: not how something is worked out."""
    if dataclasses.is_dataclass(row):
        hints = typing.get_type_hints(row)
        names = [field.name for field in dataclasses.fields(row) if field.name not in UNTOLD]
        return [*(name for name in names if typing.get_origin(hints[name]) is not Callable), *read_later(row)]
    return list(getattr(row, "_fields", ()))


@cache
def read_later(row: type) -> dict[str, Any]:
    """What a dataclass reads only when it is asked for, as a figure what it counts: told as its fields are."""
    hints = typing.get_type_hints(row).values()
    if not any(typing.get_origin(hint) is Callable for hint in hints):
        return {}
    return {
        name: typing.get_type_hints(each.func)["return"]
        for name, each in vars(row).items()
        if isinstance(each, cached_property)
    }


def of_record(row: Model) -> Any:
    tell = AS_ROWS.get(type(row))
    if tell is not None:
        return tell(row)
    if isinstance(row, Confidential):
        return row.pk
    fields = [field for field in row._meta.concrete_fields if field.name not in SECRET]  # noqa: SLF001 -- Django's documented name
    return {
        "number" if field.primary_key and isinstance(row.pk, int) else field.name: plain(
            getattr(row, field.attname)
        )
        for field in fields
        if not isinstance(field, EncryptedTextField)
    }


_being_told: list[type] = []

# In this order: a datetime is a date, and many an enumeration a text.
PLAIN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Enum, lambda value: value.value),
    ((type(None), bool, int, float, str), lambda value: value),
    ((date, time), lambda value: value.isoformat()),
    (Decimal, float),
    (Promise, str),
    (Model, lambda value: of_record(value)),  # noqa: PLW0108 -- it stands below
    (Mapping, lambda value: {str(plain(key)): plain(each) for key, each in value.items()}),
    # Each process has an order of its own for those, and by its ETag an answer would be another each time.
    ((set, frozenset), lambda value: sorted(map(plain, value), key=str)),
    ((list, QuerySet, Page), lambda value: [plain(each) for each in value]),
    (
        tuple,
        lambda value: (
            {name: plain(getattr(value, name)) for name in value._fields}
            if hasattr(value, "_fields")
            else [plain(each) for each in value]
        ),
    ),
)


def name_of(row: type) -> str:
    """No two of the document have the same."""
    rooms = row.__module__.removeprefix("accede.").replace("_", ".").split(".")
    return "".join(each.title() for each in rooms if each not in ("queries", "rows")) + row.__name__


@cache
def model_of(row: type) -> type[BaseModel]:
    """How a row's object looks. A row within itself, such as an output of an objective, is told as any object."""
    _being_told.append(row)
    hints = typing.get_type_hints(row)
    hints |= read_later(row)
    says = (row.__doc__ or "").strip()
    fields: dict[str, Any] = {name: (shape(hints[name]), ...) for name in names_of(row)}
    model: type[BaseModel] = create_model(
        name_of(row),
        __config__=ConfigDict(protected_namespaces=()),
        __doc__=None if says.startswith(f"{row.__name__}(") else says,
        **fields,
    )
    _being_told.remove(row)
    return model


def shape(hint: Any) -> Any:
    """The type of what `plain` makes of a value of that type; Any where only the value itself can tell."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return typing.Union[tuple(shape(each) for each in arguments)]  # noqa: UP007 -- made of what is known only here
    if origin is typing.Literal:
        return str if all(isinstance(each, str) for each in arguments) else Any
    if isinstance(origin, type):
        return _shape_of_many(origin, arguments)
    return None if hint is type(None) else _shape_of_one(hint)


def _shape_of_many(origin: type, arguments: tuple[Any, ...]) -> Any:
    if issubclass(origin, Mapping):
        return types.GenericAlias(dict, (str, shape(arguments[1])))
    if origin is tuple and arguments[-1] is not Ellipsis:
        return list[Any]
    return types.GenericAlias(list, (shape(arguments[0]),))


def _shape_of_one(hint: Any) -> Any:
    if not isinstance(hint, type):
        return Any
    for kind, told in SHAPES:
        if issubclass(hint, kind):
            return told
    return model_of(hint) if names_of(hint) and hint not in _being_told else Any


SHAPES: tuple[tuple[type, Any], ...] = (
    (models.IntegerChoices, int),
    (Enum, str),
    (Decimal, float),
    (bool, bool),
    (int, int),
    (float, float),
    (str, str),
    (datetime, datetime),
    (date, date),
    (time, time),
    (Confidential, int),
)
