"""Whether this process can serve: said in words that tell a stranger nothing."""

import pkgutil
import time
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from accede import kept, replicas
from accede.background import liveness

# A big piece of work may hold the process that looks for work up; a minute without a look is too long.
SECONDS_UNSEEN = 60.0
_started: list[float] = []


def expect_background_work() -> None:
    """This process is one of a server that does background work, since now."""
    _started[:] = [time.time()]


def what_is_wrong() -> list[str]:
    """None where all is well. Each is looked at, whatever the others say."""
    wrong = []
    try:
        if not _is_migrated():
            wrong.append("migrations")
    except (DatabaseError, InterfaceError):
        wrong.append("database")
    if not _takes_files(Path(settings.DATA_DIR)):
        wrong.append("data folder")
    if not _is_background_seen():
        wrong.append("background work")
    return wrong


def what_is_missed() -> list[str]:
    """What an operator should look after, though all is served."""
    missed = [f"{alias} is {state}" for alias, state in replicas.states().items() if state != "well"]
    if getattr(caches["pages"], "is_away", bool)():
        missed.append("the shared cache is away")
    if not kept.answers():
        missed.append("the store of files is away")
    return missed


def background_seen() -> float | None:
    """When the process that looks for work was last seen on this machine, in seconds since 1970."""
    return liveness.last_look()


def _is_migrated() -> bool:
    return set(MigrationRecorder(connection).applied_migrations()) >= _known_migrations()


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """By their names alone: to load them all would take memory for good."""
    found = set()
    for app in apps.get_app_configs():
        module, _explicit = MigrationLoader.migrations_module(app.label)
        if module and find_spec(module):
            folder = import_module(module).__path__
            found |= {
                (app.label, each.name)
                for each in pkgutil.iter_modules(folder)
                if not each.ispkg and each.name[0] not in "_~"
            }
    return frozenset(found)


def _takes_files(folder: Path) -> bool:
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(b"?")
            file.flush()
    except OSError:
        return False
    return True


def _is_background_seen() -> bool:
    if not _started:
        return True
    return time.time() - max(background_seen() or 0.0, *_started) < SECONDS_UNSEEN
