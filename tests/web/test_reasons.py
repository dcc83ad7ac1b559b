"""Every way in which an import stops a file or a row is kept so that it can be said in the reader's language."""

import ast
from pathlib import Path

import pytest
from django.utils import translation
from tests.record.imports.bringing import preview

import accede
from accede.record.readers.reading import FileRefusedError
from accede.told import Told, kept, marked, recalled, said
from accede.web.templatetags.accede import told

ROOMS = Path(accede.__file__).parent
ROWS = """state,kind,date
Frence,accession,2026-11-09
,accession,2026-11-09
Tuvalu,accession,2027-01-01
Tuvalu,accession,2001-01-01
France,ratification,2009-09-25
France,ratification,2012-01-01
Tu\u202evalu,accession,2026-11-09
"""


@pytest.mark.django_db
def test_reasons_of_a_tables_rows_can_be_said_in_any_language(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(ROWS, encoding="utf-8")
    whys = [line.why for line in preview("table", path, treaty="ccm").plan.findings if line.why]
    assert len(whys) >= 6
    assert [why for why in whys if not isinstance(why, Told)] == []
    with translation.override("fr"):
        assert [why for why in whys if said(why, translation.gettext) == why] == []


def _bare_sentences():
    """Sentences that refuse a file and are written as bare text: no catalogue has them."""
    for path in [
        *ROOMS.glob("record/**/*.py"),
        *ROOMS.glob("evidence/**/*.py"),
        *ROOMS.glob("legislation/*.py"),
    ]:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "FileRefusedError":
                words = [*call.args, *(each.value for each in call.keywords if each.arg == "advice")]
                yield from (path.name for each in words if isinstance(each, ast.Constant | ast.JoinedStr))


def test_no_reader_refuses_a_file_in_english_alone():
    assert list(_bare_sentences()) == []


def test_what_is_kept_is_told_again_with_what_stands_within():
    error = FileRefusedError(
        marked("No reader knows this file (%(told)s).", told=marked("There is no %(field)s.", field="date")),
        line=3,
        column="100 %",
        advice=marked("Check the path."),
    )
    again = FileRefusedError.recalled(error.kept())
    assert again.told("a.csv") == error.told("a.csv")
    assert again.told("a.csv", translation.gettext) == (
        "a.csv, line 3, column 100 %: No reader knows this file (There is no date.). Check the path."
    )
    with translation.override("es"):
        assert again.told("a.csv", translation.gettext) == (
            "a.csv, línea 3, columna 100 %: Ningún lector reconoce este archivo (No hay date.). Compruebe la ruta."
        )
    assert recalled(kept("bare, 5 %")) == "bare, 5 %"


def test_what_stands_without_an_act_is_told_with_its_day():
    assert told("no such action until 2026-03") == "no such action until March 2026"
    assert told("no vote") == "no vote on record"
