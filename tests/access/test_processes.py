"""What several processes do to one desk: seals in one chain, one count of failures, keys that turn while others run."""

import os

import pytest
from tests.prepared import started

pytestmark = pytest.mark.database

START = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "accede.project.settings"
os.environ["ACCEDE_SLOW_QUERY_MS"] = "60000"  # on a busy machine a writer waits its turn, and would say so
django.setup()
from django.test import Client
from django.utils import timezone
from accede.access import actions, audit, queries
from accede.access.models import Campaign, Organisation, Person
from accede.access.roles import Confidentiality, OrganisationKind
from accede.access.viewer import PUBLIC, Viewer
from accede.evidence.models import Obstacle
from accede.record.queries import treaties
BY = queries.operator()
NOW = timezone.now()
def write(text):
    row = Obstacle(treaty=treaties.get_treaty("ccm", viewer=PUBLIC), state_id="KEN", code_id="PROC", own_words=text)
    row.campaign, row.owner = Campaign.objects.get(), Organisation.objects.first()
    row.confidentiality, row.day, row.date_given = Confidentiality.COORDINATORS, "2026-03-01", "2026-03-01"
    row.firmness = "day"
    row.save()
    return row.pk
def read(pk):
    return Obstacle.objects.unguarded(because="a test").get(pk=pk).own_words
def sign_in(password):
    answer = Client(SERVER_NAME="localhost").post(
        "/en/account/sign-in/", {"login": "ana@example.org", "password": password})
    return "in" if answer.status_code == 302 else "wait" if b"Too many" in answer.content else "out"
"""
SAID = "The ambassador fears for the budget."


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk of its own, with one person and one office on it."""
    with started(tmp_path_factory.mktemp("processes") / "data") as own:
        person = "ana@example.org --name Ana --organisation Mission --organisation-kind state --post Attachée"
        added = own.accede("user", "add", *person.split(), "--role", "coordinator")
        assert added.returncode == 0
        run(own, "from django.core.management import call_command as do; do('collectstatic', verbosity=0)")
        yield own


def run(desk, script):
    """What the script prints, once it has ended."""
    with desk.python("-c", START + script) as process:
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return output.split()


def test_writers_at_the_same_time_make_one_chain(desk):
    script = """
for number in range(25):
    actions.add_organisation(name=f"{sys.argv[1]} {number}", kind=OrganisationKind.OTHER, by=BY, at=NOW)
"""
    writers = [desk.python("-c", START + script, name) for name in ("A", "B", "C")]
    for writer in writers:
        assert (writer.wait(timeout=120), writer.stderr.read()) == (0, "")
        writer.stdout.close()
        writer.stderr.close()
    assert run(desk, "print(Organisation.objects.filter(kind='other').count())") == ["75"]
    assert desk.accede("audit", "verify").stderr == "Every seal of the trail holds.\n"


def test_failures_in_one_process_count_in_the_next(desk):
    run(desk, "person = Person.objects.get(); person.set_password('correct horse'); person.save()")
    assert run(desk, "[print(sign_in('wrong')) for _ in range(3)]") == ["out"] * 3
    assert run(desk, "print(sign_in('correct horse'))") == ["in"]
    assert run(desk, "[print(sign_in('wrong')) for _ in range(2)]") == ["out"] * 2
    assert run(desk, "print(sign_in('correct horse'))") == ["wait"]


def test_nothing_that_was_said_lies_in_the_folder_in_clear(desk):
    run(desk, f"write({SAID!r})")
    files = [path for path in desk.folder.rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files if b"ambassador" in path.read_bytes()] == []


def test_the_database_holds_no_word_of_it(desk):
    script = f"""
pk = write({SAID!r})
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT id, own_words FROM evidence_obstacle")
    stored = dict(cursor.fetchall())
print(stored[pk], read(pk) == {SAID!r})
"""  # noqa: S608 -- no input: the test writes it
    stored, opens = run(desk, script)
    assert "ambassador" not in stored
    assert stored.startswith("gAAAA")
    assert opens == "True"


def test_a_running_process_takes_up_keys_that_turn_beside_it(desk, tmp_path):
    """It read before; after two turns its first key is gone, and it still reads and writes."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    script = f"""
pk = write({SAID!r})
print(read(pk) == {SAID!r}, flush=True)
open({str(gate)!r}).read()
print(read(pk) == {SAID!r}, flush=True)
print(write("after"))
"""
    with desk.python("-c", START + script) as running:
        assert running.stdout.readline() == "True\n"
        first = (desk.folder / "note-keys").read_text().split()[0]
        for _turn in range(2):
            assert desk.accede("keys", "rotate").returncode == 0
        assert first not in (desk.folder / "note-keys").read_text()
        gate.write_text("go on")
        assert running.stdout.readline() == "True\n"
        written = running.stdout.readline().strip()
        assert running.wait(timeout=60) == 0, running.stderr.read()
    assert run(desk, f"print(read({written}))") == ["after"]
