"""Writes by a token: by the same actions as the pages, once under a key, never over what changed meanwhile."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import cast
from tests.api.bearers import bearer

from accede.access import answered_writes
from accede.access.models import AuditEntry, Scope, Token, WriteAnswered
from accede.outreach.models import Exchange, FollowUp

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DESK = "/api/v1/desk/ccm"
TOLD = {
    "state": "KEN",
    "held_on": "2026-03-01",
    "level": "ambassador",
    "said": "They wait for the cabinet.",
    "confidentiality": 3,
}


@pytest.fixture
def send(client):
    def sent(path, body=None, *, method="post", who="coordinator_a", scope=Scope.WRITE, **headers):
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return getattr(client, method)(
            f"{DESK}{path}",
            json.dumps(body) if body is not None else None,
            content_type="application/json",
            headers=bearer(who, scope) | told,
        )

    return sent


@pytest.fixture
def read(client):
    def asked(path, who="coordinator_a", **filters):
        return client.get(f"{DESK}{path}", filters, headers=bearer(who))

    return asked


def test_an_exchange_is_logged_with_what_came_of_it_read_altered_and_told_by_the_trail(send, read):
    me = cast.coordinator_a()
    more = {
        "pledges": [{"side": "state", "text": "An answer", "due_on": "2026-06-01"}],
        "follow_ups": [{"what": "Ask again", "assignee": me.pk, "due_on": "2026-05-01"}],
        "our_people": [me.pk],
    }
    code = read("/codes").json()["items"][0]["key"]
    more["obstacles"] = [{"code": code}]
    made = send("/exchanges", TOLD | more)
    assert made.status_code == 200, made.content
    assert made.json()["kind"] == "exchange"
    (number,) = made.json()["numbers"]
    row = read(f"/exchanges/{number}")
    found = row.json()
    assert (found["iso3"], found["text"], len(found["pledges"]), len(found["follow_ups"])) == (
        "KEN",
        TOLD["said"],
        1,
        1,
    )
    assert found["obstacles"][0][1]["key"] == code
    listed = read("/exchanges", states="KEN", level="ambassador").json()
    assert [each["pk"] for each in listed["items"]] == [number]
    assert read("/exchanges", level="minister").json()["count"] == 0
    assert read("/exchanges", format="csv").content.decode().startswith("kind,pk,iso3")

    told = {"said": "The cabinet has it."}
    stale = send(f"/exchanges/{number}", told, method="patch", if_match='"another"')
    assert (stale.status_code, Exchange.objects.visible_to(cast.viewer("coordinator_a")).get().said) == (
        412,
        TOLD["said"],
    )
    assert send(f"/exchanges/{number}", told, method="patch", if_match=row["ETag"]).status_code == 200
    assert send(f"/exchanges/{number}", told, method="patch", if_match=row["ETag"]).status_code == 412
    assert read(f"/exchanges/{number}").json()["text"] == told["said"]
    acts = AuditEntry.objects.filter(kind="outreach.Exchange").values_list("act", flat=True)
    assert list(acts) == ["edit exchange", "log exchange"]


def test_a_next_step_is_made_postponed_done_and_open_again(send, read):
    step = {"what": "Call", "assignee": cast.coordinator_a().pk, "state": "KEN", "confidentiality": 3}
    (number,) = send("/follow-ups", step).json()["numbers"]
    assert send(f"/follow-ups/{number}/postpone", {"due_on": "2027-01-01"}).status_code == 200
    assert send(f"/follow-ups/{number}/done", {"result": "Called"}).status_code == 200
    assert [row["result"] for row in read("/follow-ups", when="done").json()["items"]] == ["Called"]
    assert send(f"/follow-ups/{number}/reopen").status_code == 200
    assert read("/follow-ups").json()["count"] == 1


@pytest.mark.parametrize(
    ("who", "scope", "changes", "status"),
    [
        ("public", Scope.WRITE, {}, 401),
        ("coordinator_a", Scope.READ, {}, 403),
        ("nobody", Scope.WRITE, {}, 403),
        ("observer", Scope.WRITE, {"confidentiality": 1}, 403),
        ("administrator", Scope.WRITE, {"confidentiality": 1}, 403),
        ("icrc_partner", Scope.WRITE, {"confidentiality": 2}, 403),
        ("cmc_partner", Scope.WRITE, {"confidentiality": 3}, 422),
        ("cmc_partner", Scope.WRITE, {"confidentiality": 2}, 200),
        ("coordinator_a", Scope.WRITE, {"confidentiality": 1}, 422),
        ("coordinator_a", Scope.WRITE, {"state": "XXX"}, 422),
        ("coordinator_a", Scope.WRITE, {"held_on": "2026-02-30"}, 422),
        ("coordinator_a", Scope.WRITE, {"held_on": "2999-01-01"}, 422),
        ("coordinator_a", Scope.WRITE, {"level": "king"}, 422),
        ("coordinator_a", Scope.WRITE, {"said": "", "assessment": " "}, 422),
        ("coordinator_a", Scope.WRITE, {"said": "x" * 10_001}, 422),
        ("coordinator_a", Scope.WRITE, {"said": "a\0b"}, 422),
        ("coordinator_a", Scope.WRITE, {"contacts": [10**15]}, 422),
        ("coordinator_a", Scope.WRITE, {"our_people": [10**30]}, 422),
        ("coordinator_a", Scope.WRITE, {"shade": "blue"}, 422),
        ("coordinator_a", Scope.WRITE, {"state": None}, 422),
    ],
)
def test_who_may_not_write_and_what_cannot_be_is_refused_with_the_reason(send, who, scope, changes, status):
    answer = send("/exchanges", TOLD | changes, who=who, scope=scope)
    assert answer.status_code == status, answer.content
    written = Exchange.objects.unguarded(because="counted").count()
    assert written == (1 if status == 200 else 0)
    if status != 200:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"]


def test_what_is_no_json_and_no_address_is_refused(client, send):
    broken = client.post(
        f"{DESK}/exchanges", "{", content_type="application/json", headers=bearer("coordinator_a")
    )
    assert (broken.status_code, broken["Content-Type"]) == (400, "application/problem+json")
    strict = Client(enforce_csrf_checks=True)
    nowhere = strict.post(f"{DESK}/nowhere", "{}", content_type="application/json")
    assert (nowhere.status_code, nowhere["Content-Type"]) == (404, "application/problem+json")
    assert send("/exchanges/999999", {}, method="patch").status_code == 404
    assert send("/follow-ups/999999/reopen").status_code == 404
    elsewhere = client.post(
        "/api/v1/desk/apmbc/exchanges",
        json.dumps(TOLD),
        content_type="application/json",
        headers=bearer("coordinator_a"),
    )
    assert elsewhere.status_code == 403


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"region": "africa"}, "There is no filter 'region'"),
        ({"page": 10**30}, "page"),
        ({"page": 0}, "page"),
        ({"level": "king"}, "level"),
        ({"since": "yesterday"}, "since"),
        ({"person": 10**30}, "person"),
        ({"on": "2026-02-30"}, "on"),
    ],
)
def test_a_filter_that_cannot_be_is_refused(read, filters, said):
    answer = read("/exchanges", **filters)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


def test_a_page_beyond_the_last_is_empty(read):
    assert read("/exchanges", page=1_000_000).json() | {"count": 0} == {
        "count": 0,
        "limit": 50,
        "offset": 49_999_950,
        "next": None,
        "items": [],
    }


def test_under_one_key_a_write_is_done_once(send):
    first = send("/exchanges", TOLD, idempotency_key="a-key")
    again = send("/exchanges", TOLD, idempotency_key="a-key")
    assert (again.status_code, again.json()) == (200, first.json())
    assert again["Idempotency-Replayed"] == "true"
    other = send("/exchanges", TOLD | {"said": "Something else."}, idempotency_key="a-key")
    assert (other.status_code, other.json()["title"]) == (422, "This key was used for another write")
    assert send("/exchanges", TOLD, who="coordinator_b", idempotency_key="a-key").json() != first.json()
    assert Exchange.objects.unguarded(because="counted").count() == 2
    assert TOLD["said"] not in str(list(WriteAnswered.objects.values()))
    assert send("/exchanges", TOLD, idempotency_key="x" * 201).status_code == 422


def test_what_was_refused_may_be_sent_again_under_the_same_key(send):
    assert send("/exchanges", TOLD | {"state": "XXX"}, idempotency_key="k").status_code == 422
    assert send("/exchanges", TOLD, idempotency_key="k").status_code == 200


def test_a_write_that_is_going_on_is_not_begun_twice_and_one_that_was_killed_is_taken_up(send):
    bearer("coordinator_a")
    token, at = Token.objects.get(), timezone.now()

    def claim(when):
        return answered_writes.claim(token, key="k", fingerprint="f", at=when)

    mine = claim(at)
    with pytest.raises(answered_writes.GoingOnError):
        claim(at + timedelta(seconds=30))
    with pytest.raises(answered_writes.OtherWriteError):
        answered_writes.claim(token, key="k", fingerprint="g", at=at)
    theirs = claim(at + timedelta(minutes=2))
    with pytest.raises(answered_writes.GoingOnError):  # whoever was thought dead keeps nothing
        answered_writes.keep(mine, status=200, answer={})
    answered_writes.keep(theirs, status=200, answer={"kind": ""})
    assert claim(at + timedelta(minutes=3)).answer == {"kind": ""}
    assert answered_writes.drop_old_answers(at=at + timedelta(hours=23)) == 0
    assert answered_writes.drop_old_answers(at=at + timedelta(hours=25)) == 1

    going_on = answered_writes.claim(token, key="busy", fingerprint="f", at=at)
    assert going_on.status is None
    WriteAnswered.objects.update(fingerprint=_fingerprint("/exchanges", TOLD))
    busy = send("/exchanges", TOLD, idempotency_key="busy")
    assert (busy.status_code, busy["Retry-After"]) == (409, "2")


def _fingerprint(path, body):
    told = f"POST {DESK}{path}\n".encode() + json.dumps(body).encode()
    return hashlib.sha256(told).hexdigest()


@pytest.mark.parametrize("path", ["/exchanges", "/follow-ups", "/contacts?states=KEN"])
def test_more_rows_take_no_more_queries(send, read, path):
    me = cast.coordinator_a()
    step = {"what": "Call", "assignee": me.pk, "state": "KEN", "confidentiality": 3}

    def one_more(number):
        send("/exchanges", TOLD | {"follow_ups": [{"what": "Ask", "assignee": me.pk}]})
        send("/follow-ups", step)
        send(
            "/contacts",
            {"state": "KEN", "place": "capital", "name": f"Somebody {number}", "confidentiality": 3},
        )

    one_more(0)
    read(path)
    with CaptureQueriesContext(connection) as few:
        assert read(path).json()["count"] >= 1
    one_more(1)
    one_more(2)
    with CaptureQueriesContext(connection) as many:
        assert read(path).json()["count"] >= 3
    assert len(many) == len(few)
    assert FollowUp.objects.unguarded(because="counted").count() == 6
