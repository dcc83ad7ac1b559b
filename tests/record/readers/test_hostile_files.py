"""Broken and hostile files: refused whole, with the place and what to do."""

import zipfile

import openpyxl
import pytest
from tests.record.readers.reading import FIXTURES, read_all

from accede.record.readers import opening, tables
from accede.record.readers.formats import FORMATS
from accede.record.readers.reading import FileRefusedError
from accede.record.readers.recognition import recognised
from accede.record.readers.table import sheet

XML = ("mtdsg", "undl-marcxml")
CSV = ("undl-csv", "table")
ROW = "state,kind,date\n"


def fixture(key):
    return FIXTURES[key].read_text(encoding="utf-8")


def line_of(key, text):
    return next(number for number, line in enumerate(fixture(key).splitlines(), 1) if text in line)


def altered(key, before, after):
    text = fixture(key)
    assert before in text
    return text.replace(before, after, 1)


@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize(
    "content", [b"", b"\0", b"\xff\xfe\0\0", b"nothing of the kind", b"[[[[[", b"PK\x03\x04"]
)
def test_what_is_no_file_of_the_format_is_refused(refusal, key, content):
    error = refusal(key, content)
    assert error.told("file").startswith("file")


@pytest.mark.parametrize("key", FORMATS)
def test_missing_file_is_refused(tmp_path, key):
    with pytest.raises(FileRefusedError, match="no such file"):
        read_all(key, tmp_path / "none")


@pytest.mark.parametrize("key", FORMATS)
def test_file_of_two_gigabytes_is_refused_unread(tmp_path, key):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    with pytest.raises(FileRefusedError, match="2048 MB"):
        read_all(key, path)


@pytest.mark.parametrize("key", XML)
def test_entity_bomb_is_refused(refusal, key):
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
    assert "entity" in refusal(key, f'<?xml version="1.0"?>{bomb}').what


@pytest.mark.parametrize("key", XML)
def test_external_entity_is_refused(refusal, key):
    document = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]><a>&a;</a>'
    assert "entity" in refusal(key, document).what


@pytest.mark.parametrize("key", XML)
def test_deep_nesting_is_refused(refusal, key):
    assert "nested" in refusal(key, "<a>" * 100_000).what


def test_broken_xml_is_refused_with_line_and_column(refusal):
    error = refusal("mtdsg", altered("mtdsg", "<Entry>Angola</Entry>", "<Entry>Angola</Entri>"))
    assert (error.line, error.column) == (line_of("mtdsg", "Angola"), "29")


def test_mixed_encodings_in_xml_are_refused(refusal):
    error = refusal("mtdsg", fixture("mtdsg").encode().replace(b"Nowhereland", b"C\xf4te d'Ivoire"))
    assert error.line == line_of("mtdsg", "Nowhereland")


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("31 Feb 2011", "'31 Feb 2011' is not in the calendar."),
        ("1 Jan 0001", "'1 Jan 0001' lies outside the years 1900 to 2100."),
        ("8 Sep 11", "The year of '8 Sep 11' does not have four digits."),
        ("8 Sett 2011", "'Sett' is not an English month."),
        (
            "8 Sep 2011 X",
            "'8 Sep 2011 X' is not understood: it is no date with one of the marks of its column.",
        ),
        ("soon", "'soon' is not understood: it is no date with one of the marks of its column."),
    ],
)
@pytest.mark.parametrize("key", ["mtdsg", "untc-html"])
def test_impossible_date_in_a_status_table_is_refused(refusal, key, date, told):
    error = refusal(key, altered(key, "8 Sep 2011", date))
    assert error.what == told
    assert error.column == "Approval(AA), Acceptance(A), Accession(a), Ratification"
    assert date in fixture(key).replace("8 Sep 2011", date, 1).splitlines()[error.line - 1]


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2011-02-31", "'2011-02-31' is not in the calendar."),
        ("0001-01-01", "'0001-01-01' lies outside the years 1900 to 2100."),
        ("3 Dec 08", "The year of '3 Dec 08' does not have four digits."),
        ("03/12/2008", "'03/12/2008' is not a date."),
    ],
)
def test_impossible_date_in_a_table_is_refused(refusal, date, told):
    error = refusal("table", f"{ROW}France,ratification,{date}\n")
    assert (error.what, error.line, error.column) == (told, 2, "date")


@pytest.mark.parametrize("key", ["mtdsg", "untc-html"])
def test_mark_in_the_wrong_case_is_refused(refusal, key):
    assert "Marks are case-sensitive" in refusal(key, altered(key, "2 Sep 2014 a", "2 Sep 2014 Aa")).advice


@pytest.mark.parametrize("key", ["mtdsg", "untc-html"])
@pytest.mark.parametrize("heading", ["Ratifikation", "", "Signature"])
def test_changed_heading_is_refused(refusal, key, heading):
    changed = altered(key, "Approval(AA), Acceptance(A), Accession(a), Ratification", heading)
    assert refusal(key, changed).line


@pytest.mark.parametrize("key", ["mtdsg", "untc-html"])
def test_row_that_does_not_fit_its_headings_is_refused(refusal, key):
    cell = "<Entry>Brazil</Entry>" if key == "mtdsg" else "<td>Afghanistan</td>"
    assert "cells" in refusal(key, altered(key, cell, cell * 2)).what


