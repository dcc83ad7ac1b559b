"""The survey on the desk: questionnaires brought in and taken out, rounds prepared, opened, put again, closed."""

import io
import re
from datetime import timedelta

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.access import cast
from tests.factories import survey as make

from accede.outbox.models import Message
from accede.record import days
from accede.survey import actions, queries
from accede.survey.form import reading, shipped, xlsform
from accede.survey.models import Questionnaire, Response, Round
from accede.web.desk.conditions import in_words

pytestmark = pytest.mark.django_db
ROOT = "/en/desk/ccm/survey/"


@pytest.fixture
def desk(client):
    cast.sign_in(client, cast.coordinator_a())
    return client


def _upload(desk, name, content):
    return desk.post(f"{ROOT}questionnaires/new/", {"file": SimpleUploadedFile(name, content)})


def _later(days=20):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_questionnaire_goes_out_as_xlsform_and_comes_in_again(desk):
    page = desk.post(f"{ROOT}questionnaires/shipped/", follow=True)
    assert "Survey on joining the treaty" in page.content.decode()
    row = Questionnaire.objects.get()
    for form, read in (("xlsx", xlsform.read), ("yaml", lambda each: reading.read_yaml(each.decode()))):
        content = desk.get(f"{ROOT}questionnaires/{row.pk}/file.{form}").content
        assert read(content) == shipped.questionnaire()
    assert _upload(desk, "same.xlsx", xlsform.write(row.form)).status_code == 302
    assert Questionnaire.objects.count() == 1
    changed = reading.write_yaml(row.form).replace("Survey on joining", "Survey about joining", 1)
    assert _upload(desk, "new.yaml", changed.encode()).status_code == 302
    assert [each.version for each in Questionnaire.objects.all()] == [2, 1]


def test_a_malformed_form_says_sheet_row_and_column_and_nothing_is_kept(desk):
    book = openpyxl.load_workbook(io.BytesIO(xlsform.write(shipped.questionnaire())))
    book["survey"]["A3"] = "geopoint"
    content = io.BytesIO()
    book.save(content)
    page = _upload(desk, "bad.xlsx", content.getvalue())
    assert page.status_code == 400
    assert "sheet survey, row 3, column A (type)" in page.content.decode()
    bad = SimpleUploadedFile("bad.xlsx", content.getvalue())
    page = desk.post(f"{ROOT.replace('en', 'fr', 1)}questionnaires/new/", {"file": bad})
    assert "Les questions du type «\u00a0geopoint\u00a0» ne sont pas posées ici." in page.content.decode()
    assert "feuille survey, ligne 3, colonne A (type)" in page.content.decode()
    assert "Rien n’a été repris" in page.content.decode()
    for content in (b"\xff\xd8\xff\xe0", b"%PDF-1.4 text", b"\xd0\xcf\x11\xe0", b"<html>"):
        page = _upload(desk, "form.xlsx", content)
        assert (page.status_code, b"neither a workbook (XLSX) nor" in page.content) == (400, True)
    assert not Questionnaire.objects.exists()


def test_a_preview_is_in_the_language_asked_for_and_says_what_lacks(desk):
    text = "key: small\ntitle: {en: Small}\nsections: [{key: a, title: {en: A}, questions: [{key: q, kind: text, label: {en: Why, fr: Pourquoi}}]}]"
    _upload(desk, "small.yaml", text.encode())
    page = desk.get(f"{ROOT}questionnaires/{Questionnaire.objects.get().pk}/?language=fr").content.decode()
    assert "Pourquoi" in page
    assert "2 texts are not in this language yet" in page


def test_a_preview_says_in_words_when_a_question_is_asked(desk):
    told = "(not(${possession} = 'yes') or 3 < ${stage}) and ${ministry} != ''"
    assert in_words(shipped.questionnaire(), told, "en") == (
        "Only if (the answer to “Does your State possess any?” is not “Yes”, or the answer to"
        " “Which stage has the national procedure reached?” is more than 3) and “Which ministry is in the lead?” is answered"
    )
    page = desk.get(f"{ROOT}questionnaires/{make.questionnaire().pk}/").content.decode()
    assert "${" not in page


