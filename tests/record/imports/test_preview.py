"""What an import would do, told before it is done."""

import pytest
from tests.record.imports.bringing import apply, counts, export, found, preview

from accede.record.imports.matching import UnknownAliasError
from accede.record.models import ImportBatch, StateName
from accede.record.queries.nearest import NotOnRecordError
from accede.record.readers.reading import FileRefusedError

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_preview_of_a_status_file_counts_and_lists():
    outcome = preview("mtdsg")
    assert found(outcome, "new") == [
        ("AGO", "ccm ratification", "", "ratification 2026-10-12"),
        ("BRA", "ccm accession", "", "accession 2026-11-09"),
    ]
    assert found(outcome, "changed") == [
        ("MUS", "ccm accession", "accession 2015-10-01?", "accession 2015-10-05")
    ]
    assert found(outcome, "outside") == [("", "ccm", "", "European Union")]
    assert found(outcome, "refused") == [("", "ccm", "", "Nowhereland")]
    # 226 actions on record, less nine that are unchanged, one changed, one withdrawal that no such file lists.
    gone = len(found(outcome, "gone"))
    assert counts(outcome) == {"new": 2, "changed": 1, "unchanged": 10, "gone": gone, "refused": 1}


def test_a_part_of_a_table_is_taken_for_what_it_is(table):
    assert preview("mtdsg").plan.lacks_most
    assert not preview(
        "table", table("state,kind,date", "Tuvalu,accession,2026-11-09"), treaty="ccm"
    ).plan.lacks_most


def test_a_table_without_acts_of_joining_is_kept_as_notes(tmp_path):
    path = tmp_path / "III-2-1.xml"
    table = "<Thead><Row><Entry>Participant</Entry><Entry>Application</Entry></Row></Thead><Tbody><Rows>"
    path.write_text(
        f"<MTDSG><Treaty><Participants><Table><TGroup>{table}<Row><Entry>Albania</Entry><Entry> 4 Oct 2007</Entry>"
        "</Row></Rows></Tbody></TGroup></Table></Participants></Treaty></MTDSG>"
    )
    with pytest.raises(FileRefusedError) as refused:
        preview("mtdsg", path)
    assert "--treaty KEY" in refused.value.advice
    outcome = preview("mtdsg", path, treaty="ccm")
    assert found(outcome, "note") == [("ALB", "ccm Application", "", "Albania: 4 Oct 2007")]
    assert counts(outcome) == {}


def test_preview_changes_nothing(data_folder):
    before = export()
    preview("mtdsg")
    assert export() == before
    assert not ImportBatch.objects.exists()
    assert not data_folder.exists()


def test_gone_is_only_what_the_file_would_have():
    """A withdrawal has no column, and stronger or later acts are not the file's to lack."""
    gone = found(preview("mtdsg", as_of="2010-01-01"), "gone")
    assert not [line for line in gone if "withdrawal" in line[1]]
    assert not [line for line in gone if line[2].endswith("2011-09-08")]
    assert ("ALB", "ccm ratification", "ratification 2009-06-16", "") in gone


def test_unknown_name_is_listed_with_the_nearest(table):
    outcome = preview("table", table("state,kind,date", "Frence,accession,2026-11-09"), treaty="ccm")
    (line,) = outcome.plan.findings
    assert line.why.startswith("“Frence” is not a name on record; nearest: France")
    assert outcome.plan.refused == {2: line.why}


def test_alias_lets_a_name_in_for_good(table):
    path = table("state,kind,date", "Brasilia Republic,accession,2026-11-09")
    assert counts(preview("table", path, treaty="ccm")) == {"refused": 1}
    assert counts(apply("table", path, treaty="ccm", aliases={"Brasilia Republic": "BRA"})) == {"new": 1}
    assert counts(preview("table", path, treaty="ccm")) == {"unchanged": 1}
    assert StateName.objects.get(text="Brasilia Republic").state_id == "BRA"


