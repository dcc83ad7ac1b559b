"""Fields that many forms have: a line, a text, choices that are known only when the form is made."""

import re
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


# Ends of lines, which a browser's field of one line never sends, and what turns the direction of all that follows it.
_NOT_IN_A_LINE = re.compile(r"[\x01-\x1f\x7f\x85\u2028-\u202e\u2066-\u2069]+")


class LineField(forms.CharField):
    """A text that stands in lists, heads of letters and calendars, where it must not begin a line of its own."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(_NOT_IN_A_LINE.sub(" ", value) if isinstance(value, str) else value)


def line(label: Any, *, required: bool = False, max_length: int = 200, **more: Any) -> forms.CharField:
    """A line, in the direction of what is written."""
    return LineField(
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
