"""What a survey came to, on the desk and in files: nobody finds there an answer that is not for them."""

import csv
import io
import zipfile

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import cast
from tests.factories import survey as make

from accede.survey import actions
from accede.survey.analysis import files
from accede.survey.form.questions import Consent

pytestmark = pytest.mark.django_db

STATES = (
    "KEN UGA JAM AGO ARG BRA CHN CYP DJI EGY FIN GEO GRC IDN IND JOR KAZ KHM LKA MNG NPL OMN PAK QAT SAU SGP "
    "THA TUR USA VNM YEM ZWE"
).split()
SECRET, CLOSE, QUOTABLE = "Words only for counting", "Words for coordinators", "Words that may be quoted"


def _sign(survey, iso3, consent, words, reasons=("PROC",), **more):
    response = make.response(survey, iso3)
    actions.save_answers(
        response=response,
        given={"reasons": list(reasons), "reasons_words": words, "consent": consent, **more},
        consents={},
        files={},
        at=timezone.now(),
    )
    actions.sign_off(response=response, name="A. Person", at=timezone.now())


@pytest.fixture
def closed():
    """Three States that consented in three ways, and eleven that may only be counted; the round is closed."""
    survey = make.opened(STATES)
    _sign(survey, "KEN", Consent.ATTRIBUTABLE, QUOTABLE)
    _sign(survey, "UGA", Consent.COORDINATORS, CLOSE)
    _sign(survey, "JAM", Consent.AGGREGATE, SECRET, ["RIVAL"], ministry="=cmd()")
    for number, iso3 in enumerate(STATES[3:14]):
        _sign(
            survey,
            iso3,
            Consent.AGGREGATE,
            SECRET,
            ["PROC"] if number < 6 else ["CAPACITY"],
            help=["drafting"],
        )
    survey.closed_on = timezone.localdate()
    survey.save()
    return survey


def _page(client, survey, role, what="", language="en"):
    cast.sign_in(client, cast.CAST[role]())
    return client.get(f"/{language}/desk/ccm/survey/analysis/{survey.pk}/{what}")


def _figures(client, survey, role):
    body = _page(client, survey, role, "figures.csv").content.decode()
    return {
        (row["table"], row["line"], row["column"]): row["count"] for row in csv.DictReader(io.StringIO(body))
    }


def test_each_reader_finds_the_words_to_which_its_state_consented_and_no_others(client, closed):
    for role, told in {
        "coordinator_a": {CLOSE, QUOTABLE},
        "support_unit_officer": {CLOSE, QUOTABLE},
        "cmc_partner": {QUOTABLE},
    }.items():
        for what in ("", "answers.csv", "answers.json", "figures.csv", "figures.json"):
            body = _page(client, closed, role, what).content.decode()
            found = {words for words in (SECRET, CLOSE, QUOTABLE) if words in body}
            assert found == (set() if what.startswith("figures") else told), (role, what)
        with zipfile.ZipFile(io.BytesIO(_page(client, closed, role, "answers.spss.zip").content)) as archive:
            text = archive.read("answers.csv").decode()
        assert {words for words in (SECRET, CLOSE, QUOTABLE) if words in text} == told
        assert "JAM" not in text


def test_figures_for_those_who_run_the_campaign_hold_what_may_only_be_counted_by_the_smallest_cell(
    client, closed
):
    found = _figures(client, closed, "coordinator_a")
    assert found["response", "all", f"answered:{closed.pk}"] == "14"
    assert found["reasons", "PROC", "named"] == "8"  # two that can be read, and six
    assert found["reasons", "RIVAL", "named"] == ""  # one State


def test_a_partner_is_told_no_figure_that_points_at_a_state(client, closed):
    found = _figures(client, closed, "cmc_partner")
    counts = {
        int(count)
        for (table, _line, column), count in found.items()
        if count and not column.startswith("asked")
    }
    assert counts
    assert min(counts) >= 5


def test_an_open_round_shows_only_what_can_be_read(client, closed):
    closed.closed_on = None
    closed.save()
    found = _figures(client, closed, "coordinator_a")
    assert found["reasons", "PROC", "named"] == "2"
    assert found["reasons", "CAPACITY", "named"] == "0"
    assert _page(client, closed, "cmc_partner").status_code == 404


def test_an_inferred_answer_is_in_no_figure_and_no_file(client, closed):
    by = cast.viewer("coordinator_a")
    before = _page(client, closed, "coordinator_a", "figures.csv").content
    actions.infer_answer(
        response=make.response(closed, "ZWE"),
        question="reasons",
        value=["PROC"],
        basis="A speech",
        by=by,
        at=timezone.now(),
    )
    assert _page(client, closed, "coordinator_a", "figures.csv").content == before
    assert b"ZWE" not in _page(client, closed, "coordinator_a", "answers.csv").content


def test_files_hold_no_formula(client):
    survey = make.opened(STATES)
    _sign(survey, "KEN", Consent.ATTRIBUTABLE, "=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in _page(client, survey, "coordinator_a", "answers.csv").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(_page(client, survey, "coordinator_a", "answers.xlsx").content))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in cells] == ["s"] or all(
        cell.quotePrefix or cell.data_type != "f" for cell in cells
    )


def test_spss_reads_each_column_by_its_name_with_its_words(client, closed):
    with zipfile.ZipFile(
        io.BytesIO(_page(client, closed, "coordinator_a", "answers.spss.zip").content)
    ) as archive:
        syntax, table = archive.read("answers.sps").decode(), archive.read("answers.csv").decode("utf-8-sig")
    header = next(csv.reader(io.StringIO(table)))
    declared = syntax.split("/VARIABLES=")[1].split("\n.")[0]
    for column, name in files.spss_names(header).items():
        assert f"VARIABLE LABELS {name} " in syntax
        assert f" {name} " in declared, column
    assert " expected SDATE10" in declared
    assert 'VALUE LABELS position "supports-joining"' in syntax


def test_the_page_takes_as_many_queries_for_many_states_as_for_few(client, closed):
    few = make.opened(STATES[:3])
    few.closed_on = timezone.localdate()
    few.save()
    _page(client, few, "coordinator_a")
    with CaptureQueriesContext(connection) as one:
        _page(client, few, "coordinator_a")
    with CaptureQueriesContext(connection) as many:
        _page(client, closed, "coordinator_a")
    assert len(many) == len(one)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_round_without_answers_says_so(client, language):
    survey = make.opened(STATES)
    page = _page(client, survey, "coordinator_a", language=language)
    assert page.status_code == 200
    assert b"<svg" not in page.content


def test_spss_is_given_names_that_it_takes():
    given = files.spss_names(["a-b", "a_b", "A.B", "by", "1st", "x" * 70, "x" * 80])
    assert list(given.values())[:5] == ["a_b", "a_b_2", "A.B", "by_2", "v1st"]
    assert len({each.lower() for each in given.values()}) == 7
    assert max(map(len, given.values())) <= 64
