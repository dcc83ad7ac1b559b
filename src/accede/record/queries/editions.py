"""Which edition of the record is in force: whatever was derived from it is good as long as it is."""

from django.db.models import Max

from accede.access.viewer import Viewer
from accede.record.models import Edition


def current_edition(*, viewer: Viewer) -> int:
    """The number of the last change of the record; 0 while nothing is loaded."""
    return Edition.objects.aggregate(number=Max("pk"))["number"] or 0
