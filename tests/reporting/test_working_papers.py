from datetime import date

import pytest
from django.utils import timezone
from tests.access import cast
from tests.factories import survey as surveys
from tests.reporting import papers
from tests.reporting.making import items, make, paragraph, table, text

from accede.access.models import Campaign
from accede.access.roles import Attribution, Confidentiality
from accede.evidence.models import Obstacle, ObstacleCode
from accede.record.models import Treaty
from accede.record.queries.nearest import NotOnRecordError
from accede.reporting.blocks import Picture
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.renderers import render
from accede.survey import actions

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LIST_OF_STATES = (
    "KEN UGA JAM AGO ARG BRA CHN CYP DJI EGY FIN GEO GRC IDN IND JOR KAZ KHM LKA MNG NPL OMN PAK QAT SAU SGP"
).split()
PERIOD = {"since": date(2023, 7, 1), "until": date(2024, 6, 30)}


def test_paper_on_the_reasons_counts_and_names_only_what_is_public():
    document = make("reasons", meeting="3rc", on=date(2024, 6, 30)).document
    counts = dict(table(document, "by-reason"))
    assert counts["Unresolved security situation"] == "5"
    assert any(each.startswith("Cyprus: ") for each in items(document, "by-state"))
    assert "numbering 85" in paragraph(document, "known")


def test_paper_on_the_reasons_respects_the_smallest_cell():
    """One answer that may only be counted, and small figures are told no more."""
    Obstacle.objects.create(
        campaign=Campaign.objects.get(pk="ccm"),
        owner=cast.support_unit(),
        confidentiality=Confidentiality.PUBLIC,
        attribution=Attribution.AGGREGATE_ONLY,
        treaty=Treaty.objects.get(pk="ccm"),
        state_id="BTN",
        code=ObstacleCode.objects.get(pk="CAPACITY"),
        grade=Obstacle.Grade.STATED,
    )
    document = make("reasons", meeting="3rc", on=date(2024, 6, 30)).document
    told = table(document, "by-reason")
    assert not any(count in {"1", "2", "3", "4"} for _reason, count in told)
    assert "fewer than five" in {count for _reason, count in told}
    assert "Bhutan" not in text(document)


def test_paper_on_the_norm_tells_the_votes_of_its_period():
    document = make("norm", meeting="12msp", **PERIOD).document
    assert any("A/RES/78/32" in each for each in items(document, "votes-held"))
    assert "1 July 2023 to 30 June 2024" in paragraph(document, "intro")


def test_indicator_sheet_has_every_figure_once():
    names = [row[0] for row in table(make("indicators", **PERIOD).document, "indicators")]
    assert len(names) == len(set(names)) > 10


@pytest.mark.parametrize("kind", ["note-verbale", "letter"])
def test_letters_are_merged_over_a_list_each_in_its_recipients_language(kind):
    document = make(kind, state="KEN, Haiti, Angola, China, EGY, France").document
    assert [part.language for part in document.parts] == ["en", "fr", "en", "zh", "ar", "fr"]
    told = text(document)
    assert "the Republic of Kenya" in told
    assert "République d’Haïti" in told or "Haïti" in told
    assert "{" not in told
    pdf = papers.pdf(render(document, "pdf"))
    assert len(pdf.pages) == 6
    assert pdf.trailer["/Root"]["/Lang"] == "en"


def test_letters_go_to_a_target_category():
    document = make("letter", details={"category": "signatory"}).document
    assert len(document.parts) == 12
    assert "The Convention was signed on 3 December 2008" in text(document)


def test_letters_say_who_sends_them():
    assert "The Mission of Peru presents" in text(
        make("note-verbale", state="KEN", details={"sender": "The Mission of Peru"}).document
    )


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({}, ReportRefusedError),
        ({"state": "Atlantis"}, NotOnRecordError),
        ({"details": {"category": "x"}}, NotOnRecordError),
    ],
)
def test_letters_to_nobody_are_refused(asked, error):
    with pytest.raises(error):
        make("letter", **asked)


def test_a_document_of_letters_in_many_languages_opens_in_libreoffice():
    document = make("note-verbale", state="KEN,EGY,CHN").document
    told = papers.pdf_text(papers.in_libreoffice(render(document, "docx")))
    assert "Republic of Kenya" in told
    assert "مصر" in told


def _surveyed(consent, named):
    """A closed round, in which so many States named each reason, each with the same consent."""
    told = iter(LIST_OF_STATES)
    survey = surveys.opened(LIST_OF_STATES)
    for code, number in named.items():
        for iso3 in [next(told) for _each in range(number)]:
            response = surveys.response(survey, iso3)
            given = {"reasons": [code], "help": ["drafting"], "consent": consent}
            answered = {"response": response, "at": timezone.now()}
            actions.save_answers(given=given, consents={}, files={}, **answered)
            actions.sign_off(name="A. Person", **answered)
    actions.close_round(survey=survey, by=cast.viewer("coordinator_a"), at=timezone.now())


def test_paper_on_the_reasons_tells_the_survey_by_the_smallest_cell():
    _surveyed("aggregate", {"PROC": 7, "CAPACITY": 6, "RIVAL": 2})
    document = make("reasons", meeting="3rc", on=timezone.localdate()).document
    rows = {label: count for label, count, _first in table(document, "survey-reasons")}
    assert sorted(rows.values()) == ["6", "7"]
    assert "answered – 15" in items(document, "survey-rounds")[0]
    assert any(isinstance(block, Picture) for block in document.blocks)
    assert "Answers by regional group" in paragraph(document, "survey-untold")


def test_what_a_survey_may_not_show_is_said_in_words_and_makes_no_empty_table():
    _surveyed("aggregate", {"PROC": 2})
    document = make("reasons", meeting="3rc", on=timezone.localdate()).document
    (told,) = items(document, "survey-rounds")
    assert told.endswith(
        f"asked – {len(LIST_OF_STATES)}. How many answered is not told, so that it points at no State."
    )
    keys = {getattr(each, "key", "") for each in document.blocks}
    assert not keys & {"survey-answers", "survey-reasons", "survey-help"}
    assert "Answers by regional group, Reasons named" in paragraph(document, "survey-untold")


def test_what_a_survey_may_only_count_is_not_counted_from_day_to_day_beside_the_evidence():
    """The table of the evidence would grow by one on the day on which a State answers."""
    on = timezone.localdate()
    audience = Confidentiality.COORDINATORS_AND_ISU
    before = make("reasons", meeting="3rc", on=on, audience=audience).document
    _surveyed("aggregate", {"PROC": 7, "CAPACITY": 6})
    after = make("reasons", meeting="3rc", on=on, audience=audience).document
    for key in ("by-reason", "by-group"):
        assert table(after, key) == table(before, key)


def test_without_a_closed_round_the_paper_says_nothing_of_a_survey():
    surveys.opened()
    assert "survey" not in text(make("reasons", meeting="3rc", on=timezone.localdate()).document).lower()


@pytest.mark.parametrize("kind", ["note-verbale", "letter"])
def test_a_sentence_begins_with_a_capital_and_a_sender_within_one_does_not(kind):
    document = make(kind, state="KEN").document
    opening = paragraph(document, "opening")
    last = paragraph(document, "closing" if kind == "note-verbale" else "sender")
    assert opening[0].isupper()
    assert last.startswith("The office of the Coordinators")
    assert kind == "note-verbale" or "on behalf of the office" in opening
