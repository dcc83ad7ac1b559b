"""A desk in one file: written while people work, and the same desk again on another machine and another database."""

import json
import zipfile

import pytest
from tests.desk import Desk, never_started
from tests.prepared import started

pytestmark = pytest.mark.database

START = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "accede.project.settings"
django.setup()
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from accede.access.models import Campaign, Organisation, Person
from accede.evidence.models import Obstacle
from accede.outbox.models import Message
from accede.record.models import State
from accede.toolkit import files
from accede.toolkit.models import Material, MaterialVersion
"""
WRITE = """
row = Obstacle(treaty_id="ccm", state_id="KEN", code_id="PROC", own_words="The ambassador fears for the budget.")
row.campaign, row.owner = Campaign.objects.get(), Organisation.objects.first()
row.confidentiality, row.day, row.date_given, row.firmness = 4, "2026-03-01", "2026-03-01", "day"
row.save()
Message.objects.create(
    campaign=row.campaign, owner=row.owner, confidentiality=3, state="approved", to_address="a@mission.example",
    language="en", subject="Note", text="Text", room="tests", key_hash=str(timezone.now().timestamp()),
    made_at=timezone.now(),
)
material = Material.objects.create(
    campaign=row.campaign, owner=row.owner, confidentiality=2, treaty_id="ccm", title="Guide", publisher="Office",
    kind="guide",
)
name, key = files.keep(b"sealed under a key of its own")
MaterialVersion.objects.create(
    material=material, campaign=row.campaign, owner=row.owner, confidentiality=2, language="en", file_name="a.pdf",
    file_hash=name, file_key=key, added_on="2026-03-01",
)
(settings.DATA_DIR / "imports").mkdir(exist_ok=True)
(settings.DATA_DIR / "imports" / "a file.csv").write_text("kept by its hash")
"""
READ = """
said = Obstacle.objects.unguarded(because="a test").filter(state_id="KEN", code_id="PROC").latest("pk")
kept = MaterialVersion.objects.unguarded(because="a test").exclude(file_hash="").earliest("pk")
print(said.own_words, "|", Person.objects.get().email, "|",
      (settings.DATA_DIR / "imports" / "a file.csv").read_text(), "|", files.read(kept.file_hash, kept.file_key).decode())
"""
SAID = "The ambassador fears for the budget. | ana@example.org | kept by its hash | sealed under a key of its own\n"


def run(desk, script):
    with desk.python("-c", START + script) as process:
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return output


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk with one person, one confidential text and one file."""
    with started(tmp_path_factory.mktemp("backup") / "data") as own:
        person = "ana@example.org --name Ana --organisation Mission --organisation-kind state --post Attachée"
        assert own.accede("user", "add", *person.split(), "--role", "coordinator").returncode == 0
        run(own, WRITE)
        yield own


@pytest.fixture(scope="module")
def backup(desk, tmp_path_factory):
    file = tmp_path_factory.mktemp("file") / "desk.backup"
    answer = desk.accede("backup", str(file))
    assert (answer.returncode, answer.stdout) == (0, ""), answer.stderr
    assert "can read everything in it" in answer.stderr
    return file


@pytest.fixture
def other(tmp_path):
    """Another machine's empty desk, on the kind of database that the tests run on."""
    with never_started(tmp_path / "data") as new:
        yield new


@pytest.fixture
def used(tmp_path):
    """A desk that holds something already, though nothing of the backup's own."""
    with started(tmp_path / "data") as loaded:
        yield loaded


def status(desk):
    return desk.accede("status", "ccm", "--on", "2026-03-01", "--format", "csv").stdout


