"""From an event to whoever chose it: written with what it tells, signed, tried again, given up, logged."""

import base64
import hashlib
import hmac
import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from tests.access import cast
from tests.docs import pages
from tests.factories.outreach import ExchangeFactory
from tests.record.imports import bringing

from accede.access import audit
from accede.access.actions import NotAllowedError
from accede.access.models import AuditEntry, Campaign
from accede.access.roles import Attribution
from accede.background import worker
from accede.record import telling
from accede.webhooks import actions, events, queries, sending, signing
from accede.webhooks.events import News
from accede.webhooks.models import Attempt, Delivery, Event, Kind, Webhook

pytestmark = [pytest.mark.django_db, pytest.mark.database]
State = Delivery.State
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def by():
    return cast.viewer_of(cast.administrator())


@pytest.fixture
def add(by, receiver):
    def added(*kinds, url="", **said):
        return actions.add(
            campaign=Campaign.objects.get(pk="ccm"),
            url=url or receiver.address,
            kinds=kinds,
            by=by,
            at=NOW,
            **said,
        )

    return added


def send(after=timedelta()):
    return sending.send_due(clock=lambda: NOW + after)


def tell(kind=Kind.IMPORT, **said):
    with transaction.atomic():
        return events.announce([News(kind, {"number": 7}, **said)], at=NOW)


def attempts():
    return list(Attempt.objects.unguarded(because="a test").order_by("pk"))


def again(webhook):
    return Webhook.objects.unguarded(because="a test").get(pk=webhook.pk)


def is_signed(headers, body, secret):
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    own = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(own).decode()}" in headers["webhook-signature"].split(" ")


# ---------------------------------------------------------------- choosing


def test_only_administrators_choose_and_read(add, by):
    webhook = add(Kind.IMPORT)
    for other in map(cast.viewer_of, (cast.coordinator_a(), cast.nobody())):
        with pytest.raises(NotAllowedError):
            actions.remove(webhook=webhook, by=other, at=NOW)
        with pytest.raises(LookupError):
            queries.get_webhook(webhook.pk, viewer=other)
    assert queries.webhooks(webhook.campaign, viewer=by) == [webhook]


def test_what_cannot_be_is_refused(add, settings):
    add(Kind.IMPORT)
    settings.WEBHOOKS_TO_LOOPBACK = False
    for url, kinds in [
        ("http://example.org/", [Kind.IMPORT]),
        ("https://me:word@example.org/", [Kind.IMPORT]),
        ("https://10.0.0.1/", [Kind.IMPORT]),
        ("https://[::ffff:127.0.0.1]/", [Kind.IMPORT]),
        ("https://example.org/", []),
        ("https://example.org/", ["ping"]),
        ("https://example.org/", ["everything"]),
    ]:
        with pytest.raises(ValidationError):
            add(*kinds, url=url)
    settings.WEBHOOKS_TO_LOOPBACK = True
    with pytest.raises(ValidationError):
        add(Kind.IMPORT)  # twice


def test_neither_address_nor_secret_stands_in_the_trail_or_in_clear(add, by):
    webhook = add(Kind.IMPORT)
    actions.change_secret(webhook=webhook, by=by, at=NOW)
    told = json.dumps(list(AuditEntry.objects.values_list("changes", flat=True)))
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT * FROM webhooks_webhook")
        stored = str(cursor.fetchall())

    for secret in (webhook.url, webhook.secret, webhook.secret_before):
        assert secret not in told
        assert secret not in stored


# ---------------------------------------------------------------- telling


def test_an_event_arrives_signed_and_once(add, receiver):
    webhook = add(Kind.IMPORT)
    add(Kind.STATUS, url=receiver.address + "/2")
    assert tell() == 1
    assert worker.work_off() is None

    ((_path, headers, body),) = receiver.calls
    assert json.loads(body) == {
        "type": "import.applied",
        "timestamp": "2026-03-01T09:30:00+00:00",
        "data": {"number": 7},
    }
    assert is_signed(headers, body, webhook.secret)
    assert not is_signed(headers, body + b" ", webhook.secret)
    assert send() == sending.Outcomes()
    assert Delivery.objects.get().state == State.DELIVERED


