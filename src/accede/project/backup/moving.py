"""From this database into an empty PostgreSQL: row by row as they are, counted and compared, wholly or not at all.

Another process, `arriving`, has the new database for its own, and does all its writing in one transaction. It is told
the rows on its standard input, and answers with what it then finds in each table. Whichever of the two ends too early,
PostgreSQL takes everything back.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from accede.access import audit
from accede.background import liveness
from accede.project.backup import rows
from accede.project.backup.archive import BackupRefusedError, insist_on_real

Progress = Callable[[str, int, int], None]
# A server looks for background work each second.
SECONDS_SERVED = 5
_NEVER_SLOW = 24 * 60 * 60 * 1000  # milliseconds


@dataclass(frozen=True, slots=True)
class Compared:
    """A table as it is in both databases."""

    table: str
    rows: int
    content: str


def move(target: str, *, progress: Progress) -> list[Compared]:
    """Fill the database at that address with all that is in this one, which stays as it is.

    Raises BackupRefusedError, and then the target is as it was.
    """
    insist_on_real()
    if urlsplit(target).scheme not in {"postgres", "postgresql"}:
        raise BackupRefusedError(
            "Write the PostgreSQL to move to as postgres://USER@HOST:5432/NAME. To SQLite, use backup and restore."
        )
    if time.time() - (liveness.last_look() or 0) < SECONDS_SERVED:
        raise BackupRefusedError(
            "The desk is being served. Stop it first, so that nothing is written meanwhile."
        )
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackupRefusedError(
            "This database is of another state of the program. Start the desk once, then move it."
        )
    broken = audit.first_break()
    if broken:
        raise BackupRefusedError(
            f"The trail does not hold: {broken.why} (entry {broken.entry}). Nothing was moved."
        )
    with _nobody_writes(), _arriving(target) as process:
        told: dict[str, Compared] = {}
        with contextlib.suppress(BrokenPipeError):  # it ended; why, it said
            told = _send(_pipe(process.stdin), progress)
        return _compare(process, told, progress)


def _send(out: IO[str], progress: Progress) -> dict[str, Compared]:
    """Every table with all its rows; the sessions and waiting work too, which a backup leaves out."""
    told: dict[str, Compared] = {}
    found = rows.every_table(apps)
    for number, (label, model) in enumerate(found.items()):
        progress("tables", number, len(found))
        content = rows.Content(rows.columns(model))
        out.write(json.dumps({"table": label, "columns": rows.columns(model)}) + "\n")
        for line in rows.dump(model):
            content.take(line)
            out.write(line.decode())
        out.write(json.dumps({"end": content.rows}) + "\n")
        told[label] = Compared(label, content.rows, content.digest)
    out.write(json.dumps({"whole": len(found)}) + "\n")
    out.flush()
    progress("tables", len(found), len(found))
    return told


def _compare(
    process: "subprocess.Popen[str]", told: dict[str, Compared], progress: Progress
) -> list[Compared]:
    """What the other process found must be what it was told; it writes for good only when it hears so."""
    found: list[Compared] = []
    refused = "The process that writes was ended."
    for line in _pipe(process.stdout):
        said = json.loads(line)
        if "refused" in said:
            refused = said["refused"]
            break
        found.append(Compared(**said))
        progress("compared", len(found), len(told))
        if len(found) < len(told):
            continue
        differing = [each.table for each in found if told.get(each.table) != each]
        if differing:
            refused = f"What was written into {', '.join(differing)} is not what was read."
            break
        with contextlib.suppress(BrokenPipeError):
            _pipe(process.stdin).write(json.dumps({"agreed": len(found)}) + "\n")
            _pipe(process.stdin).flush()
        if not process.wait():
            return found
    raise BackupRefusedError(f"{refused} The target is as it was.")


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None  # noqa: S101 -- it was asked for
    return pipe


@contextlib.contextmanager
def _nobody_writes() -> Iterator[None]:
    """All that is read is of one moment. SQLite lets nobody else write meanwhile; they are told to try again."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
        transaction.set_rollback(True)


@contextlib.contextmanager
def _arriving(target: str) -> "Iterator[subprocess.Popen[str]]":
    process = subprocess.Popen(
        [sys.executable, "-m", "accede.project.backup"],
        # To fill a table takes as long as it takes: it is told by the bars, not as a slow query.
        env=os.environ | {"ACCEDE_DATABASE_URL": target, "ACCEDE_SLOW_QUERY_MS": str(_NEVER_SLOW)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="surrogatepass",
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        with contextlib.suppress(BrokenPipeError):
            _pipe(process.stdin).close()
        _pipe(process.stdout).close()
