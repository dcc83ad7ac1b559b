"""Many rows of a model at once, past the actions and the trail: what is measured on them is reading."""

import itertools
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from accede.access.encryption import EncryptedTextField

CHUNK = 2000
Row = dict[str, Any]


class Writer:
    """Writes rows that name their columns as Django does (`state_id`); what they leave out has the model's default.

    Numbers count on from those that are there. A text that is encrypted is encrypted once, however often it stands in
    rows: encrypting it anew each time would take most of the time.
    """

    def __init__(self) -> None:
        self._sealed: dict[str, str] = {}
        self._next: dict[type[models.Model], int] = {}

    def write(self, model: type[models.Model], rows: Iterable[Row]) -> range:
        """Their numbers, in the order of the rows."""
        fields = model._meta.concrete_fields  # noqa: SLF001 -- Django's documented names
        key = model._meta.pk  # noqa: SLF001
        assert key is not None
        numbered = isinstance(key, models.AutoField)
        defaults = [None if field.primary_key else _default(field) for field in fields]
        sealed = [isinstance(field, EncryptedTextField) for field in fields]
        names = [field.attname for field in fields]
        first = number = self._first(model) if numbered else 0
        into = "INSERT INTO {} ({}) VALUES ({})".format(  # noqa: S608 -- names of our own models
            connection.ops.quote_name(model._meta.db_table),  # noqa: SLF001
            ", ".join(connection.ops.quote_name(field.column) for field in fields),
            ", ".join(["%s"] * len(fields)),
        )
        with connection.cursor() as cursor:
            for chunk in _chunks(rows):
                told = []
                for row in chunk:
                    if numbered:
                        row[key.attname] = number
                        number += 1
                    unknown = row.keys() - set(names)
                    assert not unknown, f"{model.__name__} has no {unknown}"
                    told.append(
                        [
                            self._seal(row.get(name, default)) if hidden else _plain(row.get(name, default))
                            for name, default, hidden in zip(names, defaults, sealed, strict=True)
                        ]
                    )
                cursor.executemany(into, told)
        self._next[model] = number
        return range(first, number)

    def let_count_on(self) -> None:
        """The database, which may number rows of its own from now on, counts on from what was written."""
        from django.core.management.color import no_style  # noqa: PLC0415 -- needed here alone

        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self._next)):
                cursor.execute(statement)

    def finish(self) -> None:
        """The database counts on from what was written, and knows how much there is of it."""
        self.let_count_on()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("ANALYZE")  # as its own clockwork would, a minute later

    def _first(self, model: type[models.Model]) -> int:
        if model not in self._next:
            last = model._base_manager.aggregate(last=models.Max("pk"))["last"]  # noqa: SLF001
            self._next[model] = (last or 0) + 1
        return self._next[model]

    def _seal(self, text: str | None) -> str | None:
        if not text:
            return text
        if text not in self._sealed:
            self._sealed[text] = EncryptedTextField().get_prep_value(text)
        return self._sealed[text]


def _default(field: Any) -> Any:
    value = field.get_default()
    return (
        ""
        if value is None and not field.null and isinstance(field, models.CharField | models.TextField)
        else value
    )


def _plain(value: Any) -> Any:
    """As both databases take it."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    each = iter(rows)
    while chunk := list(itertools.islice(each, CHUNK)):
        yield chunk