def test_for_a_day_both_secrets_sign(add, by, receiver):
    webhook = add(Kind.IMPORT)
    old, new = webhook.secret, actions.change_secret(webhook=webhook, by=by, at=NOW)
    tell()
    send(timedelta(hours=23))
    tell()
    send(timedelta(hours=25))

    (_, first, body), (_, second, _body) = receiver.calls
    assert [is_signed(first, body, each) for each in (old, new)] == [True, True]
    assert [is_signed(second, body, each) for each in (old, new)] == [False, True]


def test_an_event_is_lost_with_what_it_tells_and_wakes_one_task_for_many(add):
    add(Kind.IMPORT)
    with transaction.atomic():
        tell()
        tell()
        assert DBTaskResult.objects.ready().count() == 1
        transaction.set_rollback(True)
    assert (Event.objects.count(), DBTaskResult.objects.ready().count()) == (0, 0)


def test_status_is_told_when_it_changes_for_whatever_reason(add, receiver):
    add(Kind.STATUS)
    add(Kind.STATUS, url=receiver.address + "/all", every_treaty=True)
    before = date(2025, 3, 5)  # Lithuania's withdrawal took effect on the 6th
    assert telling.tell_of_status(on=before, at=NOW) == 0
    assert telling.tell_of_status(on=before + timedelta(days=1), at=NOW) == 2
    assert telling.tell_of_status(on=before + timedelta(days=1), at=NOW) == 0
    send()

    assert sorted(path for path, *_ in receiver.calls) == ["/hook", "/hook/all"]
    data = json.loads(receiver.calls[0][2])["data"]
    assert (data["treaty"], data["iso3"], data["before"], data["after"]) == ("ccm", "LTU", "party", "former")
    assert data["url"].endswith("/api/v1/states/ltu")


def test_an_import_tells_what_it_brought_and_its_undoing_what_it_took(add, receiver):
    add(Kind.STATUS, Kind.IMPORT, Kind.UNDONE)
    batch = bringing.apply("mtdsg", as_of="2026-11-20").batch
    bringing.undo(batch)
    sending.send_due(clock=lambda: bringing.NOW)

    told = [json.loads(body) for *_, body in receiver.calls]
    assert [each["type"] for each in told if each["type"].startswith("import")] == [
        "import.applied",
        "import.undone",
    ]
    assert told[0]["data"] == {
        "number": batch.pk,
        "format": "mtdsg",
        "treaty": "ccm",
        "new": 2,
        "changed": 1,
        "gone": batch.gone,
        "refused": 1,
    }
    changed = [each["data"] for each in told if each["type"] == "status.changed"]
    moved = [(data["before"], data["after"]) for data in changed if data["iso3"] == "BRA"]
    assert moved == [("neither", "party-pending"), ("party-pending", "neither")]


def test_of_the_desk_a_kind_and_a_number_are_told_and_no_word(add, receiver):
    add(Kind.DESK)
    owner = cast.viewer_of(cast.coordinator_a())
    with transaction.atomic():
        exchange = ExchangeFactory(owner=cast.mission_a())
        audit.write(act="log exchange", of=exchange, by=owner, at=NOW)
        secret = ExchangeFactory(owner=cast.mission_a(), attribution=Attribution.AGGREGATE_ONLY)
        audit.write(act="log exchange", of=secret, by=owner, at=NOW)
    send()

    ((_path, _headers, body),) = receiver.calls
    data = json.loads(body)["data"]
    assert set(data) == {"campaign", "kind", "number", "act", "url"}
    assert (data["kind"], data["number"], data["act"]) == ("exchange", exchange.pk, "log exchange")
    assert exchange.state_id not in body.decode()


# ---------------------------------------------------------------- when it fails


