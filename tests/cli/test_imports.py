"""accede import, accede imports: as a person and as a script use them."""

import pytest
from tests.prepared import started
from tests.record.readers.reading import FIXTURES

pytestmark = pytest.mark.database

COUNTS = "new,changed,unchanged,gone,conflicts,refused"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk of its own: other tests must not see what is brought in here."""
    with started(tmp_path_factory.mktemp("imports") / "data") as own:
        yield own


@pytest.fixture
def table(tmp_path):
    def written(*rows):
        path = tmp_path / "table.csv"
        path.write_text("".join(f"{row}\n" for row in ["state,kind,date", *rows]), encoding="utf-8")
        return path

    return written


def test_import_is_shown_applied_listed_and_undone(desk):
    before = desk.accede("status", "ccm", "--format", "csv").stdout
    file = str(FIXTURES["unoda"])

    shown = desk.accede("import", "unoda", file, "--treaty", "ccm", "--format", "csv")
    assert (shown.returncode, shown.stdout.splitlines()[0]) == (0, COUNTS)
    assert "Nothing was changed. With --apply it would be." in shown.stderr
    assert desk.accede("status", "ccm", "--format", "csv").stdout == before

    applied = desk.accede(
        "import", "unoda", file, "--treaty", "ccm", "--apply", "--by", "Ana", "--format", "csv"
    )
    assert (applied.returncode, applied.stdout) == (0, shown.stdout)
    (row,) = desk.rows("imports")
    assert list(row) == "id,format,treaty,file,state,new,changed,gone,refused,at,by".split(",")
    assert (row["format"], row["treaty"], row["file"], row["state"], row["by"]) == (
        "unoda",
        "ccm",
        "ccm.json",
        "applied",
        "Ana",
    )

    undone = desk.accede("imports", "undo", row["id"])
    assert (undone.returncode, undone.stdout) == (0, "")
    assert desk.accede("status", "ccm", "--format", "csv").stdout == before
    again = desk.accede("imports", "undo", row["id"])
    assert (again.returncode, again.stderr) == (
        1,
        f"Import {row['id']} is undone: there is nothing to undo.\n",
    )


def test_import_in_a_table_shows_each_row(desk, table):
    path = table("Frence,ratification,2009-09-25", "France,ratification,2009-09-26")
    answer = desk.accede("import", "table", str(path), "--treaty", "ccm")
    lines = [line.split() for line in answer.stdout.splitlines()]
    assert lines[0] == ["what", "state", "about", "on_record", "in_file", "line", "why"]
    assert [line[0] for line in lines[1:3]] == ["refused", "conflict"]
    assert lines[-2:] == [COUNTS.split(","), ["0", "0", "0", "0", "1", "1"]]


def test_refused_file_is_named_with_place_and_advice(desk, table):
    answer = desk.accede(
        "import", "table", str(table("France,ratification,2009-02-31")), "--treaty", "ccm", "--apply"
    )
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == (
        "table.csv, line 2, column date: '2009-02-31' is not in the calendar. Mend the date. Nothing was changed.\n"
    )


def test_rows_that_are_all_refused_end_with_1_and_come_back(desk, table, tmp_path):
    refused = tmp_path / "refused.csv"
    path = table("Frence,ratification,2009-09-25")
    answer = desk.accede("import", "table", str(path), "--treaty", "ccm", "--refused", str(refused))
    assert answer.returncode == 1
    assert (
        refused.read_text(encoding="utf-8")
        .splitlines()[1]
        .startswith('Frence,ratification,2009-09-25,"“Frence”')
    )
    overwriting = desk.accede("import", "table", str(path), "--treaty", "ccm", "--refused", str(path))
    assert (overwriting.returncode, "overwrite" in overwriting.stderr) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "parchment", "file"),
        ("import", "mtdsg"),
        ("import", "table", "file", "--alias", "France"),
        ("import", "mtdsg", "file", "--column", "date=Day"),
        ("imports", "redo", "1"),
        ("imports", "undo"),
    ],
)
def test_wrong_usage_ends_with_2(desk, arguments):
    assert desk.accede(*arguments).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("import", "mtdsg", "none.xml"),
            "none.xml: There is no such file. Check the path. Nothing was changed.",
        ),
        (("import", "table", "none.csv", "--as-of", "5.3.2025"), "'5.3.2025' is not a day."),
        (("import", "table", "none.csv", "--as-of", "2999-01-01"), "2999-01-01 is still to come"),
        (("imports", "undo", "99"), "There is no import '99' on record."),
    ],
)
def test_refusals_end_with_1_and_say_why(desk, arguments, told):
    answer = desk.accede(*arguments)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert told in answer.stderr


def test_name_that_would_steer_a_terminal_is_shown_with_a_mark(desk, table):
    path = table("\x1b[31mFrance\u202e,ratification,2009-09-25")
    answer = desk.accede("import", "table", str(path), "--treaty", "ccm")
    assert answer.returncode == 1
    assert [mark for mark in ("\x1b", "\u202e") if mark in answer.stdout] == []
