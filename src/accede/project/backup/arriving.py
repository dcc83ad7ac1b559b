"""Writes into an empty PostgreSQL what `moving` tells it, in a process of its own."""

import json
import sys
from collections.abc import Iterator
from typing import IO, Any

from django.core.management import call_command
from django.db import DataError, Error, connection, transaction

from accede.access import audit
from accede.project import making
from accede.project.backup import rows
from accede.project.backup.archive import BackupRefusedError
from accede.project.first_start import ADVISORY_LOCK


def arrive(lines: IO[str], out: IO[str]) -> None:
    """Everything in one transaction: the tables too, which PostgreSQL takes back like any row."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        if not cursor.fetchone()[0] or connection.introspection.table_names(cursor):
            raise BackupRefusedError("There is something in the target already. Name an empty database.")
        state = making.make_tables()
        call_command("createcachetable", verbosity=0)
        found = rows.every_table(state.apps)
        for model in found.values():
            rows.take_texts_sealed(model)
        rows.empty(found.values())
        _load(lines, found)
        rows.count_on(found.values())
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for label, (number, content) in _contents(found):
            out.write(json.dumps({"table": label, "rows": number, "content": content}) + "\n")
            out.flush()
        broken = audit.first_break()
        if broken:
            raise BackupRefusedError(
                f"In the target the trail does not hold: {broken.why} (entry {broken.entry})."
            )
        if "agreed" not in _said(lines):
            raise BackupRefusedError("What was written is not what was read.")


def _load(lines: IO[str], found: dict[str, rows.Model]) -> None:
    told: dict[str, Any] = {}
    while "whole" not in (told := _said(lines)):
        label = told["table"]
        ends: dict[str, int] = {}
        try:
            came = rows.load(found[label], told["columns"], _rows_of(lines, ends), [])
        except BackupRefusedError:
            raise
        except (DataError, ValueError) as error:
            # Its own words may quote what was being written.
            raise BackupRefusedError(f"PostgreSQL does not take a row of {label} ({_why(error)}).") from error
        if came != ends["end"]:
            raise BackupRefusedError(f"Of {label} came {came} rows instead of {ends['end']}.")
    if told["whole"] != len(found):
        raise BackupRefusedError(f"{told['whole']} tables came instead of {len(found)}.")


def _contents(found: dict[str, rows.Model]) -> Iterator[tuple[str, tuple[int, str]]]:
    for label, model in found.items():
        content = rows.content_of(model)
        yield label, (content.rows, content.digest)


def _rows_of(lines: IO[str], ends: dict[str, int]) -> Iterator[bytes]:
    """The rows of one table: each is a list; a mapping ends them."""
    for line in lines:
        if line.startswith("{"):
            ends.update(json.loads(line))
            return
        yield line.encode()
    raise BackupRefusedError("Not all rows came.")


def _said(lines: IO[str]) -> dict[str, Any]:
    line = lines.readline()
    if not line:
        raise BackupRefusedError("Not all tables came.")
    said: dict[str, Any] = json.loads(line)
    return said


def _why(error: Exception) -> str:
    cause = error.__cause__
    return getattr(getattr(cause, "diag", None), "message_primary", None) or "a sign that it does not know"


def main() -> None:
    """Say what was refused as one line; what cannot be foreseen ends with its own traceback."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="surrogatepass")  # type: ignore[union-attr]  # they are files
    try:
        arrive(sys.stdin, sys.stdout)
    except BackupRefusedError as error:
        sys.stdout.write(json.dumps({"refused": str(error)}) + "\n")
        raise SystemExit(1) from None
    except Error as error:
        sys.stdout.write(json.dumps({"refused": f"The target cannot be used: {str(error).strip()}."}) + "\n")
        raise SystemExit(1) from None