def test_broken_declaration_in_html_is_refused_with_its_line(refusal):
    error = refusal("untc-html", altered("untc-html", "<p>STATUS", "<![CDA <p>STATUS"))
    assert error.line == line_of("untc-html", "STATUS")


@pytest.mark.parametrize("key", CSV)
def test_nul_in_csv_is_refused_with_its_place(refusal, key):
    text = fixture(key)
    place = text.index("\n", text.index("\n") + 1)
    error = refusal(key, text[:place] + "\0" + text[place:])
    assert (error.what, error.line) == ("There is a NUL byte.", 2)


@pytest.mark.parametrize("key", CSV)
def test_mixed_encodings_in_csv_are_refused_with_their_place(refusal, key):
    error = refusal(key, fixture(key).encode() + b"C\xf4te d'Ivoire")
    assert (error.what, error.line) == ("Byte 0xF4 is not UTF-8.", len(fixture(key).splitlines()) + 1)


@pytest.mark.parametrize("key", CSV)
def test_million_columns_are_refused(refusal, key):
    assert refusal(key, "a," * 1_000_000).line == 1
    assert str(tables.MOST_COLUMNS) in refusal(key, ",".join(f"c{n}" for n in range(1000))).what


@pytest.mark.parametrize("key", CSV)
def test_doubled_heading_is_refused(refusal, key):
    headings, _newline, rest = fixture(key).partition("\n")
    first = headings.split(",")[0]
    error = refusal(key, f"{headings},{first}\n{rest}")
    assert (error.what, error.line, error.column) == ("The heading stands twice.", 1, first)


def test_missing_and_unknown_headings_of_the_library_are_named(refusal):
    error = refusal("undl-csv", altered("undl-csv", "ms_vote", "ballot"))
    assert "missing: ms_vote; not known: 'ballot'" in error.what


def test_line_without_end_is_refused(refusal):
    assert refusal("table", b"state,kind,date\n" + b"x" * (opening.LONGEST_LINE + 1)).line == 2


def test_file_in_another_encoding_is_refused(refusal):
    assert refusal("table", ROW.encode("utf-16")).line == 1


def test_votes_larger_than_any_table_are_recognised(monkeypatch):
    """The whole history has 342 MB, five times what a table of one's own may have."""
    monkeypatch.setattr(sheet, "LARGEST", 1)
    assert recognised(FIXTURES["undl-csv"], FORMATS) == "undl-csv"


def workbook(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def test_workbook_reads_as_the_same_table_in_csv(tmp_path):
    path = tmp_path / "actions.xlsx"
    text = FIXTURES["table"].read_text(encoding="utf-8")
    workbook(path, [line.split(",") for line in text.splitlines()])
    assert read_all("table", path)[1] == read_all("table")[1]


def test_formula_in_a_workbook_is_refused(tmp_path):
    path = tmp_path / "formula.xlsx"
    workbook(path, [["state", "kind", "date"], ["=cmd|'/c calc'!A1", "accession", "2026-11-09"]])
    with pytest.raises(FileRefusedError, match="holds a formula") as caught:
        read_all("table", path)
    assert (caught.value.line, caught.value.column) == (2, "1")


def test_zip_bomb_is_refused(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w") as member,
    ):
        for _megabyte in range(300):
            member.write(bytes(1 << 20))
    with pytest.raises(FileRefusedError, match="Unpacked"):
        read_all("table", path)


def test_entities_in_a_workbook_are_refused(tmp_path):
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    workbook(good, [["state", "kind", "date"]])
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/workbook.xml":
                content = b'<!DOCTYPE a [<!ENTITY a "aaaa">]>' + content.partition(b"?>")[2]
            target.writestr(name, content)
    with pytest.raises(FileRefusedError, match="EntitiesForbidden"):
        read_all("table", bad)


def test_refused_rows_are_no_formulas(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(f"{ROW}=cmd,accession,2026-11-09\n", encoding="utf-8")
    FORMATS["table"].write_refused(source, target, {2: "unknown"})
    assert target.read_text(encoding="utf-8").splitlines()[1] == "'=cmd,accession,2026-11-09,unknown"


@pytest.mark.parametrize(
    ("before", "after", "column", "told"),
    [
        ('"type": "chambers"', '"type": "people"', "type", "'people' is not one of"),
        ('"id": "KE"', '"id": "Kenya"', "id", "'Kenya' is no code"),
        ("struct_parl_status", "status", "struct_parl_status", "There is no 'struct_parl_status'."),
        ('"term": "bicameral"', '"term": "many"', "structure_of_parliament", "'many' is not one of"),
        ('"value": 350', '"value": "350"', "statutory_members_number", "'350' is no number"),
        ('"value": 350', '"value": true', "statutory_members_number", "True is no number"),
        ("2022-08-09T", "2022-02-31T", "election_date", "is not a day"),
        ("2022-08-09T", "0001-01-01T", "election_date", "lies outside the years"),
        ('{"value": {"en": "Senate"}}', '"Senate"', "chamber_name", "is not {'value': ...}"),
    ],
)
def test_changed_answer_of_parline_is_refused_with_its_place(refusal, before, after, column, told):
    error = refusal("parline", altered("parline", before, after))
    assert (error.line > 0, error.column) == (True, column)
    assert told in error.what
