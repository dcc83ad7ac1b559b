"""From an earlier version's data to the present, and back to where it was if that fails."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.desk import SOURCE, never_started
from tests.prepared import started

pytestmark = pytest.mark.database

SETTINGS = {"DJANGO_SETTINGS_MODULE": "accede.project.settings"}
# Two migrations are planted after the last: one that changes tables and rows, and one that fails after it.
FAILS = """
import sys, django; django.setup()
from django.db import connection, migrations, models
from django.db.migrations.recorder import MigrationRecorder
from accede.project import migrating
from accede.project.migrating import NotUpgradedError

def write(apps, editor):
    apps.get_model("access", "Campaign").objects.create(key="half", treaty_key="ccm")

def fail(apps, editor):
    raise ValueError("as planted")

from django.db.migrations.loader import MigrationLoader
load = MigrationLoader.load_disk
def load_disk(self):
    load(self)
    last = max(name for app, name in self.disk_migrations if app == "reminders")
    def make(name, before, *operations):
        each = migrations.Migration(name, "reminders")
        each.dependencies, each.operations = [("reminders", before), ("access", "0001_first")], list(operations)
        self.disk_migrations["reminders", name] = each
        return name
    first = make("9001_table", last, migrations.CreateModel("Half", [("id", models.BigAutoField(primary_key=True))]),
                 migrations.RunPython(write))
    make("9002_fails", first, migrations.AddField("Half", "more", models.IntegerField(default=1)),
         migrations.RunPython(fail))
MigrationLoader.load_disk = load_disk
before = sorted(MigrationRecorder(connection).applied_migrations())
assert migrating.is_behind()
try:
    migrating.bring_up_to_date()
except NotUpgradedError as error:
    print(error)
assert sorted(MigrationRecorder(connection).applied_migrations()) == before
assert "reminders_half" not in connection.introspection.table_names()
from accede.access.models import Campaign
assert not Campaign.objects.filter(key="half").exists()
"""


def test_a_migration_that_fails_leaves_the_old_state_and_says_so(tmp_path):
    with started(tmp_path / "data") as desk:
        with desk.python("-c", FAILS, **SETTINGS) as process:
            output, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors
        assert "reminders.9002_fails failed (as planted)" in output
        assert "It is as it was before" in output
        answer = desk.accede("status", "ccm", "--on", "2025-03-05", "--format", "csv")
        assert (answer.returncode, answer.stdout.count(",party,")) == (0, 112)


STATES = sorted((Path(__file__).parent / "states").glob("*.backup"))
# Every table with its rows; the rooms of the desk, as a coordinator is answered; whether the trail holds.
LOOK = """
import json, django; django.setup()
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from accede.access import audit
from accede.project.backup import rows
from tests.access import cast
counts = {label: rows.count(model) for label, model in rows.tables(apps).items()}
call_command("collectstatic", verbosity=0, interactive=False)
client = cast.sign_in(Client(), cast.coordinator_a())
rooms = ["today", "plan", "states", "exchanges", "follow-ups", "contacts", "meetings", "pathways", "norm", "documents",
         "survey", "toolkit", "outbox", "laws", "parliaments", "imports"]
pages = {room: client.get(reverse("desk-" + room, args=["ccm"])).status_code for room in rooms}
print(json.dumps([counts, pages, audit.first_break() is None]))
"""


@pytest.mark.parametrize("state", STATES, ids=lambda path: path.stem)
def test_the_data_of_an_earlier_state_is_taken_to_the_present(state, tmp_path):
    with zipfile.ZipFile(state) as bundle:
        members = json.loads(bundle.read("manifest.json"))["members"]
    was = {name[len("tables/") : -len(".jsonl")]: each["rows"] for name, each in members.items()}
    with never_started(tmp_path / "data") as desk:
        answer = desk.accede("restore", str(state))
        assert answer.returncode == 0, answer.stderr
        own = {"PYTHONPATH": f"{SOURCE}:{SOURCE.parent}", "ACCEDE_ALLOWED_HOSTS": "testserver"}
        with desk.python("-W", "ignore", "-c", LOOK, **SETTINGS, **own) as process:
            output, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors
        counts, pages, holds = json.loads(output)
    assert {label: counts.get(label) for label in was} == was
    assert set(pages.values()) == {200}, pages
    assert holds