def test_a_desk_is_the_same_on_another_machine(desk, backup, other):
    answer = other.accede("restore", str(backup))

    assert answer.returncode == 0, answer.stderr
    assert "the trail whole" in answer.stderr
    assert run(other, READ) == SAID
    assert status(other) == status(desk)
    assert other.accede("audit", "verify").returncode == 0
    assert other.accede("check").returncode == 0
    assert (
        other.accede("user", "list", "--format", "csv").stdout
        == desk.accede("user", "list", "--format", "csv").stdout
    )
    when = "from accede.project.observing import traces; print(traces.last(traces.BACKUP) > 1e9)"
    assert run(desk, when) == "True\n", "the operator is told when the last one was written"
    # What was let go when the backup was written may have left since: a person decides.
    assert run(other, 'print(Message.objects.unguarded(because="a test").get().state)') == "unknown\n"

    run(other, WRITE)  # what comes after takes new numbers
    assert run(other, READ) == SAID


def test_a_desk_moves_to_another_kind_of_database(backup, tmp_path):
    """From PostgreSQL to SQLite in the run on PostgreSQL; there and back are the same."""
    laptop = Desk(tmp_path / "laptop")
    assert laptop.accede("restore", str(backup)).returncode == 0
    assert run(laptop, READ) == SAID

    file = tmp_path / "back.backup"
    assert laptop.accede("backup", str(file)).returncode == 0
    with never_started(tmp_path / "server") as server:
        assert server.accede("restore", str(file)).returncode == 0
        assert run(server, READ) == SAID
        assert server.accede("audit", "verify").returncode == 0
    assert members(file) == members(backup)


def members(file):
    """Every table with its rows; those of the record to the letter, since encrypted texts are sealed anew.

    The trail is left out: it is longer by what the restore itself did.
    """
    with zipfile.ZipFile(file) as bundle:
        manifest = json.loads(bundle.read("manifest.json"))
    return {
        name: (member["rows"], member["sha256"] if name.startswith("tables/record.") else "")
        for name, member in manifest["members"].items()
        if name != "tables/access.auditentry.jsonl"
    }


def test_a_backup_is_the_desk_at_one_moment_and_holds_nobody_up(desk, tmp_path):
    """Somebody is in the middle of a change: it is not waited for, and not half in it."""
    script = """
from accede.project.backup import archive
from pathlib import Path
import threading
def work():
    with transaction.atomic():
        Organisation.objects.create(name="Half done", kind="other")
        started.set()
        done.wait(30)
        transaction.set_rollback(True)
    connection.close()
started, done = threading.Event(), threading.Event()
worker = threading.Thread(target=work)
worker.start()
started.wait(30)
archive.write(Path(sys.argv[1]), at=timezone.now(), progress=lambda *_: None)
done.set()
worker.join()
print("written")
"""
    file = tmp_path / "while.backup"
    with desk.python("-c", START + script, str(file)) as process:
        output, errors = process.communicate(timeout=60)

    assert output == "written\n", errors
    with zipfile.ZipFile(file) as bundle:
        assert "Half done" not in bundle.read("tables/access.organisation.jsonl").decode()


def test_a_text_in_confidence_is_not_in_clear(backup):
    with zipfile.ZipFile(backup) as bundle:
        assert [name for name in bundle.namelist() if b"ambassador fears" in bundle.read(name)] == []


def test_under_a_passphrase_it_opens_with_the_passphrase_alone(desk, used, tmp_path):
    file, right, wrong = tmp_path / "sealed", tmp_path / "right", tmp_path / "wrong"
    right.write_text("correct horse battery\n")
    wrong.write_text("staple\n")
    assert desk.accede("backup", str(file), "--passphrase-file", str(right)).returncode == 0
    assert b"ana@example.org" not in file.read_bytes()

    restore = ("restore", str(file), "--replace")
    without = used.accede(*restore)
    assert (without.returncode, "--passphrase-file" in without.stderr) == (1, True)
    refused = used.accede(*restore, "--passphrase-file", str(wrong))
    assert (refused.returncode, "Nothing was restored" in refused.stderr) == (1, True)
    assert used.accede(*restore, "--passphrase-file", str(right)).returncode == 0
    assert run(used, READ) == SAID


def test_what_is_there_is_not_overwritten_unasked(backup, used):
    run(used, "State.objects.filter(pk='KEN').update(capital='Mombasa')")

    refused = used.accede("restore", str(backup))
    assert (refused.returncode, "--replace" in refused.stderr) == (1, True)
    assert run(used, "print(State.objects.get(pk='KEN').capital)") == "Mombasa\n"

    assert used.accede("restore", str(backup), "--replace").returncode == 0
    assert run(used, "print(State.objects.get(pk='KEN').capital)") == "Nairobi\n"


