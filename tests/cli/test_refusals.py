"""Input that cannot be: a clear message on standard error, and never a stack trace."""

import csv
import io
import os

import pytest
from typer.testing import CliRunner

from accede.cli import commands


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["status", "cmm"], "There is no treaty 'cmm' on record. Nearest known: ccm"),
        (["status", ""], "There is no treaty '' on record."),
        (["status", "💥\u202eﷺ"], "There is no treaty"),
        (["status", "[bold]ccm"], "There is no treaty '[bold]ccm' on record."),
        (["status", "ccm", "--on", "2025-02-30"], "'2025-02-30' is not in the calendar."),
        (["status", "ccm", "--on", "2025-2-3"], "Write days as ISO 8601"),
        (["status", "ccm", "--on", "03/05/2025"], "Write days as ISO 8601"),
        (["status", "ccm", "--on", "0000-01-01"], "'0000-01-01' is not in the calendar."),
        (["status", "ccm", "--on", "٢٠٢٥-٠٣-٠٥"], "Write days as ISO 8601"),
        (["targets", "ccm", "--category", "signatories"], "Nearest known: signatory"),
        (["targets", "ccm", "--resolution", "A/RES/74/63"], "Nearest known: A/RES/74/62"),
        (["votes", "ccm", "--resolution", "74/62"], "Nearest known: A/RES/74/62"),
        (
            ["votes", "apmbc", "--resolution", "A/RES/74/62"],
            "There is no resolution 'A/RES/74/62' on record.",
        ),
    ],
)
@pytest.mark.django_db
def test_refused_input_ends_with_1_and_says_why(arguments, said):
    answer = CliRunner().invoke(commands.app, arguments, prog_name="accede")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["universalize"],
        ["status"],
        ["status", "ccm", "--format", "xml"],
        ["status", "ccm", "--when", "2025-03-05"],
        ["run", "--port", "0"],
        ["run", "--port", "http"],
    ],
)
def test_wrong_usage_ends_with_2(arguments):
    answer = CliRunner().invoke(commands.app, arguments, prog_name="accede")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "Usage: accede" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.database
@pytest.mark.parametrize("command", ["targets", "votes"])
def test_day_before_adoption_gives_the_head_alone(desk, command):
    assert desk.rows(command, "ccm", "--on", "0001-01-01") == []


@pytest.mark.database
@pytest.mark.parametrize(
    ("on", "statuses"), [("0001-01-01", {"neither"}), ("9999-12-31", {"party", "signatory", "neither"})]
)
def test_ends_of_the_calendar_are_days(desk, on, statuses):
    answer = desk.accede("status", "ccm", "--on", on, "--format", "csv")
    assert {row["status"] for row in csv.DictReader(io.StringIO(answer.stdout))} == statuses
    assert ("may be out of date" in answer.stderr) is (on > "2100")


def test_bytes_that_are_no_text_are_refused(desk):
    answer = desk.accede("status", os.fsdecode(b"\xff\xfe"))
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "There is no treaty" in answer.stderr


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"ACCEDE_DATABASE_URL": "nowhere://x"}, "ACCEDE_DATABASE_URL cannot be used"),
        ({"ACCEDE_DATABASE_URL": "postgresql://127.0.0.1:1/accede"}, "Nothing was changed."),
    ],
)
def test_database_that_cannot_be_used_is_told(desk, environment, said):
    answer = desk.accede("status", "ccm", **environment)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_data_folder_that_cannot_be_is_told(empty_desk, tmp_path):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    folder = str(tmp_path / "file" / "data")
    for more in ({}, {"ACCEDE_SECRET_KEY": "known"}):
        answer = empty_desk.accede("status", "ccm", ACCEDE_DATA_DIR=folder, **more)
        assert (answer.returncode, answer.stdout) == (1, "")
        assert folder in answer.stderr
        assert "Traceback" not in answer.stderr
