"""Before anything else: a database that is there, up to date, and holds the shipped record."""

import contextlib
import fcntl
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import connection, transaction

from accede import kept
from accede.access.models import Campaign
from accede.campaign import actions as campaign_actions
from accede.evidence import actions as evidence_actions
from accede.legislation import actions as legislation_actions
from accede.meetings.actions.shipped_groups import load_shipped_groups
from accede.outreach.actions import pathways
from accede.project import catalogues, migrating
from accede.record import actions as record_actions
from accede.record import shipped_record
from accede.record.imports import batches
from accede.toolkit import actions as toolkit_actions

# Told the step, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]

# Any number will do, as long as nothing else locks by it.
ADVISORY_LOCK = 1_701_082_010


def prepare(*, progress: Progress) -> None:
    """Bring the data folder up to date. Does nothing, quickly, where there is nothing to do."""
    catalogues.compile_stale()
    settings.FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time():
        kept.bring_along(progress=progress)
        if migrating.is_behind():
            progress("database", 0, 1)
            migrating.bring_up_to_date()
            progress("database", 1, 1)
        if record_actions.loaded_fingerprint() != shipped_record.fingerprint():
            with transaction.atomic():
                record_actions.load_shipped_record(progress=progress)
                evidence_actions.load_shipped_evidence()
                legislation_actions.load_shipped_legislation()
                pathways.load_shipped_moves()
                Campaign.objects.get_or_create(key="ccm", defaults={"treaty_key": "ccm"})
                campaign_actions.load_shipped_plans()
                load_shipped_groups()
                toolkit_actions.load_shipped_materials()
                batches.take_up_again(progress=progress)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Of processes started at once, one prepares while the others wait. A killed one gives up its lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])
    else:
        with (settings.DATA_DIR / "first-start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
