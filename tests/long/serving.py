"""The server as users run it, and PostgreSQL under it, killed with kill -9 while all of its work goes on.

`accede run` with its workers and its process for background work serves people who send forms and draft documents; files
are brought in and taken back and mails are sent by its background work; its upgrade is killed at the start. What was
acknowledged is there, nothing twice, and the mail server got no letter twice.
"""

import contextlib
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.long import upgrading
from tests.long.starving import SOURCE, _postgresql, _shell, _tried
from tests.record.readers.reading import FIXTURES

TOKEN = "x" * 32
PERSONS = 3


def run(folder: Path, *, kills: int, number: int) -> dict[str, Any]:
    told: dict[str, Any] = {"kills": 0, "wrong": []}
    trials: dict[str, Callable[[], str]] = {
        "server on SQLite": lambda: _on_sqlite(folder, kills, number),
        "server and PostgreSQL": lambda: _on_postgresql(folder, kills, number),
        "upgrade at the start": lambda: upgrading.upgrades(folder, max(1, kills // 4), number),
    }
    for name, trial in trials.items():
        try:
            told[name] = json.loads(trial())
        except Exception as error:  # noqa: BLE001 -- told, and the others go on
            told["wrong"].append(f"{name}: {error!r}")
            told[name] = f"failed: {error!r}"
        else:
            told["kills"] += sum(told[name]["killed"].values())
            told["wrong"] += told[name].pop("wrong")
        print(f"  {name}: {told[name]}", flush=True)
    return told


def _on_sqlite(folder: Path, kills: int, number: int) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(folder, Path(scratch) / "data")
        return _tried("under_load", str(kills), str(number), ACCEDE_DATA_DIR=f"{scratch}/data", of=__name__)


def _on_postgresql(folder: Path, kills: int, number: int) -> str:
    with _postgresql() as (url, stop, start), tempfile.TemporaryDirectory() as scratch:
        desk = {"ACCEDE_DATA_DIR": f"{scratch}/data", "ACCEDE_DATABASE_URL": url}
        subprocess.run(
            [sys.executable, "-m", "accede", "status", "ccm"],
            env=os.environ | {"PYTHONPATH": str(SOURCE / "src")} | desk, check=True, capture_output=True,
        )  # fmt: skip
        shutil.copytree(folder / "static", Path(scratch) / "data/static")
        return _tried("under_load", str(kills), str(number), stop, start, of=__name__, **desk)


# ---- in a process of its own, on the desk that its environment names


class Work:
    """What goes on while one kills: each keeps what it was told that is done."""

    def __init__(self, port: int) -> None:
        from tests.access import cast  # noqa: PLC0415 -- in the process that tries

        self.port, self.over = port, threading.Event()
        self.names: list[str] = []
        self.documents = self.applied = self.put = self.cut_off = 0
        self.asked: set[int] = set()
        self.person = cast.coordinator_a()
        self.by, self.other = cast.viewer_of(self.person), cast.viewer_of(cast.coordinator_b())
        self.cookie = _session(self.person)

    def threads(self) -> list[threading.Thread]:
        jobs = [
            *(self._forms(f"{number}") for number in range(PERSONS)),
            self._drafts(),
            self._files(),
            self._mails(),
        ]
        return [threading.Thread(target=self._go_on, args=(job,), daemon=True) for job in jobs]

    def _go_on(self, job: Iterator[None]) -> None:
        """Whatever fails is tried again, as people do; an answer that did not come is no acknowledgement."""
        from django.db import close_old_connections  # noqa: PLC0415 -- as above

        while not self.over.is_set():
            close_old_connections()
            if next(job, self) is self:
                return

    def _post(self, path: str, fields: dict[str, Any]) -> bool:
        """Whether it was acknowledged: led on to the page of what was made."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        head = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.cookie}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
        try:
            with contextlib.closing(asked):
                asked.request("POST", path, urlencode(fields), head)
                answer = asked.getresponse()
                answer.read()
        except (OSError, http.client.HTTPException):
            self.cut_off += 1
            time.sleep(0.1)
            return False
        return answer.status == 302 and "/account/" not in (answer.getheader("Location") or "")

    def _forms(self, who: str) -> Iterator[None]:
        number = 0
        while True:
            number += 1
            name = f"{who}-{number}"
            sent = {"state": "KEN", "place": "geneva", "name": name, "post": "K", "confidentiality": "3"}
            if self._post("/en/desk/ccm/contacts/new/", sent):
                self.names.append(name)
            yield

    def _drafts(self) -> Iterator[None]:
        while True:
            sent = {"state": "CYP", "language": "en", "audience": 1}
            self.documents += self._post("/en/desk/ccm/documents/new/talking-points/", sent)
            yield

    def _files(self) -> Iterator[None]:
        """A file is put on the desk, looked at, brought in by the server's background work, and taken back."""
        from django.core.exceptions import ValidationError  # noqa: PLC0415 -- as above
        from django.db import DatabaseError  # noqa: PLC0415 -- as above
        from django.utils import timezone  # noqa: PLC0415 -- as above

        from accede.record.models import Upload  # noqa: PLC0415 -- as above
        from accede.record.uploads import actions  # noqa: PLC0415 -- as above

        acting = {"by": self.by}
        upload: Upload | None = None
        while True:
            at = timezone.now()
            try:
                found = upload and Upload.objects.select_related("batch").get(pk=upload.pk)
                if found is None or actions.has_failed(found):
                    content = FIXTURES["mtdsg"].read_bytes()
                    upload = actions.put_on_desk(chunks=[content], file_name="ccm.xml", at=at, **acting)
                elif found.state == Upload.State.SHOWN and found.pk not in self.asked:
                    actions.ask_to_apply(found, at=at, **acting)
                    self.asked.add(found.pk)
                elif found.state == Upload.State.APPLIED:
                    self.applied += 1
                    if found.batch is not None and found.batch.undone_at is None:
                        actions.ask_to_undo(found.batch, at=at, **acting)
                    upload = None
                elif found.state not in (
                    Upload.State.LOOKED_AT,
                    Upload.State.APPLIED_NOW,
                    Upload.State.SHOWN,
                ):
                    actions.tell(found, format_key="mtdsg", treaty="ccm", at=at, **acting)
            except (DatabaseError, ValidationError):
                self.cut_off += 1
            time.sleep(0.3)
            yield

    def _mails(self) -> Iterator[None]:
        from django.core.exceptions import ValidationError  # noqa: PLC0415 -- as above
        from django.db import DatabaseError  # noqa: PLC0415 -- as above
        from django.utils import timezone  # noqa: PLC0415 -- as above

        from accede.access.models import Campaign  # noqa: PLC0415 -- as above
        from accede.outbox import actions, tasks  # noqa: PLC0415 -- as above
        from accede.outbox.models import Message  # noqa: PLC0415 -- as above

        while True:
            at = timezone.now()
            try:
                made = actions.put(
                    key=f"long {self.put}", campaign=Campaign.objects.get(pk="ccm"), language="en", room="long",
                    to=actions.Recipient("kenya@mission.example"), subject=f"L {self.put}", text="Compliments.",
                    by=self.by, at=at,
                )  # fmt: skip
                if made.state == Message.State.WAITING:
                    actions.approve(message=made, by=self.other, at=at)
                self.put += 1
                tasks.send_approved.enqueue()
            except (DatabaseError, ValidationError):
                self.cut_off += 1
            time.sleep(0.3)
            yield


def _session(person: Any) -> str:
    from django.test import Client  # noqa: PLC0415 -- in the process that tries
    from tests.access import cast  # noqa: PLC0415 -- as above

    cookie: str = cast.sign_in(Client(), person).cookies["sessionid"].value
    return cookie


class Served:
    """`accede run`, its processes known by what they do."""

    def __init__(self, port: int, mail: int) -> None:
        self.port, self.mail = port, mail
        self.start()

    def start(self) -> None:
        own = os.environ | {
            "PYTHONPATH": str(SOURCE / "src"),
            "ACCEDE_ALLOWED_HOSTS": "127.0.0.1",
            "ACCEDE_MAIL": f"smtp://127.0.0.1:{self.mail}?tls=no",
            "ACCEDE_MAIL_FROM": "Accede <desk@desk.example>",
        }
        own.pop("DJANGO_SETTINGS_MODULE", None)
        self.process = self._started(own)
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            if self.process.poll() is not None:  # its database was away: whoever runs it starts it again
                time.sleep(1)
                self.process = self._started(own)
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.1)
        raise AssertionError("The server does not start again.")

    def _started(self, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
        asked = [sys.executable, "-m", "accede", "run", "--port", str(self.port)]
        return subprocess.Popen(asked, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def family(self) -> dict[int, str]:
        """Each of its processes, and which it is."""
        listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
        parents = dict(tuple(map(int, line.split())) for line in listed.stdout.splitlines())
        own = self.process.pid
        children = sorted(pid for pid, parent in parents.items() if parent == own)
        grown = {pid for pid, parent in parents.items() if parent in children}
        attendants = {pid for pid in children if _looks_for_work(pid)} or set(children[:1])
        found = {pid: "background" if pid in attendants else "worker" for pid in children}
        return {own: "supervisor"} | found | dict.fromkeys(grown, "work under way")

    def kill(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def kill_all(self) -> None:
        for pid in self.family():
            self.kill(pid)
        self.process.wait()
        self.start()

    def stop(self) -> None:
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=20)
        for pid in self.family():
            self.kill(pid)


def _looks_for_work(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return b"accede.background" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def under_load(times: str, seed: str, stop: str = "", start: str = "") -> None:
    import django  # noqa: PLC0415 -- in the process that tries

    django.setup()
    from tests.outbox.conftest import Postbox  # noqa: PLC0415 -- as above

    moments, postbox, ports = random.Random(f"{seed} {stop}"), Postbox(), []
    for _each in range(2):
        with socket.create_server(("127.0.0.1", 0)) as free:
            ports.append(free.getsockname()[1])
    from aiosmtpd.controller import Controller  # noqa: PLC0415 -- as above

    controller = Controller(postbox, hostname="127.0.0.1", port=ports[1])
    controller.start()
    before, work = _record(), Work(ports[0])
    served = Served(*ports)
    threads = work.threads()
    for thread in threads:
        thread.start()
    killed: Counter[str] = Counter()
    for _each in range(int(times)):
        time.sleep(moments.uniform(0.5, 8))
        killed[_kill(served, moments, stop, start)] += 1
    time.sleep(5)
    work.over.set()
    for thread in threads:
        thread.join(60)
    if served.process.poll() is not None:
        served.start()
    _await_the_end_of_all_work()
    served.stop()
    controller.stop()
    print(json.dumps({"killed": killed} | _held(work, postbox, before)))


def _kill(served: Served, moments: random.Random, stop: str, start: str) -> str:
    """One process, or all; with PostgreSQL, every other time one of its own, or all of it at once."""
    if stop and moments.random() < 0.5:
        return _kill_postgresql(moments, stop, start)
    family = served.family()
    kind = moments.choice(
        ["all", "supervisor", "worker", "worker", "background", "work under way", "work under way"]
    )
    of_kind = [pid for pid, each in family.items() if each == kind]
    if kind in ("all", "supervisor") or not of_kind:
        if kind == "supervisor":
            served.kill(served.process.pid)
            time.sleep(moments.uniform(0, 1))  # what is left notices by itself
        served.kill_all()
        return "supervisor" if kind == "supervisor" else "all at once"
    served.kill(moments.choice(of_kind))
    return kind


def _kill_postgresql(moments: random.Random, stop: str, start: str) -> str:
    """All of it at once, or one of its processes; where that takes down the whole, it is started again."""
    pid_file = Path(re.search(r"--pgdata=(\S+)", stop)[1]) / "postmaster.pid"  # type: ignore[index]
    told = "PostgreSQL stopped at once"
    if moments.random() < 0.4:
        _shell(f"{stop} || true")
    else:
        told = "a process of PostgreSQL"
        main = pid_file.read_text(encoding="utf-8").split()[0]
        asked = ["ps", "-o", "pid=", "--ppid", main]
        own = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split()
        with contextlib.suppress(ProcessLookupError, IndexError):
            os.kill(int(moments.choice(own)), signal.SIGKILL)
    time.sleep(moments.uniform(0, 2))
    if not pid_file.exists():
        _shell(f"{start} 2>/dev/null")
    return told


def _record() -> tuple[int, int]:
    from accede.record.models import ImportBatch, TreatyAction  # noqa: PLC0415 -- in the process that tries

    return ImportBatch.objects.filter(undone_at=None).count(), TreatyAction.objects.count()


def _await_the_end_of_all_work() -> None:
    from django.db import DatabaseError, close_old_connections  # noqa: PLC0415 -- in the process that tries
    from django_tasks import TaskResultStatus  # noqa: PLC0415 -- as above
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 -- as above

    deadline = time.monotonic() + 300
    open_ones = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    while time.monotonic() < deadline:
        close_old_connections()
        with contextlib.suppress(DatabaseError):
            if not DBTaskResult.objects.filter(status__in=open_ones).exists():
                return
        time.sleep(0.5)
    raise AssertionError("Some work is never done.")


def _held(work: Work, postbox: Any, before: tuple[int, int]) -> dict[str, Any]:
    """What did not hold of what was promised; and the figures."""
    from django.db import connection  # noqa: PLC0415 -- in the process that tries

    from accede.access import audit  # noqa: PLC0415 -- as above
    from accede.access.models import AuditEntry  # noqa: PLC0415 -- as above
    from accede.outbox.models import Message  # noqa: PLC0415 -- as above
    from accede.outreach.models import Contact  # noqa: PLC0415 -- as above
    from accede.record.models import ImportBatch, Upload  # noqa: PLC0415 -- as above
    from accede.record.uploads import actions as uploads  # noqa: PLC0415 -- as above
    from accede.reporting.models import Paper  # noqa: PLC0415 -- as above

    wrong = []

    def hold(what: str, holds: bool) -> None:  # noqa: FBT001 -- reads as a sentence
        if not holds:
            wrong.append(what)

    there = Counter(each.name for each in Contact.objects.unguarded(because="counted") if each.post == "K")
    hold(f"forms acknowledged, and lost: {set(work.names) - set(there)}", set(work.names) <= set(there))
    hold("a form was taken twice", max(there.values(), default=0) <= 1)
    acts = Counter(AuditEntry.objects.values_list("act", flat=True))
    hold("contacts and the trail differ", acts["add contact"] == sum(there.values()))
    papers = Paper.objects.unguarded(because="counted").count()
    hold("a document is lost", papers >= work.documents)
    hold("documents and the trail differ", acts["draft document"] == papers)
    asked = Upload.objects.filter(pk__in=work.asked)
    left = [each.pk for each in asked if each.state != Upload.State.APPLIED and not uploads.has_failed(each)]
    hold(f"files to be brought in that are neither in nor told as failed: {left}", not left)
    standing = ImportBatch.objects.filter(undone_at=None).count() - before[0]
    hold(f"{standing} imports stand", standing in (0, 1))
    hold("half of an import", standing == 1 or _record() == before)
    delivered = Counter(str(letter["Subject"]) for letter in postbox.letters)
    hold("a mail was sent twice", max(delivered.values(), default=0) <= 1)
    ours = Message.objects.unguarded(because="counted").filter(room="long")
    states = Counter(ours.values_list("state", flat=True))
    told = {each.subject for each in ours.filter(state="sent")}
    hold("told as sent, and not delivered", told <= set(delivered))
    waiting = [each.subject for each in ours if each.state not in ("sent", "unknown")]
    hold(f"left lying: {waiting[:5]}", len(waiting) <= 1)  # the last one may have been put and not approved
    broken = audit.first_break()
    hold(f"the trail: {broken}", broken is None)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            hold("the check of SQLite", cursor.fetchone() == ("ok",))
    return {
        "wrong": wrong,
        "requests cut off": work.cut_off,
        "forms": [len(work.names), sum(there.values())],
        "documents": [work.documents, papers],
        "files brought in": work.applied,
        "mails": [work.put, len(delivered), states["unknown"]],
        "entries of the trail": sum(acts.values()),
    }
