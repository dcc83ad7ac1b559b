"""Letting one person go by the real program: nothing of them lies in the data folder any more, not even in a gap."""

import io
import json
import zipfile

import pytest
from tests.prepared import started

pytestmark = pytest.mark.database

NAME, ADDRESS = "Wilhelmina Oberg-Tansy", "w.oberg-tansy@ministry.example"
PLANT = f"""
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "accede.project.settings"
django.setup()
from django.utils import timezone
from accede.access import actions, queries
from accede.access.models import Organisation, Person
BY, NOW = queries.operator(), timezone.now()
person = actions.add_person(email="{ADDRESS}", name="{NAME}", organisation=Organisation.objects.first(),
    title="Counsellor", on=NOW.date(), by=BY, at=NOW)
actions.invite(person=person, by=BY, at=NOW)
for number in range(40):  # so that what is overwritten leaves gaps
    actions.set_active(person=person, active=bool(number % 2), by=BY, at=NOW)
"""
ANA = (
    "ana@example.org --name Ana --organisation Unit --organisation-kind support-unit --post Officer --role administrator"
).split()


def _lying_about(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(
        {path.name for path in files for word in (NAME, ADDRESS) if word.encode() in path.read_bytes()}
    )


def test_nothing_of_a_person_lies_in_the_data_folder(tmp_path):
    with started(tmp_path / "data") as desk:
        assert desk.accede("user", "add", *ANA).returncode == 0
        with desk.python("-c", PLANT) as process:
            _output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        kept = desk.accede("audit", "head").stdout.strip()
        file = tmp_path / "theirs.zip"
        assert desk.accede("personal", "export", "--email", ADDRESS, "--output", str(file)).returncode == 0
        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as packed:
            assert NAME in json.dumps(json.loads(packed.read("export.json")), ensure_ascii=False)
        rows = desk.rows("personal", "find", "--email", ADDRESS)
        assert {"access.Person", "access.AuditEntry"} <= {row["kind"] for row in rows}
        assert _lying_about(desk.folder) or desk.database_url

        assert desk.accede("personal", "delete", "--email", ADDRESS).returncode == 1
        done = desk.accede("personal", "delete", "--email", ADDRESS, "--yes")
        assert done.returncode == 0, done.stderr
        assert "access.Person: 1" in done.stdout

        assert _lying_about(desk.folder) == []
        assert desk.accede("audit", "verify", "--head", kept).returncode == 0
        assert desk.accede("personal", "find", "--email", ADDRESS, "--format", "json").stdout.strip() == "[]"
