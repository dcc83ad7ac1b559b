"""kill -9 at any moment, some hundreds of times: what was acknowledged is there, nothing twice, no mail twice."""

import os
import random
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection, connections, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from tests.access import cast
from tests.outbox.conftest import Postbox
from tests.record.imports import bringing

from accede.access import audit
from accede.access.models import AuditEntry, Campaign
from accede.background import worker
from accede.outbox import actions, sending
from accede.outbox.models import Message
from accede.outreach.models import Contact
from accede.project import migrating
from accede.record.models import ImportBatch, TreatyAction
from accede.reporting.models import Paper

Say = Callable[[str], None]
Deed = Callable[[Say], None]


def killed_during(deed: Deed, *, after: float) -> list[str]:
    """What the deed had acknowledged when its process, forked from this one, was killed."""
    connections.close_all()  # a connection must not be shared across a fork
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        status = 1
        try:
            deed(lambda text: os.write(writing, f"{text}\n".encode()) and None)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        return [line.strip() for line in pipe if line.endswith("\n")]


class Rounds:
    """The rounds of one kind: `wrong` says what did not hold."""

    def __init__(self, moments: random.Random) -> None:
        self.moments, self.wrong = moments, list[str]()
        self.figures: Counter[str] = Counter()
        self._longest = 1.0

    def killed(self, deed: Deed) -> list[str]:
        """At a moment of which about half let the deed come to its end, however fast the machine is."""
        said = killed_during(deed, after=self.moments.uniform(0.01, self._longest))
        self._longest = min(60.0, max(0.1, self._longest * (0.8 if said else 1.4)))
        return said

    def hold(self, what: str, holds: bool) -> None:  # noqa: FBT001 -- reads as a sentence
        if not holds:
            self.wrong.append(what)

    def hold_the_database(self) -> None:
        """After each kill: the trail's chain, and SQLite's own check."""
        broken = audit.first_break()
        self.hold(f"the trail: {broken}", broken is None)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA quick_check")
                self.hold("the check of SQLite", cursor.fetchone() == ("ok",))
                cursor.execute("PRAGMA foreign_key_check")
                self.hold("references", cursor.fetchone() is None)


def submissions(rounds: Rounds, times: int) -> None:
    """Forms sent one after the other; an answer is the acknowledgement."""
    client = cast.sign_in(Client(), cast.coordinator_a())
    known: set[str] = set()
    client.get("/en/desk/ccm/contacts/new/")  # what is loaded once need not be by each that is killed

    def contacts() -> Counter[str]:
        return Counter(each.name for each in Contact.objects.unguarded(because="counted") if each.post == "K")

    for each in range(times):

        def deed(say: Say, each: int = each) -> None:
            for number in range(1000):
                name = f"{each}-{number}"
                sent = {"state": "KEN", "place": "geneva", "name": name, "post": "K", "confidentiality": "3"}
                if client.post("/en/desk/ccm/contacts/new/", sent).status_code == 302:
                    say(name)

        known |= set(rounds.killed(deed))
        there = contacts()
        rounds.hold(f"acknowledged, and lost: {known - set(there)}", known <= set(there))
        rounds.hold("a contact is there twice", max(there.values(), default=0) <= 1)
        entries = AuditEntry.objects.filter(act="add contact").count()
        rounds.hold("contacts and the trail differ", entries == sum(there.values()))
        rounds.hold_the_database()
    rounds.figures.update(acknowledged=len(known), there=sum(contacts().values()))


