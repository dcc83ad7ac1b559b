"""Two people at one record: what a form showed travels with it, so that a change made meanwhile is seen and not lost.

A form that changes a record carries, sealed, a digest of each value that it showed and the moment at which it did. When
it comes back, the values of the record as it now is are compared with them. Where somebody else changed a field, and
what was typed is not what they wrote, nothing is saved: the page says who changed what, field by field, beside what was
typed. What the reader had left as it was shown takes the other's value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accede.access.models import AuditEntry

# The name of the field. A program that changes records says the same in If-Match.
AS_SHOWN = "as_shown"
SALT = "accede.web.meanwhile"
DIGITS = 16


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form said when it was given out: when, and a digest of each field's value."""

    at: datetime | None
    digests: dict[str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that somebody else changed. `untouched`: the reader had left it as it was shown."""

    name: str
    label: str
    theirs: str
    typed: str
    untouched: bool


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What happened to the record since the form was given out: by whom and when, as far as the reader may know."""

    entries: Sequence[AuditEntry]
    changes: Sequence[Changed]


def seal(fields: Iterable[forms.BoundField], *, at: datetime) -> str:
    """What the form shows just now, for its hidden field."""
    told = {each.html_name: _digest(each.html_name, as_held(each)) for each in _compared(fields)}
    return signing.dumps({"at": int(at.timestamp()), "fields": told}, salt=SALT, compress=True)


def opened(sealed: str) -> Shown:
    """What the form had shown. Of a seal that is not ours nothing is known: then every difference counts."""
    try:
        told = signing.loads(sealed, salt=SALT)
        return Shown(datetime.fromtimestamp(told["at"], tz=UTC), dict(told["fields"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return Shown(None, {})


def changes(fields: Iterable[forms.BoundField], shown: Shown) -> list[Changed]:
    """The fields that were changed meanwhile, if any of them was typed otherwise than it now is; else none."""
    found, lost = [], False
    for each in _compared(fields):
        name, held, typed = each.html_name, as_held(each), as_typed(each)
        before = shown.digests.get(name)
        if before == _digest(name, held) or (before is None and shown.digests):
            continue
        untouched = before == _digest(name, typed)
        if held != typed:
            lost = True
            theirs, yours = in_words(each, held), in_words(each, typed)
            found.append(Changed(name, str(each.label), theirs, yours, untouched))
    return found if lost else []


def taken_over(data: Any, fields: Iterable[forms.BoundField], found: Iterable[Changed]) -> QueryDict:
    """What was sent, with the others' values in the fields that the reader had left as they were."""
    untouched = {each.name for each in found if each.untouched}
    told = QueryDict(mutable=True)
    told.update(data)
    for each in fields:
        if each.html_name in untouched:
            held = as_held(each)
            told.setlist(each.html_name, held)
    return told


def as_held(bound: forms.BoundField) -> list[str]:
    """The record's value, as a browser would send it back untouched."""
    value, widget = bound.initial, bound.field.widget
    if _is_box(bound):
        return ["on"] if value else []
    return _plain(widget.format_value(bound.field.prepare_value(value)))


def as_typed(bound: forms.BoundField) -> list[str]:
    value = bound.data
    if _is_box(bound):
        return ["on"] if value else []
    return _plain(value)


def in_words(bound: forms.BoundField, values: list[str]) -> str:
    """As the page shows it: a choice by its name, a day as days are written."""
    field = bound.field
    if _is_box(bound):
        return _("yes") if values else _("no")
    if isinstance(field, forms.ChoiceField):
        names = dict(_flat(field.choices))
        return pgettext("between parts of a sentence, with its space", "; ").join(
            str(names.get(each, each)) for each in values if each
        )
    if isinstance(field, forms.DateField) and values:
        try:
            return str(date_format(date.fromisoformat(values[0]), "DATE_FORMAT"))
        except ValueError:
            return values[0]
    return "\n".join(values)


def _compared(fields: Iterable[forms.BoundField]) -> Iterable[forms.BoundField]:
    """Those that a reader fills in: a file has no value that could be compared."""
    for each in fields:
        if not isinstance(each.field, forms.FileField) and not each.is_hidden:
            yield each


def _is_box(bound: forms.BoundField) -> bool:
    return isinstance(bound.field.widget, forms.CheckboxInput)


def _plain(value: Any) -> list[str]:
    if isinstance(value, list | tuple | set):
        return sorted(str(each) for each in value if str(each))
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    return [text] if text else []


def _flat(choices: Any) -> Iterable[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label


def _digest(name: str, values: list[str]) -> str:
    """Of a value in its field. Keyed, so that nothing can be guessed from it."""
    return salted_hmac(SALT, "\x1f".join([name, *values])).hexdigest()[:DIGITS]
