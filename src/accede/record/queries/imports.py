"""Which files were brought in."""

from accede.access.viewer import Viewer
from accede.record.models import ImportBatch


def batches(*, viewer: Viewer) -> list[ImportBatch]:
    """All imports, the newest first; those undone among them."""
    return list(ImportBatch.objects.all())
