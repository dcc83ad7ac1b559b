"""Questions about confidential records that are written once for each reader, and put whenever that one asks again.

Django takes about a millisecond to write a question, and a search puts forty. What is kept is the question alone, with
what it is asked about: none of its answers.
"""

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db import connections, router
from django.db.models import JSONField, Model, QuerySet

from accede.access.confidentiality import is_noted
from accede.access.encryption import EncryptedTextField, open_all
from accede.access.viewer import Viewer

# Some forty are a search. Beyond that many all are written anew.
MOST = 600

Ask = Callable[..., QuerySet[Any]]
Row = list[Any]


@dataclass(frozen=True, slots=True)
class _Written:
    sql: str
    params: tuple[Any, ...]
    sealed: tuple[tuple[int, EncryptedTextField], ...]
    in_json: tuple[int, ...]
    converted: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]


_kept: dict[Hashable, _Written] = {}


def put(ask: Ask, model: type[Model], *about: Hashable, viewer: Viewer) -> list[Row]:
    """The rows of `ask(viewer, *about)`, which takes `values_list` of the model, and rests on nothing but these."""
    if is_noted():  # a document keeps what it rests on
        return [list(row) for row in ask(viewer, *about)]
    place = router.db_for_read(model)
    key = (ask, about, place, _whoever_is(viewer))
    written = _kept.get(key)
    if written is None:
        if len(_kept) >= MOST:
            _kept.clear()
        written = _kept[key] = _write(ask(viewer, *about), place)
    with connections[place].cursor() as cursor:
        cursor.execute(written.sql, written.params)
        rows = [list(row) for row in cursor.fetchall()]
    _read(rows, written, connections[place])
    return rows


_TELLING = [each.name for each in fields(Viewer) if each.name != "name"]


def _whoever_is(viewer: Viewer) -> tuple[Hashable, ...]:
    """All that a question may rest on of who asks: two of whom it says the same may read the same."""
    told = (getattr(viewer, name) for name in _TELLING)
    return tuple(tuple(each.items()) if isinstance(each, Mapping) else each for each in told)


def _write(rows: QuerySet[Any], place: str) -> _Written:
    compiler = rows.query.get_compiler(using=place)
    sql, params = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select]
    sealed, in_json = [], []
    for number, column in enumerate(columns):
        if isinstance(column.target, EncryptedTextField):
            sealed.append((number, column.target))
        elif isinstance(column.target, JSONField):
            in_json.append(number)
    besides = {number for number, _field in sealed} | set(in_json)
    converters = compiler.get_converters(columns)
    return _Written(
        sql,
        params,
        tuple(sealed),
        tuple(in_json),
        tuple(
            (number, tuple(how), column)
            for number, (how, column) in converters.items()
            if number not in besides
        ),
    )


def _read(rows: list[Row], written: _Written, connection: Any) -> None:
    """Each value as its field reads it."""
    for number, field in written.sealed:
        some = [row for row in rows if row[number]]
        for row, text in zip(some, open_all([row[number] for row in some]), strict=True):
            row[number] = field.from_db_value(row[number], None, None) if text is None else text
    for number in written.in_json:
        known: dict[str, Any] = {}  # the names of one meeting stand in many rows
        for row in rows:
            if isinstance(text := row[number], str):
                if text not in known:
                    known[text] = json.loads(text)
                row[number] = known[text]
    for number, how, column in written.converted:
        for row in rows:
            for convert in how:
                row[number] = convert(row[number], column, connection)
