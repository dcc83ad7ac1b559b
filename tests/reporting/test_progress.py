import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import events as meetings
from tests.reporting import papers
from tests.reporting.making import items, make, paragraph, table, text

from accede.access.roles import Confidentiality
from accede.record.queries.nearest import NotOnRecordError
from accede.reporting.blocks import Picture, Run, lines_of
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.renderers import render

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PERIOD = {"meeting": "12msp", "since": date(2023, 7, 1), "until": date(2024, 6, 30)}
LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh"]


def test_report_to_the_12msp_states_the_changes_of_its_period_and_no_others():
    document = make("progress", **PERIOD).document
    assert items(document, "joined-states") == [
        (
            "South Sudan: accession on 3 August 2023, bringing the total number of States Parties to 112; "
            "entry into force on 1 February 2024."
        )
    ]
    assert "Nigeria (1 August 2023), South Sudan (1 February 2024)" in paragraph(document, "into-force")
    assert paragraph(document, "left").startswith("No State withdrew")
    assert table(document, "changes") == [
        ("1 August 2023", "Nigeria", "Entry into force"),
        ("3 August 2023", "South Sudan", "Accession"),
        ("1 February 2024", "South Sudan", "Entry into force"),
    ]


def test_report_counts_all_states_once():
    document = make("progress", **PERIOD).document
    assert table(document, "by-region")[-1] == ("Total", "112", "12", "73", "197")
    assert len(table(document, "status-parties")) == 112
    assert len(table(document, "status-signatories")) == 12
    assert "had been 111" in paragraph(document, "standing")


def test_a_withdrawal_is_told_beside_who_joined():
    document = make("progress", meeting="13msp", since=date(2024, 7, 1), until=date(2025, 9, 30)).document
    assert "Lithuania (notice on 6 September 2024, taking effect on 6 March 2025)" in paragraph(
        document, "left"
    )
    assert [item.split(":")[0] for item in items(document, "joined-states")] == ["Vanuatu"]


def test_a_quiet_period_says_that_it_was_quiet():
    document = make("progress", meeting="12msp", since=date(2024, 3, 1), until=date(2024, 3, 31)).document
    assert paragraph(document, "joined").startswith("No State expressed its consent")
    assert paragraph(document, "no-changes") == "The record holds no change in this period."
    assert paragraph(document, "votes").startswith("The record holds no vote")


def test_votes_of_the_period_are_told_with_their_totals():
    told = items(make("progress", **PERIOD).document, "votes-held")
    assert (
        told[1]
        == "Plenary, 4 December 2023, resolution A/RES/78/32: 148 in favour, 1 against, 36 abstaining."
    )


def test_front_page_is_that_of_the_united_nations_and_leaves_open_what_nobody_knows():
    told = text(make("progress", **PERIOD).document)
    assert "CCM/MSP/2024/7\nGE.24-[…] (E)\nDistr.: General" in told
    assert "Geneva, 10–13 September 2024\nItem […] of the provisional agenda" in told
    assert "Lausanne Action Plan" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_is_in_its_language_throughout(language):
    """No place is left unfilled, and no phrase of another language is among them."""
    document = make("progress", language, **PERIOD).document
    told = text(document)
    assert not re.search(r"\{\w+\}", told)
    english = "The present report covers"
    assert (english in told) is (language == "en")
    assert len(render(document, "pdf")) > 20_000


def test_every_sentence_made_from_data_has_a_source():
    document = make("progress", **PERIOD).document
    cited = {
        block.key: any(run.cites for line in lines_of(block) for run in line)
        for block in document.blocks
        if getattr(block, "key", "")
    }
    for key in ("standing", "joined-states", "left", "votes-held", "by-region", "status-parties", "changes"):
        assert cited[key], key
    assert {
        key
        for line in (lines_of(block) for block in document.blocks)
        for text_ in line
        for run in text_
        for key in run.cites
    } == {source.key for source in document.cited}
    assert all(isinstance(run, Run) for block in document.blocks for line in lines_of(block) for run in line)


def test_indicators_are_told_for_the_period_and_since_the_plan_began():
    """South Sudan joined in the period, and before the plan: its target of one new Party was not met."""
    rows = {row[0]: row[1:] for row in table(make("progress", **PERIOD).document, "indicators")}
    assert rows["New Parties"] == ("1", "0", "1")
    assert rows["Votes in favour among the votes cast, in the latest roll-call"][0] == "80.0%"


def test_report_in_arabic_reads_in_the_right_order_in_pdf_and_in_libreoffice():
    document = make("progress", "ar", **PERIOD).document
    for content in (render(document, "pdf"), papers.in_libreoffice(render(document, "docx"))):
        told = re.sub(r"\s+", " ", papers.pdf_text(content))
        assert "جنوب السودان" in told
        assert told.index("مقدمة") < told.index("موجز التقرير") < told.index("أسئلة للمناقشة")


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"meeting": "99msp"}, NotOnRecordError),
        ({"meeting": ""}, ReportRefusedError),
        ({"since": date(2024, 7, 1)}, ReportRefusedError),
        ({"until": None}, ReportRefusedError),
        ({"since": date(2050, 7, 1), "until": date(2051, 6, 30)}, ReportRefusedError),
    ],
)
def test_what_makes_no_report_is_refused(asked, error):
    with pytest.raises(error):
        make("progress", **(PERIOD | asked))


def test_pictures_say_in_words_what_they_show():
    pictures = [block for block in make("progress", **PERIOD).document.blocks if isinstance(block, Picture)]
    curve, bars, world = (each.alt for each in pictures)
    assert "2023 – 112" in curve
    assert "Africa: States Parties – 36, Signatory States – 8" in bars
    assert "States Parties: 112; signatory States: 12" in world


def test_reasons_nobody_verified_are_counted_as_such():
    """A paper that one signs does not pass them off as what a source says."""
    told = paragraph(make("progress", **PERIOD).document, "reasons-unverified")
    assert told == "For 6 of these States the reason rests on general knowledge that has not been verified."


def test_events_are_counted_as_far_as_the_readers_may_see_them():
    for title, confidentiality in (
        ("Lunch", Confidentiality.PARTNERS),
        ("Tea", Confidentiality.COORDINATORS_AND_ISU),
    ):
        meetings.held(title, confidentiality=confidentiality, came=["KEN"])
    day = timezone.localdate()
    asked = {"meeting": "12msp", "since": day - timedelta(days=30), "until": day, "on": day}
    assert items(make("progress", **asked).document, "events-held") == []
    document = make("progress", audience=Confidentiality.PARTNERS, **asked).document
    (told,) = items(document, "events-held")
    assert told.startswith("Lunch (")
    assert "workshops held for universalization: 1, attended by States numbering 1" in paragraph(
        document, "events"
    )
