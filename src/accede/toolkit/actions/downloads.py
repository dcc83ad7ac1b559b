"""How often what is public is downloaded: one number a day, and nothing of who did."""

from datetime import date

from django.db import transaction
from django.db.models import F

from accede.toolkit.models import DownloadCount, MaterialVersion


@transaction.atomic
def count_download(*, version: MaterialVersion, on: date) -> None:
    """One more on that day. It is no act of anybody's, so the trail learns nothing of it."""
    counted = DownloadCount.objects.filter(version=version, day=on).update(number=F("number") + 1)
    if not counted:
        row, made = DownloadCount.objects.get_or_create(version=version, day=on, defaults={"number": 1})
        if not made:  # somebody else's was the first, in this moment
            DownloadCount.objects.filter(pk=row.pk).update(number=F("number") + 1)
