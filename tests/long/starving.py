"""Disk full, disk read-only, clock jump, database gone: who asks is told, nothing is lost, and it goes on by itself."""

import contextlib
import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import quote

SOURCE = Path(__file__).parents[2]
MEGABYTES = 60
CONTACT = {"state": "KEN", "place": "geneva", "post": "S", "confidentiality": "3"}


def run(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = {"wrong": []}
    for name, trial in {"disk": _disk, "clock": _clock, "database": _database}.items():
        try:
            told[name] = trial(folder)
        except Exception as error:  # noqa: BLE001 -- told, and the others go on
            told["wrong"].append(f"{name}: {error!r}")
            told[name] = f"failed: {error!r}"
        print(f"  {name}: {told[name]}", flush=True)
    return told


# ---- in a process of its own, on the data folder that its environment names


class Desk:
    """Somebody at the desk, who is told what the server answers."""

    def __init__(self) -> None:
        import django  # noqa: PLC0415 -- in the process that tries

        django.setup()
        from django.test import Client  # noqa: PLC0415 -- as above
        from tests.access import cast  # noqa: PLC0415 -- as above

        self.client = Client(raise_request_exception=False)
        self.sign_in = lambda: cast.sign_in(self.client, cast.coordinator_a())
        self.sign_in()
        self.number = 0
        self.kept: list[str] = []
        self.said = ""

    def writes(self) -> int:
        """The status that a new contact is answered with."""
        self.number += 1
        name = f"starved {self.number} {'x' * 100}"
        sent = CONTACT | {"name": name, "note": "n" * 2000}
        self.between_requests()
        answer = self.client.post("/en/desk/ccm/contacts/new/", sent)
        status = int(answer.status_code)
        if status == 302 and "/account/" in answer["Location"]:
            return 401
        if status == 302:
            self.kept.append(name)
        self.said = re.sub(r"\s*<[^>]+>\s*", " ", answer.content.decode())
        return status

    def between_requests(self) -> None:
        """What the server does before each request, and the test client leaves out: a connection that broke is closed."""
        from django.db import close_old_connections  # noqa: PLC0415 -- in the process that tries

        close_old_connections()

    def reads(self) -> tuple[int, str]:
        self.between_requests()
        page = self.client.get("/en/desk/ccm/contacts/")
        return int(page.status_code), page.content.decode()

    def insist(self, holds: bool, what: Any) -> None:  # noqa: FBT001 -- reads as a sentence
        if not holds:
            raise AssertionError(what)

    def whole(self) -> int:
        """How many of the acknowledged contacts are there: all, once; the trail holds, and SQLite's own check."""
        from accede.access import audit  # noqa: PLC0415 -- as above
        from accede.outreach.models import Contact  # noqa: PLC0415 -- as above

        there = [each.name for each in Contact.objects.unguarded(because="counted") if each.post == "S"]
        self.insist(sorted(there) == sorted(self.kept), "acknowledged and there are not the same")
        self.insist(audit.first_break() is None, "the trail is broken")
        return len(there)


def try_disk(mount: str) -> None:
    desk, filler = Desk(), Path(mount) / "filler"
    desk.insist(desk.writes() == 302, "a desk with room takes nothing")
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)
    answered = set[int]()
    for _number in range(3000):  # what SQLite has set aside is used up first
        answered.add(desk.writes())
        desk.insist(answered <= {302, 503}, desk.said[:2500])
        if 503 in answered:
            break
    desk.insist(answered <= {302, 503} and 503 in answered, f"a full disk is answered with {answered}")
    page = desk.client.post("/en/desk/ccm/contacts/new/", CONTACT | {"name": "y" * 100, "note": "z" * 4000})
    desk.insist(b"disk is full" in page.content, page.content[-600:])
    desk.insist(desk.reads()[0] in (200, 503), "reading")
    filler.unlink()
    desk.insist(desk.writes() == 302, "with room again, nothing is taken")
    kept = desk.whole()
    _remount(mount, "ro")
    try:
        refused, read = desk.writes(), desk.reads()[0]
    finally:
        _remount(mount, "rw")
    desk.insist(refused == 503, f"a read-only disk is answered with {refused}: {desk.said[-1500:]}")
    desk.insist(desk.writes() == 302, "writable again, nothing is taken")
    desk.insist(desk.reads()[0] == 200, "it does not come back")
    print(
        f"full: 503, then 302; read-only: 503, reading {read}, then 302; {kept + 1} of {desk.whole()} acknowledged there"
    )


def try_clock() -> None:
    """Forwards by two years, back by four, on again: nothing lost, the trail in order, the newest backup kept."""
    desk = Desk()
    from django.conf import settings  # noqa: PLC0415 -- in the process that tries
    from django.utils import timezone  # noqa: PLC0415 -- as above

    from accede.project import duties  # noqa: PLC0415 -- as above

    settings.BACKUP_DIR, settings.BACKUPS_KEPT = str(Path(settings.DATA_DIR).parent / "kept"), 2
    really, written = timezone.now, []
    for days in (0, 730, -730, 1, -1):
        at = really() + dt.timedelta(days=days)
        with mock.patch("django.utils.timezone.now", lambda at=at: at):
            desk.sign_in()  # by another day the session is over, as it should be
            answered = desk.writes()
            desk.insist(answered in (302, 403), f"{days} days: {answered}")
            failed = [done for done in duties.run(at) if done.failed]
            desk.insist(not failed, f"{days} days: {failed}")
        newest = Path(settings.BACKUP_DIR) / f"accede-{timezone.localdate(at).isoformat()}.backup"
        desk.insist(newest.exists(), f"{days} days: the backup just written is gone")
        written.append(newest.name)
    desk.sign_in()
    desk.insist(desk.writes() == 302, "the right clock is not taken")
    print(f"{len(written)} jumps, {desk.whole()} acknowledged there, each newest backup kept")