def test_a_round_is_prepared_opened_put_again_and_closed(desk):
    row = make.questionnaire()
    form = {"name": "Survey 2026", "closes_on": _later(), "to": "KEN, Uganda", "category": ""}
    wrong = desk.post(f"{ROOT}questionnaires/{row.pk}/round/", form | {"to": "KEN, Atlantis"})
    assert "“Atlantis” is no State" in wrong.content.decode()
    assert desk.post(f"{ROOT}questionnaires/{row.pk}/round/", form).status_code == 302
    survey = Round.objects.get()
    place = f"{ROOT}rounds/{survey.pk}/"
    assert "not opened yet" in desk.get(place).content.decode()
    desk.post(f"{place}decide/", {"what": "open"})
    assert "Close the round" in desk.get(place).content.decode()
    desk.post(f"{place}again/", {"name": "Once more", "closes_on": _later(40)})
    following = Round.objects.exclude(pk=survey.pk).get()
    assert following.previous == survey
    asked = desk.post(f"{place}decide/", {"what": "close"}).content.decode()
    assert "This is not undone" in asked
    assert Round.objects.get(pk=survey.pk).closed_on is None
    desk.post(f"{place}decide/", {"what": "close", "sure": "yes"})
    page = desk.get(place).content.decode()
    assert "closed on" in page
    assert "Leave it open for longer" not in page
    refused = desk.post(f"{place}extend/", {"closes_on": _later(30)})
    assert (refused.status_code, "closed and its figures are told" in refused.content.decode()) == (400, True)
    desk.post(f"{ROOT}questionnaires/{row.pk}/round/", form | {"name": "Next year", "follows": survey.pk})
    assert Round.objects.get(name="Next year").previous == survey
    page = desk.get(f"{place}states/ken/enter/", follow=True).content.decode()
    assert "it takes no more answers" in page
    assert "Enter and sign off" not in page
    assert "Enter paper or interview" not in page
    assert "Make a new link" in page


def test_a_round_goes_to_all_states_not_party_or_to_a_category(desk):
    row = make.questionnaire()
    sizes = {}
    for category in ("all", "signatory"):
        form = {"name": category, "closes_on": _later(), "to": "", "category": category}
        assert desk.post(f"{ROOT}questionnaires/{row.pk}/round/", form).status_code == 302
        asked = Response.objects.unguarded(because="a test").filter(round__name=category)
        sizes[category] = asked.count()
        assert not asked.filter(state="FRA").exists()
    assert sizes["all"] > 80 > sizes["signatory"] > 5


