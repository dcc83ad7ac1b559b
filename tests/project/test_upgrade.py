"""From an earlier version's data to the present, and back to where it was if that fails."""

import pytest
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