def try_database(stop: str, start: str) -> None:
    desk = Desk()
    desk.insist(desk.writes() == 302, "nothing is taken")
    subprocess.run(stop, shell=True, check=True, stdout=subprocess.DEVNULL)  # noqa: S602 -- our own words
    refused, (status, page) = desk.writes(), desk.reads()
    api = int(desk.client.get("/api/v1/treaties").status_code)
    public = int(desk.client.get("/en/treaties/ccm/history/").status_code)
    subprocess.run(start, shell=True, check=True, stdout=subprocess.DEVNULL)  # noqa: S602 -- as above
    desk.insist((refused, status) == (503, 503), f"without its database it answers {refused}, {status}")
    desk.insist("cannot be reached" in page, page[-600:])
    deadline = time.monotonic() + 30
    tries = 1
    while desk.reads()[0] != 200 and time.monotonic() < deadline:
        tries += 1
        time.sleep(0.2)
    desk.insist(desk.writes() == 302, f"it does not come back: {desk.said[-1500:]}")
    print(
        f"gone: 503 (public page {public}, API {api}); back at request {tries}; {desk.whole()} acknowledged there"
    )


# ---- what surrounds them


def _tried(what: str, *arguments: str, of: str = __name__, **environment: str) -> str:
    call = f"import sys; from {of} import {what}; {what}(*sys.argv[1:])"
    own = os.environ | {"PYTHONPATH": f"{SOURCE / 'src'}:{SOURCE}"} | environment
    done = subprocess.run(
        [sys.executable, "-c", call, *arguments], env=own, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(done.stderr.strip().splitlines()[-1])
    return done.stdout.strip()


def _remount(mount: str, how: str) -> None:
    from django.db import connections  # noqa: PLC0415 -- in the process that tries

    connections.close_all()  # what is open for writing would hold the disk
    subprocess.run(["mount", "-o", f"remount,{how}", mount], check=True)


@contextlib.contextmanager
def _small_disk() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as mount:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "accede-long", mount],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if made.returncode:
            raise PermissionError(f"No small disk could be made, which takes root: {made.stderr.strip()}")
        try:
            yield Path(mount)
        finally:
            subprocess.run(["umount", "-l", mount], check=True)


def _disk(folder: Path) -> str:
    with _small_disk() as mount:
        shutil.copytree(folder, mount / "data")
        return _tried("try_disk", str(mount), ACCEDE_DATA_DIR=str(mount / "data"))


def _clock(folder: Path) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(folder, Path(scratch) / "data")
        return _tried("try_clock", ACCEDE_DATA_DIR=str(Path(scratch) / "data"))


def _database(folder: Path) -> str:
    with _postgresql() as (url, stop, start), tempfile.TemporaryDirectory() as scratch:
        desk = {"ACCEDE_DATA_DIR": str(Path(scratch) / "data"), "ACCEDE_DATABASE_URL": url}
        subprocess.run(
            [sys.executable, "-m", "accede", "status", "ccm"],
            env=os.environ | {"PYTHONPATH": str(SOURCE / "src")} | desk, check=True, capture_output=True,
        )  # fmt: skip
        shutil.copytree(folder / "static", Path(scratch) / "data/static")
        return _tried("try_database", stop, start, **desk)


def _shell(words: str) -> None:
    subprocess.run(words, shell=True, check=True, stdout=subprocess.DEVNULL)  # noqa: S602 -- our own words


@contextlib.contextmanager
def _postgresql() -> Iterator[tuple[str, str, str]]:
    """The address of a cluster of our own, and the commands that stop and start it."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    if programs is None:
        raise FileNotFoundError("There is no PostgreSQL on this machine.")
    owner = "setpriv --reuid=postgres --regid=postgres --clear-groups -- " if os.getuid() == 0 else ""
    with tempfile.TemporaryDirectory() as scratch:
        cluster = Path(scratch) / "cluster"
        cluster.mkdir()
        if owner:
            Path(scratch).chmod(0o711)
            shutil.chown(cluster, "postgres")
        control = f"{owner}{programs}/pg_ctl --pgdata={cluster}/data --log={cluster}/log --wait"
        start = f'{control} start --options="-c listen_addresses= -c unix_socket_directories={cluster}"'
        stop = f"{control} --mode=immediate stop"
        _shell(
            f"{owner}{programs}/initdb --pgdata={cluster}/data --username=accede --auth=trust --encoding=UTF8 --no-locale"
        )
        _shell(start)
        try:
            yield f"postgresql://accede@{quote(str(cluster), safe='')}/postgres", stop, start
        finally:
            subprocess.run(stop, shell=True, check=False, stdout=subprocess.DEVNULL)  # noqa: S602 -- as above
