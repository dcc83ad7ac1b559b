"""What a write answers: which records it wrote, and the work that it began."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model
from ninja import Schema
from pydantic import Field

# What the addresses call a record by, where that is not its number.
CALLED_BY: dict[type[Model], str] = {}


def call(model: type[Model], name: str) -> None:
    """A room says by which field its addresses name these records."""
    CALLED_BY[model] = name


class Done(Schema):
    """What was written. What it says now, its own address tells."""

    kind: str = Field(description="The kind of record; empty where the act leaves none.")
    numbers: list[int | str] = Field(description="Numbers or keys of the records, in order.")
    task: str = Field(
        description="The work in the background that it began, see /tasks/{task}; empty where none."
    )


class DoneWithSecret(Done):
    """What was written, and a secret that is told this once and never again."""

    secret: str = Field(
        description="Keep it: it is told this once. Sent again under its key, the answer has none."
    )


def named_in(where: Mapping[str, Any]) -> Done:
    """The record that the address names, as it was before the act: one that is deleted has no number any more."""
    found = next((each for each in where.values() if isinstance(each, Model)), None)
    return _of([] if found is None else [found], "")


def told_of(made: Any, named: Done) -> Done:
    """Of what an action gave back; where it gave none, of the record that its address names."""
    if isinstance(made, tuple):
        made = made[0]
    task = _task_in(made)
    if made is None or isinstance(made, bool | int | str):
        return named.model_copy(update={"task": task})
    rows = made if isinstance(made, list) else [made]
    return _of([each for each in rows if isinstance(each, Model)], task)


def _of(rows: list[Model], task: str) -> Done:
    kind = str(rows[0]._meta.model_name) if rows else ""  # noqa: SLF001 -- Django's documented name for it
    return Done(kind=kind, numbers=[_name(each) for each in rows], task=task)


def _name(row: Model) -> Any:
    for model, name in CALLED_BY.items():
        if isinstance(row, model):
            return getattr(row, name)
    return row.pk


def _task_in(made: Any) -> str:
    """An action that begins work gives its number, or the record that keeps it."""
    task = getattr(made, "task", made)
    try:
        return str(UUID(str(task))) if isinstance(task, str | UUID) else ""
    except ValueError:
        return ""
