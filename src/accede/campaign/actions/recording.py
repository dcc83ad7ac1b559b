"""What every write of a plan does alike."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.viewer import Viewer
from accede.campaign.plan_file.layout import ORDER

Row = TypeVar("Row", bound=models.Model)


def save(row: Row, *, act: str, by: Viewer, at: datetime, before: audit.Values | None) -> Row:
    """Save a row, new where `before` is None; nothing at all where nothing changed."""
    insist_on_order(row)
    row.full_clean()
    if before is not None and audit.values(row) == before:
        return row
    row.save()
    audit.write(act=act, of=row, by=by, at=at, before=before)
    return row


def insist_on_order(row: models.Model) -> None:
    for first, last in ORDER:
        one, other = getattr(row, first, None), getattr(row, last, None)
        if one and other and other < one:
            raise ValidationError(
                {last: _("This is before %(day)s, when it begins.") % {"day": one.isoformat()}}
            )


def free_key(words: str, *, taken: Callable[[str], bool], otherwise: str) -> str:
    """A key of the words, with a number behind it where it is taken. Of another script nothing is left."""
    stem = slugify(words)[:60].strip("-") or otherwise
    key, number = stem, 2
    while taken(key):
        key, number = f"{stem}-{number}", number + 1
    return key
