"""Fields that many forms have: a line, a text, choices that are known only when the form is made."""

from collections.abc import Sequence
from typing import Any

from django import forms


def text(label: Any, *, required: bool = False, rows: int = 4, **more: Any) -> forms.CharField:
    """Text of any length, in the direction of what is written."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
        **more,
    )


def line(label: Any, *, required: bool = False, max_length: int = 200, **more: Any) -> forms.CharField:
    """A line, in the direction of what is written."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=max_length,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        **more,
    )


def offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Give a field of the form its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
    field.choices = choices