def test_a_failure_is_tried_again_later_and_later_then_given_up_and_told(add, by, receiver):
    webhook = add(Kind.IMPORT)
    receiver.answer = (500, {}, b"<b>broken</b>")
    tell()
    tell()
    assert send().failed == 1  # the second waits for a better day, and holds nobody up
    waits = [sending.next_try("msg", number, at=NOW) - NOW for number in range(1, 9)]
    assert waits == sorted(waits[:7]) + waits[7:]
    assert all(0.8 <= wait / usual <= 1.2 for wait, usual in zip(waits, sending.WAITS, strict=False))
    assert queries.switched_off(webhook.campaign, viewer=by) == []
    later = timedelta(days=3, minutes=1)
    assert send(later).given_up == 1

    assert again(webhook).off_because == Webhook.Off.GAVE_UP
    assert queries.switched_off(webhook.campaign, viewer=by) == [webhook]
    assert queries.switched_off(webhook.campaign, viewer=cast.viewer_of(cast.coordinator_a())) == []
    assert attempts()[0].answer == "<b>broken</b>"
    assert tell() == 0
    receiver.answer = (200, {}, b"")
    actions.switch(webhook=again(webhook), on=True, by=by, at=NOW + later)
    assert send(later).delivered == 1  # what still waited
    failed = Delivery.objects.get(state=State.FAILED)
    actions.send_again(delivery=failed, by=by, at=NOW + later)
    assert send(later).delivered == 1
    assert receiver.calls[0][1]["webhook-id"] == receiver.calls[-1][1]["webhook-id"]
    assert receiver.calls[0][2] == receiver.calls[-1][2]


def test_one_that_is_gone_is_not_called_again(add, receiver):
    webhook = add(Kind.IMPORT)
    receiver.answer = (410, {}, b"")
    tell()
    assert send().given_up == 1
    assert again(webhook).off_because == Webhook.Off.GONE


def test_one_refusal_among_answers_switches_nothing_off(add, receiver):
    webhook = add(Kind.IMPORT)
    receiver.answer = (400, {}, b"")
    tell()
    send()
    receiver.answer = (200, {}, b"")
    tell()
    send(timedelta(days=1))
    Delivery.objects.filter(state=State.DELIVERED).update(state=State.WAITING, tried_until=NOW)
    receiver.answer = (400, {}, b"")
    send(timedelta(days=4))
    assert again(webhook).off_since is None


def test_a_restored_desk_calls_nobody(add, receiver):
    webhook = add(Kind.IMPORT)
    tell()
    assert actions.switch_all_off(at=NOW) == 1
    assert send() == sending.Outcomes()
    assert (again(webhook).off_because, receiver.calls) == (Webhook.Off.RESTORED, [])


def test_what_is_long_past_is_forgotten(add):
    add(Kind.IMPORT)
    tell()
    send()
    assert sending.forget_old(at=NOW + timedelta(days=29)) == 0
    assert sending.forget_old(at=NOW + timedelta(days=31)) == 1
    assert Event.objects.count() == 0


def test_one_whose_sender_died_goes_again_under_the_same_key(add, receiver):
    add(Kind.IMPORT)
    tell()
    assert sending._claim("a-sender-that-died", at=NOW)  # noqa: SLF001 -- as far as a killed one comes
    assert send().lost == 1

    delivery = Delivery.objects.get()
    assert [each.outcome for each in attempts()] == [Attempt.Outcome.UNKNOWN, Attempt.Outcome.DELIVERED]
    assert (delivery.state, delivery.attempts_made) == (State.DELIVERED, 2)
    assert [headers["webhook-id"] for _, headers, _ in receiver.calls] == [delivery.key]


def test_a_list_and_a_log_take_as_many_queries_for_three_as_for_one(
    add, by, receiver, django_assert_num_queries
):
    webhook = add(Kind.IMPORT)
    tell()
    send()
    with django_assert_num_queries(2):
        assert len([each.tries for each in queries.log(webhook, viewer=by)]) == 1
    for _turn in range(2):
        tell()
    send()
    with django_assert_num_queries(2):
        assert len([each.tries for each in queries.log(webhook, viewer=by)]) == 3


def test_the_program_of_the_page_knows_what_is_genuine():
    """As it stands in docs/webhooks.md, held against a call as it is made."""
    (program,) = re.findall(r"```python\n(.*?)```", pages.text("docs/webhooks.md"), re.DOTALL)
    known = {}
    exec(program, known)  # noqa: S102 -- our own page
    is_genuine, secret, body = known["is_genuine"], signing.new_secret(), b'{"type":"ping"}'
    headers = signing.headers(key="msg_1", at=NOW, body=body, signed_by=[signing.new_secret(), secret])
    now = NOW.timestamp()

    assert is_genuine(headers, body, secret, now)
    assert not is_genuine(headers, body + b" ", secret, now)
    assert not is_genuine(headers, body, signing.new_secret(), now)
    assert not is_genuine(headers, body, secret, now + 301)
    assert not is_genuine(headers | {"webhook-id": "msg_2"}, body, secret, now)