@pytest.mark.parametrize(
    "alias", [{"France": "DEU"}, {"Ruritania": "RUR"}, {"": "FRA"}, {"Yugoslavia": "SRB"}]
)
def test_alias_that_cannot_be_is_refused(alias):
    with pytest.raises(UnknownAliasError):
        preview("mtdsg", aliases=alias)


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("TURKEY", "TUR"),
        ("Türkiye", "TUR"),
        ("SWAZILAND", "SWZ"),
        ("CZECH REPUBLIC", "CZE"),
        ("LAO PEOPLE'S DEMOCRATIC REPUBLIC", "LAO"),
        ("CONGO, REP.", "COG"),
        ("NETHERLANDS (KINGDOM OF THE)", "NLD"),
        ("\u200fFran\u200bce\ufeff", "FRA"),
        ("fra", "FRA"),
    ],
)
def test_names_as_sources_write_them_are_found(table, name, iso3):
    path = table("state,kind,date", f'"{name}",provisional application,2026-11-09')
    assert [line.iso3 for line in preview("table", path, treaty="ccm").plan.findings] == [iso3]


def test_name_with_turned_direction_is_stopped(table):
    path = table("state,kind,date", "\u202eecnarF,accession,2026-11-09")
    assert "direction of writing" in preview("table", path, treaty="ccm").plan.refused[2]


def test_past_state_stays_outside_the_197(table):
    outcome = preview("table", table("state,kind,date", "Yugoslavia,accession,2026-11-09"), treaty="ccm")
    assert counts(outcome) == {}
    assert found(outcome, "outside") == [("", "ccm", "", "Yugoslavia")]


def test_code_and_name_of_two_states_are_stopped(table):
    path = table("iso3,state,kind,date", "FRA,Germany,accession,2026-11-09")
    assert (
        preview("table", path, treaty="ccm").plan.refused[2]
        == "the code FRA and the name “Germany” are of two States"
    )


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("France,ratification,2027-01-01", "2027-01-01 is still to come"),
        ("France,ratification,2008-05-29", "2008-05-29 is before the adoption on 2008-05-30"),
    ],
)
def test_act_that_cannot_have_been_is_stopped(table, row, why):
    assert preview("table", table("state,kind,date", row), treaty="ccm").plan.refused == {2: why}


def test_second_consent_without_withdrawal_is_stopped(table):
    path = table("state,kind,date", "Brazil,accession,2026-11-09", "Brazil,accession,2026-11-10")
    outcome = preview("table", path, treaty="ccm")
    assert counts(outcome) == {"new": 1, "refused": 1}
    assert outcome.plan.refused[3] == "BRA has done this already, and has not left"


def test_bracketed_state_that_is_party_on_record_is_listed(altered):
    outcome = preview("mtdsg", altered("mtdsg", "Afghanistan", "[Afghanistan]"))
    assert [line.why for line in outcome.plan.findings if line.iso3 == "" and "withdrawal" in line.about] == [
        "the source shows that it has withdrawn, and the record does not. Bring the withdrawal in as a table"
    ]


def test_treaty_is_told_by_the_file_or_asked_for(altered):
    other = altered("mtdsg", "&lt;i&gt;Cluster Munitions&lt;/i&gt;", "Something Else")
    with pytest.raises(FileRefusedError, match="not on record under this name") as caught:
        preview("mtdsg", other)
    assert "--treaty KEY" in caught.value.advice
    assert preview("mtdsg", other, treaty="ccm").plan.counts["new"] == 2


def test_treaty_that_the_file_is_not_about_is_refused():
    with pytest.raises(FileRefusedError, match="about ccm, not apmbc"):
        preview("mtdsg", treaty="apmbc")
    with pytest.raises(NotOnRecordError):
        preview("mtdsg", treaty="none")


def test_votes_of_the_treaty_are_told_by_the_title_of_the_resolution():
    assert found(preview("undl-csv"), "new") == [
        ("", "A/RES/44/900", "", "1989-12-01 plenary: 1-1-1"),
        ("", "A/RES/81/900", "", "2026-10-30 plenary: 1-0-0"),
    ]
    assert [line[1] for line in found(preview("undl-csv", treaty="ccm"), "new")] == ["A/RES/81/900"]


def test_votes_of_past_states_are_counted_apart():
    assert found(preview("undl-csv"), "outside") == [("", "votes", "", "USSR")]


def test_roll_call_whose_rows_do_not_add_up_is_stopped(altered):
    outcome = preview("undl-csv", altered("undl-csv", "1.0,0.0,0.0,1.0,2.0", "2.0,0.0,0.0,0.0,2.0"))
    assert counts(outcome) == {"new": 3, "refused": 2}
    assert set(outcome.plan.refused) == {6, 7}


def test_file_that_is_known_already_has_nothing_new():
    apply("mtdsg")
    outcome = apply("mtdsg")
    assert (counts(outcome).keys() & {"new", "changed"}, outcome.batch) == (set(), None)
