"""What each reader makes of its own fixture."""

from tests.record.readers.reading import FIXTURES, HERE, no_progress, read_all

from accede.record.readers.formats import FORMATS
from accede.record.readers.reading import (
    ActionRow,
    Cast,
    ChamberRow,
    ElectionRow,
    NoteRow,
    ParliamentRow,
    Participant,
    Subject,
    WithdrawnRow,
)


def acts(rows):
    return [(row.participant.name, row.kind, row.date_given) for row in rows if isinstance(row, ActionRow)]


LITHUANIA = [
    ("Lithuania", "signature", "2008-12-03"),
    ("Lithuania", "provisional_application", "2011-03-24"),
    ("Lithuania", "ratification", "2011-03-24"),
]
BELIZE = [("Belize", "provisional_application", "2014-09-02"), ("Belize", "accession", "2014-09-02")]


def test_every_format_has_a_fixture():
    assert list(FIXTURES) == list(FORMATS)


def test_mtdsg_gives_acts_by_heading_and_mark():
    reading, rows = read_all("mtdsg")
    assert (reading.subject, reading.title) == (Subject.ACTIONS, "Convention on Cluster Munitions")
    assert acts(rows) == [
        ("Afghanistan", "signature", "2008-12-03"),
        ("Afghanistan", "ratification", "2011-09-08"),
        ("Angola", "signature", "2008-12-03"),
        ("Angola", "ratification", "2026-10-12"),
        *BELIZE,
        ("Brazil", "accession", "2026-11-09"),
        ("European Union", "approval", "2026-11-09"),
        ("Japan", "signature", "2008-12-03"),
        ("Japan", "acceptance", "2009-07-14"),
        *LITHUANIA,
        ("Mauritius", "accession", "2015-10-05"),
        ("Nowhereland", "accession", "2026-11-09"),
    ]


def test_mtdsg_tells_the_line_of_a_row():
    _reading, rows = read_all("mtdsg")
    text = FIXTURES["mtdsg"].read_text(encoding="utf-8").splitlines()
    assert all(row.participant.name in text[row.line - 1] for row in rows if isinstance(row, ActionRow))


def test_mtdsg_shows_who_is_in_brackets_with_the_footnote():
    _reading, rows = read_all("mtdsg")
    assert [(row.participant.name, row.footnote) for row in rows if isinstance(row, WithdrawnRow)] == [
        ("Lithuania", "Withdrew with effect from 6 March 2025.")
    ]


def test_mtdsg_keeps_texts_as_notes():
    _reading, rows = read_all("mtdsg")
    assert [(row.kind, row.participant, row.text) for row in rows if isinstance(row, NoteRow)] == [
        ("footnote", "Belize", "With a communication."),
        ("footnote", "Lithuania", "Withdrew with effect from 6 March 2025."),
        ("special table", "Belize", "Date of receipt: 1 Oct 2014"),
        ("declaration or reservation", "Holy See", "A first paragraph. A second."),
        ("territorial application", "Denmark", "Not to apply to the Faroe Islands."),
        ("end note", "", "With a communication."),
        ("end note", "", "Withdrew with effect from 6 March 2025."),
    ]


def test_mtdsg_reads_the_encoding_that_it_declares(tmp_path):
    text = FIXTURES["mtdsg"].read_text(encoding="utf-8")
    latin = text.replace('encoding="utf-8"', 'encoding="ISO-8859-1"').replace("Nowhereland", "Côte d'Ivoire")
    path = tmp_path / "latin.xml"
    path.write_bytes(latin.encode("latin-1"))
    _reading, rows = read_all("mtdsg", path)
    assert acts(rows)[-1] == ("Côte d'Ivoire", "accession", "2026-11-09")


def test_untc_html_gives_the_same_acts_and_its_day():
    reading, rows = read_all("untc-html")
    assert (reading.symbol, reading.as_of) == ("XXVI-6", "2026-11-20")
    assert acts(rows) == [
        ("Afghanistan", "signature", "2008-12-03"),
        ("Afghanistan", "ratification", "2011-09-08"),
        ("Angola", "signature", "2008-12-03"),
        ("Angola", "ratification", "2026-10-12"),
        *BELIZE,
        *LITHUANIA,
    ]


def test_undl_csv_gives_roll_calls():
    reading, calls = read_all("undl-csv")
    assert reading.subject == Subject.VOTES
    assert [(call.symbol, call.vote_date, call.totals) for call in calls] == [
        ("A/RES/44/900", "1989-12-01", (1, 1, 1, 1)),
        ("A/RES/81/900", "2026-10-30", (1, 0, 0, 1)),
    ]
    assert calls[1].casts == [
        Cast(6, Participant("FRANCE", "FRA"), "yes"),
        Cast(7, Participant("CÔTE D'IVOIRE", "CIV"), "absent"),
    ]


