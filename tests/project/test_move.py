"""A desk moves from SQLite to PostgreSQL: all of it, the same in every table, or nothing."""

import contextlib
import csv
import hashlib
import io
import signal
import sqlite3
import time

import psycopg
import pytest
from tests import postgresql
from tests.desk import SOURCE, Desk
from tests.prepared import started

from accede.background import liveness
from accede.project.backup import moving
from accede.project.backup.archive import BackupRefusedError

PERSON = "ana@example.org --name Ana --organisation Mission --organisation-kind state --post Attachée"
WRITE = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "accede.project.settings"
sys.path.insert(0, sys.argv[1])
django.setup()
from accede.access.models import Organisation
from accede.outbox.tasks import send_approved
there = Organisation.objects.count()
Organisation.objects.create(name=f"ميثاق — 条约 — Mine Action “é” {there}", kind="other")
send_approved.enqueue()
print(Organisation.objects.count())
"""


@pytest.fixture
def laptop(tmp_path, monkeypatch):
    monkeypatch.delenv("ACCEDE_DATABASE_URL", raising=False)
    with started(tmp_path / "data") as desk:
        assert desk.accede("user", "add", *PERSON.split(), "--role", "coordinator").returncode == 0
        run(desk)
        yield desk


def run(desk):
    with desk.python("-c", WRITE, str(SOURCE.parent)) as process:
        output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return int(output)


def content(desk):
    """Of the SQLite file, whatever of it is still in the write-ahead log."""
    with contextlib.closing(sqlite3.connect(desk.folder / "accede.sqlite3")) as own:
        return hashlib.sha256("\n".join(own.iterdump()).encode()).hexdigest()


def tables(url):
    with psycopg.connect(url) as own:
        return own.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ).fetchone()[0]


@pytest.mark.one_database
def test_a_desk_moves_wholly_or_not_at_all(laptop):
    before = content(laptop)
    with postgresql.server() as server:
        url = server.database("moved")

        # Killed on the way: the process that reads, and so the one that writes.
        with laptop.start("move", url) as process:
            until = time.monotonic() + 120
            while not (tables_seen := _writing(url)) and time.monotonic() < until:
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        assert tables_seen
        while _writing(url):
            time.sleep(0.05)
        assert tables(url) == 0

        # PostgreSQL does not take what SQLite took: a text that is too long for its column.
        long = "UPDATE record_state SET capital = ? WHERE iso3 = 'KEN'"
        with contextlib.closing(sqlite3.connect(laptop.folder / "accede.sqlite3")) as own, own:
            (capital,) = own.execute("SELECT capital FROM record_state WHERE iso3 = 'KEN'").fetchone()
            own.execute(long, ["x" * 5000])
        refused = laptop.accede("move", url)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "PostgreSQL does not take a row of record.state (value too long" in refused.stderr
        assert "The target is as it was" in refused.stderr
        assert tables(url) == 0
        with contextlib.closing(sqlite3.connect(laptop.folder / "accede.sqlite3")) as own, own:
            own.execute(long, [capital])

        moved = laptop.accede("move", url, "--format", "csv")
        assert moved.returncode == 0, moved.stderr
        assert "each the same in both; the trail holds" in moved.stderr
        told = {row["table"]: row for row in csv.DictReader(io.StringIO(moved.stdout))}
        assert int(told["record.state"]["rows"]) == 197
        assert int(told["django_tasks_database.dbtaskresult"]["rows"]) == 1
        assert content(laptop) == before

        desk = Desk(laptop.folder, url)
        assert run(desk) == int(told["access.organisation"]["rows"]) + 1  # new rows take new numbers
        again = laptop.accede("move", url)
        assert (again.returncode, "Name an empty database" in again.stderr) == (1, True)


@pytest.mark.django_db
def test_what_cannot_be_moved_is_refused_before_anything_is_done():
    with pytest.raises(BackupRefusedError, match="To SQLite, use backup and restore"):
        moving.move("sqlite:///elsewhere", progress=print)
    liveness.look()
    with pytest.raises(BackupRefusedError, match="is being served"):
        moving.move("postgres://nowhere/at_all", progress=print)


def _writing(url):
    """Whether somebody has made many tables, and not yet for good."""
    with psycopg.connect(url) as own:
        asked = "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND pid <> pg_backend_pid()"
        return own.execute(asked).fetchone()[0] > 20
