"""Every row of every table, out of one database and into another, whichever kind either is."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, MultiFernet
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models.functions import Cast
from django.utils.duration import duration_string

from accede.access.encryption import EncryptedTextField

AT_ONCE = 1000
# What a restored desk makes anew: who is signed in, and work that was under way.
LEFT_OUT = {"sessions.session", "usersessions.usersession", "django_tasks_database.dbtaskresult"}

Model = type[models.Model]


def tables(apps: Apps) -> dict[str, Model]:
    """Label to model of all that is backed up, what stands between two tables among it."""
    return {label: model for label, model in every_table(apps).items() if label not in LEFT_OUT}


def every_table(apps: Apps) -> dict[str, Model]:
    """The same, with who is signed in and what waits to be done."""
    found = apps.get_models(include_auto_created=True)
    kept = {
        model._meta.label_lower: model for model in found if model._meta.managed and not model._meta.proxy
    }
    return {label: kept[label] for label in sorted(kept)}


class Content:
    """What a table holds, whatever the order of its rows and columns: how many, and one number for all."""

    def __init__(self, columns: list[str]) -> None:
        self.columns, self.rows = columns, 0
        self._sum = 0

    def take(self, line: bytes) -> None:
        """One row of `dump`."""
        row = json.dumps(dict(zip(self.columns, json.loads(line), strict=True)), sort_keys=True)
        self._sum += int.from_bytes(hashlib.sha256(row.encode()).digest())
        self.rows += 1

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.rows} {self._sum % 2**256}".encode()).hexdigest()


def content_of(model: Model) -> Content:
    """As the database has it now."""
    content = Content(columns(model))
    for line in dump(model):
        content.take(line)
    return content


def take_texts_sealed(model: Model) -> None:
    """From now on this model of a migration's state reads and writes encrypted texts as they are, unopened."""
    for field in _fields(model):
        if isinstance(field, EncryptedTextField):
            field.__class__ = models.TextField  # type: ignore[assignment]  # it is thrown away afterwards


def dump(model: Model) -> Iterator[bytes]:
    """The rows of a table, a line of JSON each, by number. Encrypted texts stay as they are."""
    names = [field.attname for field in _fields(model)]
    sealed = {
        field.attname: Cast(field.attname, models.TextField())
        for field in _fields(model)
        if isinstance(field, EncryptedTextField)
    }
    found = model._base_manager.annotate(**{f"sealed_{name}": cast for name, cast in sealed.items()})
    columns = [f"sealed_{name}" if name in sealed else name for name in names]
    for values in found.order_by("pk").values_list(*columns).iterator(chunk_size=AT_ONCE):
        row = json.dumps(values, default=_plain, ensure_ascii=False, separators=(",", ":"))
        yield row.encode() + b"\n"


def columns(model: Model) -> list[str]:
    """The names of what stands in a row of `dump`, in its order."""
    return [field.attname for field in _fields(model)]


def load(model: Model, names: list[str], lines: Iterable[bytes], ring: list[str]) -> int:
    """Write the rows of `dump` into an empty table, and return how many. `ring` opens the encrypted texts.

    The model is one that a migration's state made: what is switched off here stays on in the program's own.
    """
    fields = {field.attname: field for field in _fields(model)}
    for field in fields.values():
        if isinstance(field, models.DateField):
            field.auto_now = field.auto_now_add = False  # a row was made when it was made
    box = MultiFernet([Fernet(key) for key in ring]) if ring else None  # taken sealed: nothing to open
    batch: list[models.Model] = []
    number = 0
    for line in lines:
        values = dict(zip(names, json.loads(line), strict=True))
        batch.append(model(**{name: _value(fields[name], value, box) for name, value in values.items()}))
        number += 1
        if len(batch) == AT_ONCE:
            model._base_manager.bulk_create(batch)
            batch.clear()
    model._base_manager.bulk_create(batch)
    return number


def empty(found: Iterable[Model]) -> None:
    """Take every row out of the tables. References are looked at when the transaction ends."""
    with connection.cursor() as cursor:
        for model in found:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 -- our own table


def count(model: Model) -> int:
    return model._base_manager.count()


def count_on(found: Iterable[Model]) -> None:
    """Let new rows take numbers after those that were loaded."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(statement)


def _plain(value: Any) -> str:
    """A value as JSON can hold it, to the last microsecond: seals in the trail depend on it."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case timedelta():
            return duration_string(value)
    raise TypeError(f"{value!r} cannot stand in a backup.")


def _value(field: "models.Field[Any, Any]", value: Any, box: MultiFernet | None) -> Any:
    if box and value and isinstance(field, EncryptedTextField):
        return box.decrypt(value.encode("ascii")).decode()
    return value if isinstance(field, models.JSONField) else field.to_python(value)


def _fields(model: Model) -> "list[models.Field[Any, Any]]":
    return [field for field in model._meta.concrete_fields if not field.generated]