def mails(rounds: Rounds, times: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL = {"host": "127.0.0.1", "port": port, "use_tls": False}
    settings.DEFAULT_FROM_EMAIL = "Accede <desk@desk.example>"
    campaign, at = Campaign.objects.get(pk="ccm"), timezone.now()
    ours = Message.objects.unguarded(because="counted").filter(room="long")
    for each in range(times):
        for number in range(6):
            made = actions.put(
                key=f"long {each} {number}",
                campaign=campaign,
                to=actions.Recipient("kenya@mission.example", "Ambassador"),
                language="en",
                subject=f"L {each}-{number}",
                text="Compliments.",
                room="long",
                by=cast.viewer_of(cast.coordinator_a()),
                at=at,
            )
            actions.approve(message=made, by=cast.viewer_of(cast.coordinator_b()), at=at)
        killed_during(
            lambda _say: sending.send_approved(clock=timezone.now) and None,
            after=rounds.moments.uniform(0.005, 0.4),
        )
        delivered = Counter(str(letter["Subject"]) for letter in postbox.letters)
        rounds.hold("a mail was sent twice", max(delivered.values(), default=0) <= 1)
        sent = {message.subject for message in ours.filter(state="sent")}
        rounds.hold("told as sent, and not delivered", sent <= set(delivered))
        rounds.hold_the_database()
    sending.send_approved(clock=timezone.now)
    time.sleep(0.2)
    delivered = Counter(str(letter["Subject"]) for letter in postbox.letters)
    rounds.hold("a mail was sent twice", max(delivered.values(), default=0) <= 1)
    states = Counter(ours.values_list("state", flat=True))
    lost = [each for each in ours.exclude(state="unknown") if each.subject not in delivered]
    rounds.hold(f"neither delivered nor left to a person: {len(lost)}", not lost)
    rounds.figures.update(letters=len(delivered), put=6 * times, left_to_a_person=states["unknown"])
    controller.stop()


def documents(rounds: Rounds, times: int) -> None:
    client = cast.sign_in(Client(), cast.coordinator_a())
    papers = Paper.objects.unguarded(because="counted")
    client.get("/en/desk/ccm/documents/new/talking-points/")
    before, known = papers.count(), 0
    for _each in range(times):

        def deed(say: Say) -> None:
            for _number in range(100):
                sent = {"state": "CYP", "language": "en", "audience": 1}
                if client.post("/en/desk/ccm/documents/new/talking-points/", sent).status_code == 302:
                    say("a document")

        known += len(rounds.killed(deed))
        rounds.hold("a document is lost", papers.count() - before >= known)
        drafted = AuditEntry.objects.filter(act="draft document").count()
        rounds.hold("documents and the trail differ", papers.count() - before == drafted)
        worker.work_off()
        rounds.hold_the_database()
    rounds.figures.update(acknowledged=known, there=papers.count() - before)


def _import(say: Say) -> None:
    bringing.apply("mtdsg", aliases={"Nowhereland": "NIU"})
    say("applied")


def imports(rounds: Rounds, times: int) -> None:
    """A file is wholly in, or not at all; taken back, all is as it was."""

    def state() -> tuple[int, int]:
        return ImportBatch.objects.filter(undone_at=None).count(), TreatyAction.objects.count()

    before = state()
    whole = bringing.apply("mtdsg", aliases={"Nowhereland": "NIU"})
    after = state()
    bringing.undo(whole.batch)
    rounds.hold("taken back, it is not as it was", state() == before)
    applied = 0
    for _each in range(times):
        said = rounds.killed(_import)
        now = state()
        rounds.hold(f"half an import: {now}", now in (before, after))
        rounds.hold("acknowledged, and not there", not said or now == after)
        if now == after:
            applied += 1
            bringing.undo(ImportBatch.objects.filter(undone_at=None).latest("pk"))
        rounds.hold_the_database()
    rounds.figures.update(applied=applied)


def _write(apps: Any, _editor: Any) -> None:
    model = apps.get_model("reminders", "Half")
    model._base_manager.bulk_create(model(word=f"{number}") for number in range(5000))  # noqa: SLF001


def _planted(load: Callable[[MigrationLoader], None]) -> Callable[[MigrationLoader], None]:
    """Three migrations more than there are: tables, rows, and another column."""

    def load_disk(self: MigrationLoader) -> None:
        load(self)
        before = max(name for app, name in self.disk_migrations if app == "reminders")
        table = migrations.CreateModel(
            "Half", [("id", models.BigAutoField(primary_key=True)), ("word", models.CharField(max_length=9))]
        )
        steps = {
            "9001_table": [table],
            "9002_rows": [migrations.RunPython(_write, migrations.RunPython.noop)],
            "9003_column": [migrations.AddField("Half", "more", models.IntegerField(default=1))],
        }
        for name, operations in steps.items():
            made = migrations.Migration(name, "reminders")
            made.dependencies, made.operations = [("reminders", before)], operations
            self.disk_migrations["reminders", name] = made
            before = name

    return load_disk


def _upgrade(say: Say) -> None:
    migrating.bring_up_to_date()
    say("done")


def upgrades(rounds: Rounds, times: int) -> None:
    """A database is of one version or of the other."""
    original, last = MigrationLoader.load_disk, None
    last = max(name for app, name in MigrationLoader(connection).disk_migrations if app == "reminders")
    MigrationLoader.load_disk = _planted(original)  # type: ignore[method-assign]
    done = 0
    try:
        for _each in range(times):
            said = rounds.killed(_upgrade)
            applied = {
                name for app, name in MigrationRecorder(connection).applied_migrations() if app == "reminders"
            }
            new = {name for name in applied if name.startswith("9")}
            there = "reminders_half" in connection.introspection.table_names()
            rounds.hold(f"half an upgrade: {new}", (len(new), there) in ((0, False), (3, True)))
            rounds.hold("acknowledged, and not there", not said or len(new) == 3)
            if new:
                done += 1
                with migrating.in_one_piece():
                    migrating.executor().migrate([("reminders", last)])
            rounds.hold_the_database()
    finally:
        MigrationLoader.load_disk = original  # type: ignore[method-assign]
    rounds.figures.update(upgraded=done)


# How many of a hundred kills each takes.
KINDS = {submissions: 40, mails: 25, imports: 15, upgrades: 15, documents: 5}


def run(*, kills: int, number: int) -> dict[str, Any]:
    told: dict[str, Any] = {"kills": 0, "wrong": []}
    for kind, share in KINDS.items():
        times = max(1, kills * share // 100)
        rounds = Rounds(random.Random(f"{number} {kind.__name__}"))
        kind(rounds, times)
        told["kills"] += times
        told["wrong"] += rounds.wrong
        told[kind.__name__] = {"kills": times, **rounds.figures}
        print(
            f"  {kind.__name__}: {times} kills, {dict(rounds.figures)}; wrong: {rounds.wrong or 'nothing'}",
            flush=True,
        )
    return told
