"""How long files of documents are kept, and what of documents stands still."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accede.access.personal import erasing, retention
from accede.access.personal.retention import Due, Rule
from accede.reporting.models import Bundle, Paper, Version

WHY = "nothing of it is shown"
ISSUED = _("It stands in a document that was issued: its digest would not hold any more.")


def _bundles(before: datetime) -> Iterator[Due]:
    rows = Bundle.objects.unguarded(because=WHY).filter(made_at__lt=before)
    yield Due(Bundle, list(rows.values_list("pk", flat=True)))


def _of_paper(row: Any) -> str | Promise:
    paper: Paper = row.paper if isinstance(row, Version) else row
    return ISSUED if paper.is_issued else ""


retention.offer([Rule("bundles", _("after they were made: they can be made anew"), 90, _bundles)])
erasing.STANDING |= {"reporting.Paper": _of_paper, "reporting.Version": _of_paper}
