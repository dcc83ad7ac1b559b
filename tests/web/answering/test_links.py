"""Who has a link comes in, to what is theirs; nobody else does."""

import pytest
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation
from tests.access import cast
from tests.factories import survey as make
from tests.web.addresses import BY_LINK, LANGUAGES
from tests.web.answering.conftest import Holder, holder_of, kept

from accede.survey import actions
from accede.survey.models import Link
from accede.web import by_link

pytestmark = pytest.mark.django_db


def test_every_address_is_private_and_tells_nobody_where_it_is(holder):
    holder.save("next", {"a.document": SimpleUploadedFile("act.pdf", b"%PDF-1.7\n%%EOF")})
    for name, arguments in BY_LINK.items():
        with translation.override("en"):
            path = reverse(name, args=[holder.token, *arguments])
        only_written = name in ("answer-pass-on", "answer-revoke", "answer-sign")
        answer = holder.client.get(path)
        assert answer.status_code == (405 if only_written else 200), name
        answer = holder.client.post(path) if only_written else answer
        assert answer["Cache-Control"] == "no-store, private", name
        assert answer["Referrer-Policy"] == "no-referrer", name


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_pages_open_in_each_language(holder, language):
    holder.language = language
    for path in ["", "blank/", "copy/", *(f"part/{key}/" for key in ("process", "why", "weapons", "next"))]:
        assert holder.get(path).status_code == 200, path


def test_answers_are_not_read_or_changed_by_the_link_of_another(survey, holder):
    other = holder_of(survey, "UGA")
    holder.save("why", {"a.reasons_words": "Ours alone"})
    for path in ("", "part/why/", "copy/"):
        assert "Ours alone" not in other.get(path).content.decode()
    other.save("why", {"a.reasons_words": "Theirs"})
    assert kept(survey, "KEN")["reasons_words"].value == '"Ours alone"'
    assert kept(survey, "UGA")["reasons_words"].value == '"Theirs"'
    passed = holder.client.post(holder.at("pass-on/"), {"section": "why"})
    number = Link.objects.get(section="why").pk
    assert passed.status_code == 200
    assert other.client.post(other.at(f"revoke/{number}/")).status_code == 404
    assert Link.objects.get(pk=number).revoked_at is None


def _passed_on(holder):
    page = holder.client.post(holder.at("pass-on/"), {"section": "why"}).content.decode()
    address = page.split('class="answer-link" dir="ltr">')[1].split("<")[0]
    assert address.startswith("http://testserver/en/answer/")
    return Holder(address.rstrip("/").rsplit("/", 1)[1])


def test_a_part_passed_on_opens_that_part_alone(survey, holder):
    colleague = _passed_on(holder)
    assert colleague.get()["Location"] == colleague.at("part/why/")
    colleague.save("why", {"a.reasons_words": "From the ministry"})
    assert "From the ministry" in holder.get("part/why/").content.decode()
    holder.save("process", {"a.ministry": "Defence"})
    copy = colleague.get("copy/").content.decode()
    assert "Defence" not in copy
    assert "To the overview" not in copy  # there is none by this link
    assert colleague.get("part/process/").status_code == 404
    answer = colleague.client.post(colleague.at("part/process/"), {"a.ministry": "X", "seen.ministry": ""})
    assert answer.status_code == 404
    assert colleague.client.post(colleague.at("sign/"), {"name": "A"}).status_code == 403
    assert colleague.client.post(colleague.at("pass-on/"), {"section": "why"}).status_code == 400
    number = Link.objects.get(section="why").pk
    assert colleague.client.post(colleague.at(f"revoke/{number}/")).status_code == 404


def test_a_link_taken_back_opens_nothing_and_gives_back_what_was_typed(survey, holder):
    colleague = _passed_on(holder)
    seen = colleague.see("why")
    number = Link.objects.get(section="why").pk
    holder.client.post(holder.at(f"revoke/{number}/"))
    answer = colleague.save("why", {"a.reasons_words": "Typed for an hour"}, seen=seen)
    assert answer.status_code == 404
    assert "Typed for an hour" in answer.content.decode()
    assert "reasons_words" not in kept(survey)


def test_a_closed_round_takes_nothing_and_gives_back_what_was_typed(survey, holder):
    seen = holder.see("why")
    actions.close_round(survey=survey, by=cast.viewer("coordinator_a"), at=timezone.now())
    answer = holder.save("why", {"a.reasons_words": "Typed for an hour"}, seen=seen)
    assert answer.status_code == 409
    assert "Typed for an hour" in answer.content.decode()
    assert "closed" in holder.get().content.decode()
    assert holder.get("part/why/")["Location"] == holder.at("copy/")
    assert kept(survey) == {}


def test_one_signs_for_all_and_keeps_a_copy(survey, holder):
    assert "must be answered" in holder.get().content.decode()
    holder.save("why", {"a.reasons.PROC": "1"})
    assert holder.client.post(holder.at("sign/"), {"name": "A. Person"}).status_code == 400
    holder.save("next", {"a.consent": "aggregate"})
    assert holder.client.post(holder.at("sign/"), {"name": " "}).status_code == 400
    seen = holder.see("why")
    answer = holder.client.post(holder.at("sign/"), {"name": "A. Person, Counsellor"})
    page = holder.client.get(answer["Location"]).content.decode()
    assert "A. Person, Counsellor" in page
    assert "1. " in page
    assert make.response(survey).signed_at
    assert holder.save("why", {"a.reasons_words": "Too late, but typed"}, seen=seen).status_code == 409
    assert holder.get("copy.docx").content.startswith(b"PK")
    assert holder.get("copy.pdf").content.startswith(b"%PDF-")


def test_links_tried_at_random_are_slowed_and_then_refused(holder, client_elsewhere):
    holder.get()
    first = [client_elsewhere.get(f"/en/answer/guess-{number}/").status_code for number in range(12)]
    assert first == [404] * 10 + [429] * 2
    fresh = Holder(holder.token)
    assert fresh.get().status_code == 429  # whoever guesses does not learn what is right
    assert holder.get().status_code == 200  # who has been here before goes on
    assert 50 < int(fresh.get()["Retry-After"]) <= 60


def test_guesses_are_counted_by_all_processes_together_and_through_the_day(client_elsewhere, monkeypatch):
    """What was counted lies in the database: a process that just started, with nothing in its memory, goes on from it."""
    assert isinstance(caches["default"], DatabaseCache)
    monkeypatch.setattr(by_link, "_LIMITS", {"day": "3/d/ip", "minute": "100/m/ip"})
    for number in range(3):
        assert client_elsewhere.get(f"/en/answer/guess-{number}/").status_code == 404
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM shared_cache WHERE cache_key LIKE '%%survey-day%%'")
            assert cursor.fetchone() == (1,)
    refused = client_elsewhere.get("/en/answer/guess-4/")
    assert (refused.status_code, 3000 < int(refused["Retry-After"]) <= 3600) == (429, True)


def test_a_page_asks_as_much_of_the_database_however_much_is_answered(
    survey, holder, django_assert_num_queries
):
    holder.get()
    with django_assert_num_queries(3):
        holder.get("part/why/")
    with django_assert_num_queries(4):
        holder.get()
    for changed in ({"a.reasons.PROC": "1"}, {"a.reasons_words": "x", "c.reasons_words": "aggregate"}):
        holder.save("why", changed)
    _passed_on(holder)
    _passed_on(holder)
    with django_assert_num_queries(3):
        holder.get("part/why/")
    with django_assert_num_queries(4):
        holder.get()
