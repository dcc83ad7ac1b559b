"""The commands as a script calls them: their columns are fixed, results alone go to standard output."""

import csv
import io
import json
from collections import Counter

import pytest

pytestmark = pytest.mark.database

COLUMNS = {
    "status": (
        "iso3,name,status,in_force,former_party,signature_date,consent_means,consent_date,"
        "entry_into_force_date,withdrawal_effective_date"
    ).split(","),
    "targets": "iso3,name,status,categories,evidence".split(","),
    "votes": "iso3,name,resolution,date,body,vote".split(","),
}


@pytest.mark.parametrize("command", COLUMNS)
def test_csv_and_json_carry_the_same_columns_and_rows(desk, command):
    as_csv = desk.accede(command, "ccm", "--on", "2026-03-01", "--format", "csv")
    as_json = desk.accede(command, "ccm", "--on", "2026-03-01", "--format", "json")
    assert (as_csv.returncode, as_csv.stderr) == (as_json.returncode, as_json.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(as_csv.stdout)))
    records = json.loads(as_json.stdout)
    assert list(rows[0]) == COLUMNS[command]
    assert {tuple(record) for record in records} == {tuple(COLUMNS[command])}
    assert [{name: _cell(value) for name, value in record.items()} for record in records] == rows


@pytest.mark.parametrize(("on", "parties"), [("2025-03-05", 112), ("2025-03-06", 111), ("2025-09-05", 112)])
def test_status_counts_the_parties_of_the_day(desk, on, parties):
    rows = desk.rows("status", "ccm", "--on", on)
    assert len(rows) == 197
    assert Counter(row["status"] for row in rows)["party"] == parties


def test_status_shows_dates_and_truth_as_scripts_expect_them(desk):
    rows = {row["iso3"]: row for row in desk.rows("status", "ccm", "--on", "2025-03-06")}
    assert list(rows["LTU"].values()) == [
        "LTU", "Lithuania", "neither", "no", "yes",
        "2008-12-03", "ratification", "2011-03-24", "2011-09-01", "2025-03-06",
    ]  # fmt: skip
    assert list(rows["MNG"].values()) == ["MNG", "Mongolia", "neither", "no", "no", "", "", "", "", ""]


def test_status_as_a_table_keeps_each_state_on_its_line(desk):
    answer = desk.accede("status", "ccm", "--on", "2025-03-05")
    lines = answer.stdout.splitlines()
    assert lines[0].split() == COLUMNS["status"]
    assert len(lines) == 198


def test_targets_join_their_categories(desk):
    rows = {row["iso3"]: row for row in desk.rows("targets", "ccm", "--on", "2026-03-01")}
    assert rows["CYP"]["categories"] == "signatory|apmbc-party|ccw-apii-party|ccw-pv-party|declared-support"
    assert "signatory: signature, " in rows["CYP"]["evidence"]


def test_targets_of_two_categories(desk):
    chosen = ["--category", "signatory", "--category", "apmbc-party"]
    assert len(desk.rows("targets", "ccm", "--on", "2026-03-01", *chosen)) == 52


def test_targets_by_one_resolution(desk):
    voted = ["--category", "voted-yes", "--resolution", "A/RES/74/62"]
    assert len(desk.rows("targets", "ccm", "--on", "2026-03-01", *voted)) == 39
    assert len(desk.rows("targets", "ccm", "--on", "2026-03-01", *voted, "--always")) == 29


def test_votes_of_one_resolution(desk):
    rows = desk.rows("votes", "ccm", "--resolution", "A/RES/74/62")
    assert Counter(row["vote"] for row in rows) == {"yes": 144, "no": 1, "abstain": 38, "absent": 10}
    assert {(row["resolution"], row["date"], row["body"]) for row in rows} == {
        ("A/RES/74/62", "2019-12-12", "plenary")
    }


def test_check_finds_nothing_wrong(desk):
    answer = desk.accede("check")
    assert (answer.returncode, answer.stdout) == (0, "")
    assert "0 found wrong by" in answer.stderr


def test_reader_that_stops_early_is_no_error(desk):
    process = desk.start("votes", "ccm", "--format", "csv")
    process.stdout.readline()
    process.stdout.close()
    _output, errors = process.communicate(timeout=240)
    assert (process.returncode, errors) == (0, "")


def _cell(value):
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
