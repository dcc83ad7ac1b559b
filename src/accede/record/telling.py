"""What of the public record is told to other programs: who joined, signed or left, and which files were brought in."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from accede.access.viewer import PUBLIC
from accede.record.models import ImportBatch, Treaty
from accede.record.queries import status
from accede.webhooks import events
from accede.webhooks.events import News
from accede.webhooks.models import Kind


@transaction.atomic
def tell_of_status(*, on: date, at: datetime) -> int:
    """Each State's status that is another on the day than when it was last told, whatever changed it.

    So an import is told when it is applied, and a treaty that enters into force for a State on the day it does.
    """
    if not events.somebody_wants(Kind.STATUS):
        events.forget(events.STATUS)
        return 0
    keys = list(Treaty.objects.values_list("key", flat=True))
    now = status.statuses_by_treaty(keys, on=on, viewer=PUBLIC)
    changed = events.differences(events.STATUS, {key: now[key] for key in keys})
    news = [
        News(Kind.STATUS, _status(treaty, iso3, before, after, on), treaty=treaty)
        for treaty, states in changed.items()
        for iso3, (before, after) in states.items()
    ]
    return events.announce(news, at=at)


def _status(treaty: str, iso3: str, before: str, after: str, on: date) -> dict[str, Any]:
    return {
        "treaty": treaty,
        "iso3": iso3,
        "before": before or "neither",
        "after": after or "neither",
        "on": on.isoformat(),
        "url": f"{settings.ADDRESS}/api/v1/states/{iso3.lower()}",
    }


def tell_of_import(batch: ImportBatch, *, at: datetime) -> None:
    """That a file was brought in, or taken out again."""
    undone = batch.state == ImportBatch.State.UNDONE
    told = {
        "number": batch.pk,
        "format": batch.format,
        "treaty": batch.treaty_key,
        "new": batch.new,
        "changed": batch.changed,
        "gone": batch.gone,
        "refused": batch.refused,
    }
    events.announce([News(Kind.UNDONE if undone else Kind.IMPORT, told)], at=at)
