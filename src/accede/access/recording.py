"""What a changed record goes through, whatever room it stands in: its checks, the trail."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
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


def insist_on_past(day: date, *, at: datetime, field: str) -> None:
    if day > at.date():
        raise ValidationError({field: _("%(date)s is still to come.") % {"date": day.isoformat()}})
