"""A part of a survey in its form: kept as it is sent, and given back where it cannot be."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.web.answering.conftest import Holder, holder_of, kept

from accede.survey.actions import pass_on
from accede.survey.form.answering import LONGEST_TEXT
from accede.survey.models import Link

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def text_of(response):
    return response.content.decode()


def test_each_kind_is_kept_and_shown_again(survey, holder):
    holder.save(
        "process", {"a.position": "process-under-way", "a.ministry": "Defence", "c.ministry": "aggregate"}
    )
    holder.save("process", {"a.expected": "2027-03-01", "a.stage": "cabinet"})
    holder.save("why", {"a.reasons.PROC": "2", "a.reasons.RIVAL": "1", "a.reasons_words": "Zeile\r\nzwei"})
    holder.save("weapons", {"a.possession": "yes"})
    holder.save("weapons", {"a.stock": "1 200,5"})
    holder.save(
        "next", {"a.help": ["model-law", "experts"], "a.norm.use": "agree", "a.consent": "coordinators"}
    )
    rows = kept(survey)
    values = {key: json.loads(row.value) for key, row in rows.items()}
    assert values["reasons"] == ["RIVAL", "PROC"]
    assert (values["expected"], values["stock"], values["ministry"]) == ("2027-03-01", "1200.5", "Defence")
    assert values["reasons_words"] == "Zeile\nzwei"
    assert set(values) >= {"position", "stage", "possession", "norm", "consent"}
    assert rows["ministry"].consent == "aggregate"
    again = holder.see("why")
    assert (again["a.reasons.RIVAL"], again["a.reasons_words"]) == (["1"], ["Zeile\nzwei"])


def test_questions_that_follow_are_shown_before_going_on_and_fall_away_again(survey, holder):
    answer = holder.save("weapons", {"a.possession": "yes", "go": "on"})
    assert answer["Location"].endswith("part/weapons/?saved=more#q-stock")
    holder.save("weapons", {"a.stock": "12"})
    holder.save("weapons", {"a.possession": "no", "go": "on"})
    assert "a.stock" not in holder.see("weapons")
    assert kept(survey)["stock"].value == '"12"'
    assert holder.save("weapons", {"go": "on"})["Location"].endswith("part/next/?saved=yes")


def test_the_language_is_switched_with_what_is_typed(survey, holder):
    answer = holder.save("why", {"a.reasons_words": "In our own words", "language": "ar"})
    assert answer["Location"] == holder.at("part/why/?saved=yes", "ar")
    page = text_of(holder.client.get(answer["Location"]))
    assert 'dir="rtl"' in page
    assert "In our own words" in page


def test_what_is_wrong_comes_back_as_typed_and_the_rest_is_saved(survey, holder):
    holder.save("weapons", {"a.possession": "yes"})
    answer = holder.save("weapons", {"a.stock": "about a dozen", "a.victims": "yes"})
    assert answer.status_code == 400
    assert 'value="about a dozen"' in text_of(answer)
    assert "Write a number in digits." in text_of(answer)
    assert kept(survey)["victims"].value == '"yes"'
    assert "stock" not in kept(survey)


def test_two_reasons_in_one_place_come_back(holder):
    answer = holder.save("why", {"a.reasons.PROC": "1", "a.reasons.RIVAL": "1"})
    assert answer.status_code == 400
    assert text_of(answer).count('value="1"') == 2


def test_five_megabytes_of_text_come_back_with_what_is_wrong(survey, holder):
    answer = holder.save("why", {"a.reasons_words": "Wort " * 1_000_000, "a.reasons.PROC": "1"})
    assert answer.status_code == 400
    assert f"{LONGEST_TEXT // 1000}\u202f000" in text_of(answer)
    assert len(text_of(answer)) > 5_000_000
    assert "reasons" in kept(survey)
    assert (
        holder.save("why", {"a.reasons_words": "x" * 9_000_000}, seen={"seen.reasons_words": ""}).status_code
        == 413
    )


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("act.pdf", b"MZ\x90", "not what its name says"),
        ("act.exe", b"MZ\x90", "PDF, DOCX"),
        ("act.pdf", b"%PDF-" + b"0" * 4_000_000, "larger than 4 MB"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_the_rest_saved(survey, holder, name, content, told):
    answer = holder.save("next", {"a.meet": "yes", "a.document": SimpleUploadedFile(name, content)})
    assert answer.status_code == 400
    assert told in text_of(answer)
    assert set(kept(survey)) == {"meet"}


def test_a_file_is_kept_and_taken_back(survey, holder):
    holder.save("next", {"a.document": SimpleUploadedFile("قانون.pdf", b"%PDF-1.7\n%%EOF")})
    assert json.loads(kept(survey)["document"].value) == "قانون.pdf"
    holder.save("next", {"a.meet": "yes"})
    assert kept(survey)["document"].attachment
    holder.save("next", {"a.document.remove": "1"})
    assert kept(survey)["document"].value == ""
    assert kept(survey)["document"].attachment == ""


def test_a_file_opens_by_the_link_of_its_state_alone(survey, holder):
    holder.save("next", {"a.document": SimpleUploadedFile("act.pdf", b"%PDF-1.7\n%%EOF")})
    got = holder.get("files/document/")
    assert (got.content, got["Content-Type"]) == (b"%PDF-1.7\n%%EOF", "application/octet-stream")
    assert got["Content-Disposition"] == 'attachment; filename="act.pdf"'
    for page in ("part/next/", "copy/"):
        assert holder.at("files/document/") in text_of(holder.get(page))
    assert holder_of(survey, "UGA").get("files/document/").status_code == 404
    for nothing in ("ministry", "unknown"):
        assert holder.get(f"files/{nothing}/").status_code == 404
    part = pass_on(link=Link.objects.get(response__state="KEN"), section="why", at=timezone.now())
    assert Holder(part).get("files/document/").status_code == 404


def test_who_writes_second_sees_the_first_and_loses_nothing(survey, holder):
    mine, theirs = holder.see("why"), holder.see("why")
    holder.save("why", {"a.reasons_words": "From the first"}, seen=mine)
    answer = holder.save("why", {"a.reasons_words": "From the second", "a.reasons.PROC": "1"}, seen=theirs)
    assert answer.status_code == 409
    assert "From the first" in text_of(answer)
    assert "From the second" in text_of(answer)
    assert json.loads(kept(survey)["reasons_words"].value) == "From the first"
    assert json.loads(kept(survey)["reasons"].value) == ["PROC"]


def test_who_changed_nothing_overwrites_nothing(survey, holder):
    before = holder.see("why")
    holder.save("why", {"a.reasons_words": "From the first"})
    assert holder.save("why", {"a.reasons.PROC": "1"}, seen=before).status_code == 302
    assert json.loads(kept(survey)["reasons_words"].value) == "From the first"


def test_the_script_is_told_what_is_saved(survey, holder):
    seen = holder.see("weapons")
    told = holder.save("weapons", {"a.possession": "yes"}, seen=seen, headers={"Accept": "application/json"})
    assert told.json()["saved"] is True
    assert told.json()["seen"]["possession"] != seen["seen.possession"][0]
    assert kept(survey)["possession"].value == '"yes"'


def test_what_is_publicly_on_record_is_shown_for_correction(survey):
    page = text_of(holder_of(survey, "UGA").get("part/process/"))
    assert "What is on record" in page
    assert "signature: " in page
    assert "3 December 2008" in page
