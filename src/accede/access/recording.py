"""What a changed record goes through, whatever room it stands in: its checks, the trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.confidentiality import Confidential
from accede.access.viewer import Viewer


def save_change(row: Confidential, before: audit.Values, *, act: str, by: Viewer, at: datetime) -> None:
    """Save a changed row; nothing at all where nothing changed."""
    row.full_clean()
    if audit.values(row) == before:
        return
    row.save()
    audit.write(act=act, of=row, by=by, at=at, before=before)


class ChangedMeanwhileError(Exception):
    """The row is not any more as it was read."""


@contextmanager
def unchanged(record: Model | None) -> Iterator[None]:
    """One transaction, begun only if the row still is as it was read; nobody else changes it before the end.

    Of no row nothing is asked, and the transaction is left to what is done.
    """
    if record is None or not record.pk:
        yield
        return
    with transaction.atomic():
        rows = type(record)._base_manager.select_for_update()  # noqa: SLF001 -- Django's documented name for it
        now = rows.filter(pk=record.pk).order_by().first()
        if now is None or audit.values(now) != audit.values(record):
            raise ChangedMeanwhileError
        yield


def insist_on_past(day: date, *, at: datetime, field: str) -> None:
    if day > at.date():
        raise ValidationError({field: _("%(date)s is still to come.") % {"date": day.isoformat()}})
