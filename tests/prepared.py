"""A first start, done once for all tests: they take copies of the desk that it leaves.

To make its database and to load the record takes some seconds. The desk is kept for the next run too, until anything
that has a part in loading changes; PostgreSQL keeps it for as long as the server stands. What is about the first start
itself takes a desk that was `never_started`.
"""

import contextlib
import datetime as dt
import fcntl
import functools
import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from tests.desk import SOURCE, Desk, database_of, new_database, server_url

FOLDER = SOURCE.parent / ".pytest_cache" / "prepared"
# Above what is loaded: an arrow never runs back, so nothing here has a part in it.
DOORS = {"web", "api", "cli", "locale"}
DAY = 24 * 60 * 60


def prepared() -> Desk:
    """The desk that is copied, and must not be changed."""
    return _prepared(server_url())


@functools.cache
def _prepared(server: str) -> Desk:
    """Of processes started at once, one makes it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    key = _key()
    folder = FOLDER / (f"postgresql-{key}" if server else f"sqlite-{key}")
    desk = Desk(folder, database_of(f"prepared_{key}") if server else "")
    with (FOLDER / f"{folder.name.partition('-')[0]}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_there(desk):
            _forget_old_ones()
            _make(desk)
        os.utime(folder)
    return desk


@contextlib.contextmanager
def started(folder: Path) -> Iterator[Desk]:
    """A desk of the caller's own, on which the shipped record is loaded."""
    original = prepared()
    shutil.copytree(original.folder, folder)
    if not original.database_url:
        yield Desk(folder)
        return
    with new_database(like=database_name(original)) as url:
        yield Desk(folder, url)


@contextlib.contextmanager
def taken_for_tests(connection: Any, data_folder: Path) -> Iterator[None]:
    """Django's connection leads to a copy of the prepared desk's database; on SQLite to one in memory."""
    original, settings = prepared(), connection.settings_dict
    shutil.copy(original.folder / "note-keys", data_folder)  # with which the shipped texts are written
    if original.database_url:
        with new_database(like=database_name(original)) as url:
            settings["NAME"] = urlsplit(url).path[1:]
            yield
            connection.close()
        return
    settings["NAME"] = settings["TEST"]["NAME"] = "file:memorydb_tests?mode=memory&cache=shared"
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(original.folder / "accede.sqlite3")) as file:
        file.backup(connection.connection)
    yield


def database_name(desk: Desk) -> str:
    return urlsplit(desk.database_url).path[1:]


def _key() -> str:
    """Of everything that decides what is loaded, and of the day, which loading writes down."""
    whole = hashlib.sha256(dt.datetime.now(tz=dt.UTC).date().isoformat().encode())
    package = SOURCE / "accede"
    files = [path for path in package.rglob("*") if path.relative_to(package).parts[0] not in DOORS]
    for path in sorted([*files, *(SOURCE.parent / "requirements").glob("*.txt")]):
        if path.is_file() and "__pycache__" not in path.parts:
            whole.update(f"\n{path.relative_to(SOURCE.parent)}\n".encode())
            whole.update(path.read_bytes())
    return whole.hexdigest()[:32]


def _is_there(desk: Desk) -> bool:
    if not desk.database_url or not desk.folder.exists():
        return desk.folder.exists()
    with psycopg.connect(server_url()) as server:
        asked = "SELECT FROM pg_database WHERE datname = %s"
        return server.execute(asked, [database_name(desk)]).fetchone() is not None


def _make(desk: Desk) -> None:
    """As any command does that finds no desk. One that was not finished is begun anew."""
    partial = Desk(desk.folder.with_suffix(".partial"), desk.database_url)
    for folder in (desk.folder, partial.folder):
        shutil.rmtree(folder, ignore_errors=True)
    if desk.database_url:
        with psycopg.connect(server_url(), autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {database_name(desk)}")
            server.execute(f"CREATE DATABASE {database_name(desk)}")
    answer = partial.accede("status", "ccm")
    assert answer.returncode == 0, answer.stderr
    partial.folder.rename(desk.folder)


def _forget_old_ones() -> None:
    """No run takes a day: those that were not asked for since yesterday are nobody's."""
    for folder in FOLDER.iterdir():
        if folder.is_dir() and folder.stat().st_mtime < time.time() - DAY:
            shutil.rmtree(folder, ignore_errors=True)  # or another run forgets it first
