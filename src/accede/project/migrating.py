"""The database brought from one version's state to another's: wholly, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from accede.project import making


class NotUpgradedError(Exception):
    """A migration failed; the database is as it was."""


@contextmanager
def in_one_piece() -> Iterator[None]:
    """One transaction around changes of the schema, with whatever is written between them.

    Django runs each migration in a transaction of its own: after one that fails, or in a process that is killed, those
    before it would stand, and the database be of no version at all.
    """
    sqlite = connection.vendor == "sqlite"
    if sqlite:  # it rebuilds tables, and does not begin that inside a transaction while it checks references
        connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            yield
            connection.check_constraints()
    finally:
        if sqlite:
            connection.enable_constraint_checking()


def executor() -> MigrationExecutor:
    """For use inside `in_one_piece`."""
    return MigrationExecutor(connection, progress_callback=_settle)


def is_behind() -> bool:
    """Whether this program has migrations that the database has not."""
    made = MigrationExecutor(connection)
    return bool(made.migration_plan(made.loader.graph.leaf_nodes()))


def bring_up_to_date() -> None:
    """Apply every migration that is missing. Raises NotUpgradedError, after which nothing has changed."""
    command = _Migrate()
    try:
        with in_one_piece():
            if making.is_empty():
                making.make_tables()
            call_command(command, verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
    except Exception as error:
        if not command.at:
            raise  # the database could not even be asked
        raise NotUpgradedError(
            f"The database could not be brought up to date: {command.at} failed ({error}). It is as it was before, and the "
            "version that you had goes on with it."
        ) from error


class _Migrate(migrate.Command):
    """Django's own, which tells where it is."""

    at = ""

    def migration_progress_callback(self, *told: Any, **_more: Any) -> None:
        _settle(*told)
        action, *migration = told
        if action == "apply_start":
            self.at = str(migration[0])


def _settle(*told: Any, **_more: Any) -> None:
    """PostgreSQL alters no table for which a reference is still to be looked at."""
    if told[0] == "apply_start":
        connection.check_constraints()
