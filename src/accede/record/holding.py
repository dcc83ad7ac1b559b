"""How long the desk keeps the names of files that nobody applied; what was applied is part of the record."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accede.access.personal import retention
from accede.access.personal.retention import GONE, Due, Rule
from accede.record.uploads.models import Upload


def _uploads(before: datetime) -> Iterator[Due]:
    rows = Upload.objects.filter(batch__isnull=True, uploaded_at__lt=before).exclude(file_name=GONE)
    yield Due(
        Upload,
        list(
            rows.exclude(state__in=[Upload.State.APPLIED, Upload.State.APPLIED_NOW]).values_list(
                "pk", flat=True
            )
        ),
        {"file_name": GONE},
    )


retention.offer(
    [Rule("uploads", _("after they were brought in, where nobody applied them; those applied belong to the record"), 90, _uploads)]
)  # fmt: skip
