"""The upgrade that `accede run` does at its start, killed with kill -9 while it holds the database."""

import contextlib
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.long.starving import SOURCE


def upgrades(folder: Path, times: int, number: int) -> str:
    """The desk as it was before the last migrations; its start is killed while the upgrade holds the database.

    Once it is let through, which says how long that takes; then it is killed at moments spread over that time.
    """
    moments, killed, wrong = random.Random(f"{number} upgrades"), Counter[str](), []
    with tempfile.TemporaryDirectory() as scratch:
        behind, data = Path(scratch) / "behind", Path(scratch) / "data"
        shutil.copytree(folder, behind)
        own = os.environ | {"PYTHONPATH": str(SOURCE / "src"), "ACCEDE_DATA_DIR": str(behind)}
        back = [sys.executable, "-m", "django", "migrate", "access", "0006_personal"]
        subprocess.run(back, env=own | {"DJANGO_SETTINGS_MODULE": "accede.project.settings"}, check=True,
                       capture_output=True)  # fmt: skip
        before = _applied(behind)

        def started() -> "subprocess.Popen[bytes]":
            shutil.rmtree(data, ignore_errors=True)
            shutil.copytree(behind, data)
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            return subprocess.Popen(
                [sys.executable, "-m", "accede", "run", "--port", str(port)],
                env=own | {"ACCEDE_DATA_DIR": str(data)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip

        def kill(process: "subprocess.Popen[bytes]") -> None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

        whole = started()
        _until(lambda: _is_held(data))
        began = time.monotonic()
        _until(lambda: _applied(data) != before)
        takes, after = time.monotonic() - began, _applied(data)
        kill(whole)
        for _each in range(times):
            upgrading = started()
            _until(lambda: _is_held(data))
            time.sleep(moments.uniform(0, takes * 1.1))
            kill(upgrading)
            found = _applied(data)
            killed["in the middle" if found == before else "after its end"] += 1
            if found not in (before, after) or not _is_sound(data):
                wrong.append(f"half an upgrade: {sorted(found - before)}")
    return json.dumps({"killed": killed, "wrong": wrong, "an upgrade takes": round(takes, 2)})


def _until(true: Callable[[], bool]) -> None:
    last = time.monotonic() + 120
    while not true():
        if time.monotonic() > last:
            raise TimeoutError
        time.sleep(0.005)


def _is_held(data: Path) -> bool:
    """Whether somebody is writing: the upgrade is one transaction, and the first that a start begins."""
    with _database(data, timeout=0) as database:
        try:
            database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        database.execute("ROLLBACK")
    return False


def _applied(data: Path) -> frozenset[tuple[str, str]]:
    with _database(data) as database:
        return frozenset(database.execute("SELECT app, name FROM django_migrations"))


def _is_sound(data: Path) -> bool:
    """By SQLite's own check; and the tables are those of the migrations that it says it has."""
    with _database(data) as database:
        made = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'access_securityevent'").fetchone()
        marked = ("access", "0007_security_events") in _applied(data)
        return bool(made) == marked and database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _database(data: Path, *, timeout: float = 30) -> "contextlib.closing[sqlite3.Connection]":
    return contextlib.closing(sqlite3.connect(data / "accede.sqlite3", timeout=timeout, isolation_level=None))
