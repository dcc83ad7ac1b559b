"""In a round that follows another, a State finds what it answered before: its own alone, and takes it over."""

import json
from dataclasses import replace

import pytest
from django.utils import timezone
from tests.access import cast
from tests.factories import survey as make
from tests.web.answering.conftest import Holder, holder_of, kept

from accede.survey import actions
from accede.survey.form import shipped
from accede.survey.models import Round

pytestmark = [pytest.mark.django_db, pytest.mark.database]
GIVEN = {
    "ministry": "Ministry of Defence",
    "reasons": ["RIVAL", "PROC"],
    "reasons_words": "Waiting for the cabinet",
    "consent": "aggregate",
}


def _answered(survey, iso3, **given):
    response = make.response(survey, iso3)
    actions.save_answers(response=response, given=GIVEN | given, consents={}, files={}, at=timezone.now())
    actions.sign_off(response=response, name="A. Person", at=timezone.now())


def _following(survey, form=None):
    row = make.opened(form=form)
    Round.objects.filter(pk=row.pk).update(previous=survey, name="Second round")
    row.refresh_from_db()
    return row


@pytest.fixture
def following(survey):
    _answered(survey, "KEN")
    return _following(survey)


def _page(holder, part="why"):
    return holder.get(f"part/{part}/").content.decode()


def test_what_was_answered_before_stands_beside_its_question_for_that_state_alone(following, client):
    kenya, uganda = holder_of(following, "KEN"), holder_of(following, "UGA")
    for expected in ("What your State answered in “First round”", "Waiting for the cabinet", "2. "):
        assert expected in _page(kenya)
    assert "First round" in kenya.get().content.decode()
    for page in (uganda.get().content.decode(), _page(uganda), _page(uganda, "process")):
        assert "First round" not in page
        assert "Waiting for the cabinet" not in page
    passed = kenya.client.post(kenya.at("pass-on/"), {"section": "why"}).content.decode()
    part = Holder(
        passed.split('class="answer-link" dir="ltr">')[1].split("<")[0].rstrip("/").rsplit("/", 1)[1]
    )
    assert "Waiting for the cabinet" in _page(part)
    assert "Ministry of Defence" not in part.get(follow=True).content.decode() + _page(part)
    cast.sign_in(client, cast.coordinator_a())
    for page in ("", "enter/"):
        told = client.get(f"/en/desk/ccm/survey/rounds/{following.pk}/states/ken/{page}").content.decode()
        assert "Waiting for the cabinet" not in told


def test_one_answer_is_taken_over_and_the_rest_stays_as_it_is_typed(following):
    holder = holder_of(following, "KEN")
    answer = holder.save("why", {"take": "reasons", "a.reasons_words": "Other words"})
    assert answer["Location"].endswith("#q-reasons")
    values = {key: json.loads(row.value) for key, row in kept(following).items()}
    assert values == {"reasons": ["RIVAL", "PROC"], "reasons_words": "Other words"}
    assert "Waiting for the cabinet" in _page(holder)


def test_all_are_taken_over_where_nothing_stands_but_for_the_consent(following):
    holder = holder_of(following, "KEN")
    holder.save("why", {"take": "*", "a.reasons_words": "Other words"})
    holder.save("next", {"take": "*"})
    values = {key: json.loads(row.value) for key, row in kept(following).items() if row.value}
    assert values == {"reasons": ["RIVAL", "PROC"], "reasons_words": "Other words"}


def test_what_is_offered_no_more_is_shown_and_cannot_be_taken(survey):
    _answered(survey, "KEN")
    form = shipped.questionnaire()
    name = form.question("reasons").choices
    fewer = tuple(each for each in form.choices[name] if each.key != "RIVAL")
    later = replace(form, key="later", choices=form.choices | {name: fewer})
    following = _following(survey, later)
    holder = holder_of(following, "KEN")
    page = _page(holder)
    assert 'name="take" value="reasons_words"' in page
    assert 'name="take" value="reasons"' not in page
    assert 'id="before-reasons"' in page
    holder.save("why", {"take": "reasons"})
    assert "reasons" not in kept(following)


def test_more_answers_before_are_no_more_queries(survey, django_assert_num_queries):
    _answered(survey, "KEN")
    _answered(survey, "UGA", position="undecided", help=["experts"], meet="yes")
    following = _following(survey)
    for iso3 in ("KEN", "UGA"):
        holder = holder_of(following, iso3)
        holder.get()
        with django_assert_num_queries(5):
            _page(holder)
