"""Before anything else: a database that is there, up to date, and holds the shipped record."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from accede.evidence import actions as evidence_actions
from accede.project import catalogues
from accede.record import actions as record_actions
from accede.record import shipped_record

# Told the step, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


def prepare(*, progress: Progress) -> None:
    """Bring the data folder up to date. Does nothing, quickly, where there is nothing to do."""
    catalogues.compile_stale()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        progress("database", 0, 1)
        call_command("migrate", verbosity=0, interactive=False)
        progress("database", 1, 1)
    if record_actions.loaded_fingerprint() != shipped_record.fingerprint():
        with transaction.atomic():
            if record_actions.loaded_fingerprint() == shipped_record.fingerprint():
                return  # another process, started at the same time, has loaded it meanwhile
            evidence_actions.clear_interim_steps()
            record_actions.load_shipped_record(progress=progress)
            evidence_actions.load_shipped_steps()
