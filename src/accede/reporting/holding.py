"""How long files of documents are kept, and what of documents stands still."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accede.access.personal import erasing, finding, retention
from accede.access.personal.retention import Due, Rule
from accede.reporting import resting
from accede.reporting.models import Bundle, Version

WHY = "nothing of it is shown"
ISSUED = _("It stands in a document that was issued: its digest would not hold any more.")


def _bundles(before: datetime) -> Iterator[Due]:
    rows = Bundle.objects.unguarded(because=WHY).filter(made_at__lt=before)
    yield Due(Bundle, list(rows.values_list("pk", flat=True)))


def _is_issued_text(version: Version) -> bool:
    """Of an issued paper the last version is what was issued; those before it are its drafts."""
    later = Version.objects.unguarded(because=WHY).filter(paper=version.paper, number__gt=version.number)
    return version.paper.is_issued and not later.exists()


def _of_paper(row: Any) -> str | Promise:
    is_issued = _is_issued_text(row) if isinstance(row, Version) else row.is_issued
    return ISSUED if is_issued else ""


def _is_closed(row: Any) -> bool:
    """A draft that rests on what was confined is read by nobody, here either."""
    if isinstance(row, Bundle):
        return resting.is_confined(row.rests, row.audience)
    if not isinstance(row, Version) or _is_issued_text(row):
        return False
    return resting.is_confined(row.rests, row.paper.audience)


retention.offer([Rule("bundles", _("after they were made: they can be made anew"), 90, _bundles)])
finding.CLOSED.append(_is_closed)
erasing.STANDING |= {"reporting.Paper": _of_paper, "reporting.Version": _of_paper}