def test_the_rounds_take_as_many_queries_whether_few_or_many_answer(desk, django_assert_max_num_queries):
    small, large = make.opened(["KEN"]), make.opened(["KEN", "UGA", "JAM", "NPL", "MNG"])
    desk.get(f"{ROOT}rounds/{small.pk}/")  # what is kept of the record is there then
    counts = []
    for each in (small, large):
        with django_assert_max_num_queries(60) as asked:
            desk.get(f"{ROOT}rounds/{each.pk}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_letters_bring_each_state_its_own_link_and_its_code(desk, settings):
    settings.ADDRESS = "https://accede.example"
    survey = make.opened(["KEN", "SEN", "EGY"])
    told = {"kind": "note-verbale", "form": "docx", "sender": "", "to": ""}
    answer = desk.post(f"{ROOT}rounds/{survey.pk}/letters/", told)
    book = docx.Document(io.BytesIO(answer.content))
    text = "\n".join(each.text for each in book.paragraphs)
    assert (
        "\nThe office of the Coordinators on Universalization of the Convention on Cluster Munitions presents"
        in text
    )
    links = re.findall(r"https://accede.example/(..)/answer/([\w-]+)/", text)
    assert sorted(language for language, _token in links) == ["ar", "en", "fr"]
    assert len(book.inline_shapes) == 3
    assert {queries.opened_by(token, at=timezone.now()).response.state_id for _x, token in links} == {
        "KEN",
        "SEN",
        "EGY",
    }
    answer = desk.post(f"{ROOT}rounds/{survey.pk}/letters/", told | {"to": "KEN", "form": "pdf"})
    assert answer.content.startswith(b"%PDF")
    still = [token for _x, token in links if _opens(token)]
    assert len(still) == 2


def _opens(token):
    try:
        queries.opened_by(token, at=timezone.now())
    except queries.NoSuchLinkError:
        return False
    return True


def test_invitations_by_mail_wait_in_the_outbox_each_with_its_link(desk, client):
    survey = make.opened(["KEN", "SEN"])
    place = f"{ROOT}rounds/{survey.pk}/mail/"
    assert "Line 1 is no ISO code" in desk.post(place, {"addresses": "Kenya"}).content.decode()
    desk.post(place, {"addresses": "KEN ken@mission.example\nsen, sen@mission.example"})
    found = sorted(Message.objects.unguarded(because="a test"), key=lambda each: each.language)
    assert {each.state for each in found} == {"waiting"}
    assert [each.language for each in found] == ["en", "fr"]
    assert found[0].text.startswith("The Republic of Kenya is invited")
    assert days.day(survey.closes_on, "fr") in found[1].text  # as the letters write it
    for each in found:
        address = re.search(r"/../answer/[\w-]+/", each.text)[0]
        assert client.get(address).status_code == 200
    assert "opened" in desk.get(f"{ROOT}rounds/{survey.pk}/").content.decode()
    assert "KEN ken@mission.example" in desk.get(place).content.decode()


def test_no_link_is_sent_of_a_round_that_is_not_open(desk):
    survey = make.opened(["KEN"])
    desk.post(f"{ROOT}rounds/{survey.pk}/decide/", {"what": "close", "sure": "yes"})
    for page, told in (
        ("letters", {"kind": "letter", "form": "pdf"}),
        ("mail", {"addresses": "KEN a@b.example"}),
    ):
        answer = desk.post(f"{ROOT}rounds/{survey.pk}/{page}/", told)
        assert (answer.status_code, "This round is closed" in answer.content.decode()) == (400, True)


def _entered(**more):
    form = shipped.questionnaire()
    seen = {f"seen.{each.key}": "" for each in form.questions() if each.is_asked}
    told = {"means": "paper", "told_by": "Note 12/2026", "received_on": timezone.localdate().isoformat()}
    answers = {
        "a.ministry": "Defence",
        "a.reasons.PROC": "1",
        "a.position": "undecided",
        "a.consent": "coordinators",
    }
    return seen | told | answers | more


def test_a_paper_form_is_entered_with_its_scan_and_what_is_wrong_stands_as_it_was_typed(desk):
    survey = make.opened(["KEN"])
    response = make.response(survey)
    place = f"{ROOT}rounds/{survey.pk}/states/ken/"
    wrong = desk.post(f"{place}enter/", _entered(**{"a.reasons.RIVAL": "1"}))
    assert wrong.status_code == 400
    assert 'value="Note 12/2026"' in wrong.content.decode()
    assert "Defence" in wrong.content.decode()
    assert "Add the scan" in desk.post(f"{place}enter/", _entered()).content.decode()
    fake = SimpleUploadedFile("form.pdf", b"MZ")
    assert "This is no PDF" in desk.post(f"{place}enter/", _entered(scan=fake)).content.decode()
    response.refresh_from_db()
    assert response.signed_at is None
    done = desk.post(
        f"{place}enter/", _entered(scan=SimpleUploadedFile("form.pdf", b"%PDF-1.7\n%%EOF")), follow=True
    )
    page = done.content.decode()
    assert "Note 12/2026" in page
    assert "Defence" in page
    assert "entered by" in page
    assert "Open the answers again" in page
    assert "already" in desk.get(f"{place}enter/", follow=True).content.decode()
    assert "evidence that they became" in desk.post(f"{place}decide/", {"what": "reopen"}).content.decode()
    assert "Defence" in desk.get(place).content.decode()
    desk.post(f"{place}decide/", {"what": "reopen", "sure": "yes"})
    assert "Defence" not in desk.get(place).content.decode()


def test_a_scan_opens_to_those_who_may_read_all_that_is_on_it(desk):
    survey = make.opened(["KEN", "UGA"])
    for iso3, consent in (("ken", "coordinators"), ("uga", "aggregate")):
        scan = SimpleUploadedFile("formulaire signé.pdf", b"%PDF-1.7\n%%EOF")
        place = f"{ROOT}rounds/{survey.pk}/states/{iso3}/"
        desk.post(f"{place}enter/", _entered(scan=scan, **{"c.reasons": consent}))
    got = desk.get(f"{ROOT}rounds/{survey.pk}/states/ken/scan/")
    assert (got.content, got["Content-Type"]) == (b"%PDF-1.7\n%%EOF", "application/octet-stream")
    assert got["Content-Disposition"].startswith("attachment; filename*=utf-8''formulaire%20sign")
    assert (
        f"{survey.pk}/states/ken/scan/" in desk.get(f"{ROOT}rounds/{survey.pk}/states/ken/").content.decode()
    )
    assert desk.get(f"{place}scan/").status_code == 404
    page = desk.get(place).content.decode()
    assert "does not open" in page
    assert "/scan/" not in page


def test_a_file_of_an_answer_opens_as_far_as_the_answer(desk, client):
    survey = make.opened(["KEN", "UGA"])
    for iso3, consent in (("KEN", "coordinators"), ("UGA", "aggregate")):
        file, response = actions.answers.File("act.pdf", b"%PDF-1.7\n%%EOF"), make.response(survey, iso3)
        given = {"document": file.name, "reasons": ["PROC"], "ministry": "Defence", "consent": consent}
        told = {"response": response, "at": timezone.now()}
        actions.save_answers(given=given, consents={}, files={"document": file}, **told)
        place = f"{ROOT}rounds/{survey.pk}/states/{iso3.lower()}/"
        assert desk.get(f"{place}files/document/").status_code == 404  # not signed off yet
        actions.sign_off(name="A. Person", **told)
    got = desk.get(f"{ROOT}rounds/{survey.pk}/states/ken/files/document/")
    assert (got.content, got["Content-Disposition"]) == (b"%PDF-1.7\n%%EOF", 'attachment; filename="act.pdf"')
    assert "files/document/" in desk.get(f"{ROOT}rounds/{survey.pk}/states/ken/").content.decode()
    for path in ("uga/files/document/", "ken/files/ministry/", "ken/files/nothing/"):
        assert desk.get(f"{ROOT}rounds/{survey.pk}/states/{path}").status_code == 404


def test_a_link_is_made_anew_told_once_and_revoked(desk, client):
    survey = make.opened(["KEN"])
    place = f"{ROOT}rounds/{survey.pk}/states/ken/"
    page = desk.post(f"{place}decide/", {"what": "link"}).content.decode()
    token = re.search(r"/answer/([\w-]+)/", page)[1]
    assert token not in desk.get(place).content.decode()
    assert _opens(token)
    for what in ("link", "revoke"):
        assert "writing just now" in desk.post(f"{place}decide/", {"what": what}).content.decode()
    assert _opens(token)
    desk.post(f"{place}decide/", {"what": "revoke", "sure": "yes"})
    assert not _opens(token)


def test_an_inferred_answer_is_marked_and_the_state_stays_silent(desk):
    survey = make.opened(["KEN"])
    place = f"{ROOT}rounds/{survey.pk}/states/ken/"
    assert "?question=reasons" in desk.get(f"{place}infer/").content.decode()
    told = {"question": "reasons", "seen.reasons": "", "a.reasons.RIVAL": "1"}
    page = desk.post(f"{place}infer/", told).content.decode()  # no basis
    assert 'name="a.reasons.RIVAL" value="1"' in page
    told["basis"] = "Statement in the First Committee"
    wrong = desk.post(f"{place}infer/", told | {"a.reasons.RIVAL": "first"})
    assert (wrong.status_code, "Write a number in digits" in wrong.content.decode()) == (400, True)
    assert (
        "Say what is inferred" in desk.post(f"{place}infer/", told | {"a.reasons.RIVAL": ""}).content.decode()
    )
    assert desk.post(f"{place}infer/", told).status_code == 302
    page = desk.get(place).content.decode()
    assert "inferred, not answered" in page
    assert "1. " in page
    assert "Silent (1)" in desk.get(f"{ROOT}rounds/{survey.pk}/").content.decode()