def rewritten(backup, target, *, change=None, rename=None, manifest=None):
    """The backup again, with one thing in it otherwise."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json" and manifest:
                told = json.loads(content)
                manifest(told)
                content = json.dumps(told).encode()
            if name == change:
                content += b" "
            new.writestr(rename.get(name, name) if rename else name, content)
    return target


STATES = "tables/record.state.jsonl"


NOT_WHOLE = {
    "changed": ({"change": STATES}, "record.state.jsonl is not as it was written"),
    "missing": ({"rename": {STATES: "tables/else.jsonl"}}, "is missing or does not belong there"),
    "format": ({"manifest": lambda told: told.update(format=2)}, "format 2"),
    "later": (
        {"manifest": lambda told: told["migrations"].append(["record", "9999_later"])},
        "later program",
    ),
    "manifest": ({"manifest": lambda told: told.pop("keys")}, "no manifest"),
    "rows": ({"manifest": lambda told: told["members"][STATES].update(rows=3)}, "rows instead of 3"),
}


def test_a_backup_that_is_not_whole_changes_nothing(backup, other, tmp_path):
    for name, (how, said) in NOT_WHOLE.items():
        answer = other.accede("restore", str(rewritten(backup, tmp_path / name, **how)))

        assert (answer.returncode, answer.stdout) == (1, ""), name
        assert said in answer.stderr, name
        assert "Traceback" not in answer.stderr, name
    # The last of them is found out only in the tables, which went again with all that was done.
    assert run(other, "print(connection.introspection.table_names())") == "[]\n"


def test_a_file_that_is_no_backup_is_refused(other, tmp_path):
    for content in (b"", b"PK\x03\x04 and no more", b"not a zip at all" * 100):
        (tmp_path / "file").write_bytes(content)
        answer = other.accede("restore", str(tmp_path / "file"))

        assert (answer.returncode, "is no backup, or is cut off" in answer.stderr) == (1, True), content


def test_a_backup_of_an_older_program_is_brought_up_to_date(backup, other, tmp_path):
    """As a program would have written it that did not know the last migration of the room `outreach`."""
    older = run(
        other,
        """
import json
from django.db.migrations.executor import MigrationExecutor
from accede.project.backup import rows
loader = MigrationExecutor(connection).loader
(last,) = [key for key in loader.graph.leaf_nodes() if key[0] == "outreach"]
before = [key for key in loader.graph.nodes if key != last and last not in loader.graph.forwards_plan(key)]
state = loader.project_state(before)
print(json.dumps([before, {label: rows.columns(model) for label, model in rows.tables(state.apps).items()}]))
""",
    )
    known, columns = json.loads(older)
    target = tmp_path / "older"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(target, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        manifest["migrations"] = known
        for name in list(manifest["members"]):
            label = name.removeprefix("tables/").removesuffix(".jsonl")
            if name.startswith("tables/") and label not in columns:
                del manifest["members"][name]
            elif name.startswith("tables/") and set(manifest["members"][name]["columns"]) != set(
                columns[label]
            ):
                assert manifest["members"][name]["rows"] == 0, name  # nothing to rewrite
                manifest["members"][name]["columns"] = columns[label]
                new.writestr(name, old.read(name))
            else:
                new.writestr(name, old.read(name))
        new.writestr("manifest.json", json.dumps(manifest))

    answer = other.accede("restore", str(target))

    assert answer.returncode == 0, answer.stderr
    assert run(other, READ) == SAID
    assert other.accede("check").returncode == 0


def test_a_backup_goes_nowhere_half(desk, tmp_path):
    missing = desk.accede("backup", str(tmp_path / "no" / "folder" / "file"))

    assert missing.returncode == 1
    assert "Traceback" not in missing.stderr
    assert list(tmp_path.iterdir()) == []
