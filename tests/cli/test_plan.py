"""accede plan, as a process on a fresh desk."""

import pytest

pytestmark = pytest.mark.database

COLUMNS = ["kind", "key", "title", "starts", "ends", "state", "value", "target", "unit"]


def shown(desk, on, *plan):
    return desk.rows("plan", "show", *plan, "--on", on)


def test_the_plan_of_the_year_is_there_on_a_fresh_desk(desk):
    rows = shown(desk, "2024-03-05")
    assert list(rows[0]) == COLUMNS
    kinds = [row["kind"] for row in rows]
    numbers = {kind: kinds.count(kind) for kind in kinds}
    assert numbers | {"indicator": 0} == {
        "objective": 4,
        "activity": 11,
        "output": 3,
        "indicator": 0,
        "timeline": 15,
        "budget": 1,
    }
    lines = {row["key"]: row["state"] for row in rows if row["kind"] == "timeline"}
    assert [key for key, state in lines.items() if state == "overdue"] == [
        "outreach-late-2023",
        "planning-meeting",
        "survey-again",
    ]


@pytest.mark.parametrize(("on", "new", "net"), [("2024-09-30", "0", "0"), ("2025-03-06", "0", "-1")])
def test_its_indicators_give_the_figures_of_the_day(desk, on, new, net):
    rows = {row["key"]: row for row in shown(desk, on, "ccm-2023-2024") if row["kind"] == "indicator"}
    assert (rows["new-parties"]["value"], rows["new-parties"]["state"]) == (new, "missed")
    assert (rows["net-parties"]["value"], rows["net-parties"]["state"]) == (net, "missed")
    assert float(rows["reasons-known"]["value"]) > 0


def test_what_is_exported_is_imported_again(desk, tmp_path):
    told = desk.accede("plan", "export", "ccm-2023-2024")
    file = tmp_path / "plan.yaml"
    file.write_text(told.stdout, encoding="utf-8")
    assert desk.accede("plan", "import", str(file)).returncode == 0
    assert desk.accede("plan", "export").stdout == told.stdout


def test_a_bad_file_is_refused_with_line_and_reason(desk, tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text("plan: x\ncampain: ccm\n", encoding="utf-8")
    answer = desk.accede("plan", "import", str(file))
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "line 2, campain: There is no key “campain” here. Did you mean “campaign”?" in answer.stderr
    told = desk.accede("plan", "export").stdout
    wrong = told.replace("ends: 2024-09-30", "ends: 2023-09-30", 1).replace("currency: CHF", "currency: CHX")
    file.write_text(wrong, encoding="utf-8")
    answer = desk.accede("plan", "import", str(file))
    assert answer.returncode == 1
    unknown = "“CHX” is no currency. Write its three letters, as CHF."
    budget = wrong.splitlines().index("  currency: CHX") + 1
    assert answer.stderr.splitlines() == [
        "line 11, ends: It ends on 2023-09-30, before it begins on 2023-11-01.",
        f"line 13, currency: {unknown}",
        f"line {budget}, budget[1].currency: {unknown}",
    ]
    file.write_text(told.replace("plan: ccm-2023-2024", "plan: ccm-copy", 1), encoding="utf-8")
    answer = desk.accede("plan", "import", str(file))
    assert answer.stderr.count("It cannot be in two.") == len(answer.stderr.splitlines()) == 11
    assert desk.accede("plan", "export").stdout == told
    file.write_bytes(b"plan: \xff\n")
    answer = desk.accede("plan", "import", str(file))
    assert answer.returncode == 1
    assert "UTF-8" in answer.stderr
    assert desk.accede("plan", "import", str(tmp_path / "none.yaml")).returncode == 1