def test_undl_csv_of_the_generation_without_vote_notes_reads_the_same(tmp_path):
    lines = FIXTURES["undl-csv"].read_text(encoding="utf-8").splitlines()
    cells = [line.split(",") for line in lines]
    at = cells[0].index("vote_note")
    path = tmp_path / "older.csv"
    path.write_text("\n".join(",".join(row[:at] + row[at + 1 :]) for row in cells), encoding="utf-8")
    assert read_all("undl-csv", path)[1] == read_all("undl-csv")[1]


def test_undl_marcxml_gives_roll_calls():
    _reading, (call,) = read_all("undl-marcxml")
    assert (call.symbol, call.body, call.vote_date, call.totals) == (
        "A/RES/81/901",
        "plenary",
        "2026-11-02",
        (1, 0, 1, 1),
    )
    assert call.url == "https://digitallibrary.un.org/record/900003"
    assert [(cast.participant.code, cast.choice) for cast in call.casts] == [
        ("FRA", "yes"),
        ("BRA", "abstain"),
        ("AFG", "absent"),
    ]


def test_unoda_takes_the_earliest_of_several_depositaries():
    _reading, rows = read_all("unoda")
    assert acts(rows) == [
        ("Afghanistan", "signature", "2008-12-03"),
        ("Afghanistan", "ratification", "2011-09-08"),
        ("Lithuania", "withdrawal", "2025-03-06"),
        ("Brazil", "accession", "2026-11-09"),
    ]


def test_parline_takes_what_stands_of_each_attribute():
    reading, rows = read_all("parline")
    assert reading.subject == Subject.PARLIAMENTS
    assert rows[:4] == [
        ParliamentRow(1, Participant("KE"), "KE", {"en": "Parliament", "fr": "Parlement"}, "bicameral"),
        ChamberRow(
            2,
            Participant("KE"),
            "KE-LC01",
            {"en": "National Assembly", "fr": "Assemblée nationale"},
            "lower",
            350,
            suspended=False,
        ),
        ChamberRow(3, Participant("KE"), "KE-UC01", {"en": "Senate"}, "upper", 68, suspended=False),
        ElectionRow(
            4, Participant("KE"), "KE-LC01-E20220809", "KE-LC01", "2022-08-09", "2027-08-10", "full_renewal"
        ),
    ]


def test_table_tells_its_subject_by_its_headings():
    subjects = [
        read_all("table", HERE / f"table/{name}.csv")[0].subject for name in ("actions", "votes", "steps")
    ]
    assert subjects == [Subject.ACTIONS, Subject.VOTES, Subject.STEPS]


def test_table_reads_other_headings_when_told(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("Participant,What,Deposited on\nBrazil,accession,2026-11-09\n", encoding="utf-8")
    columns = {"kind": "What", "date": "deposited on"}
    assert acts(read_all("table", path, columns=columns)[1]) == [("Brazil", "accession", "2026-11-09")]


def test_refused_rows_come_back_in_the_layout_of_the_file(tmp_path):
    for key, source in FIXTURES.items():
        _reading, rows = read_all(key)
        lines = [row.line for row in rows if hasattr(row, "line") and not isinstance(row, NoteRow)]
        lines = lines if key not in ("undl-csv", "undl-marcxml") else [rows[0].casts[0].line]
        target = tmp_path / key
        FORMATS[key].write_refused(source, target, dict.fromkeys(lines[:1], "because"))
        assert "because" in target.read_text(encoding="utf-8")
        if key == "parline":
            assert [row.code for row in read_all(key, target)[1]] == [rows[0].code]
        elif key not in ("undl-csv", "undl-marcxml"):
            again = [row for row in read_all(key, target)[1] if isinstance(row, ActionRow)]
            assert acts(again)[:1] == acts(rows)[:1]


def test_refused_votes_come_back_with_what_their_roll_call_needs(tmp_path):
    for key in ("undl-csv", "undl-marcxml"):
        _reading, rows = read_all(key)
        target = tmp_path / key
        FORMATS[key].write_refused(FIXTURES[key], target, {rows[0].casts[1].line: "because"})
        (again,) = read_all(key, target)[1]
        assert (again.symbol, [cast.participant for cast in again.casts]) == (
            rows[0].symbol,
            [rows[0].casts[1].participant],
        )


def test_progress_ends_with_the_whole_file():
    for key, path in FIXTURES.items():
        told = []
        reading = FORMATS[key].open(path, progress=lambda done, size, told=told: told.append((done, size)))
        list(reading.rows)
        assert told[-1] == (path.stat().st_size, path.stat().st_size)
    assert no_progress(1, 1) is None
