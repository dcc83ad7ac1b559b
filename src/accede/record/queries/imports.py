"""Which files were brought in."""

from django.db.models import QuerySet

from accede.access.viewer import Viewer
from accede.record.models import ImportBatch


def batches(*, viewer: Viewer) -> QuerySet[ImportBatch]:
    """All imports, the newest first; those undone among them."""
    return ImportBatch.objects.all()
