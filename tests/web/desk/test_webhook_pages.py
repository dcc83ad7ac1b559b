"""Webhooks on the desk's pages: chosen, shown once, logged as they are, told on Today when they are off."""

import html

import pytest
from django.test import Client
from django.utils import timezone
from tests.access import cast

from accede.access.models import Campaign
from accede.webhooks import actions, events
from accede.webhooks.models import Attempt, Kind, Webhook

pytestmark = [pytest.mark.django_db]
URL = "https://hooks.example.org/in?key=very-secret"


@pytest.fixture
def administrator():
    return cast.sign_in(Client(), cast.administrator())


@pytest.fixture
def webhook():
    return actions.add(
        campaign=Campaign.objects.get(pk="ccm"),
        url=URL,
        kinds=[Kind.STATUS],
        by=cast.viewer_of(cast.administrator()),
        at=timezone.now(),
    )


def test_an_address_is_added_and_its_secret_shown_this_once(administrator):
    form = {"url": URL, "kinds": [Kind.STATUS, Kind.DESK], "every_treaty": "on"}
    shown = administrator.post("/en/desk/ccm/webhooks/new/", form)
    made = Webhook.objects.unguarded(because="a test").get()

    assert html.escape(made.secret) in shown.content.decode()
    assert (made.url, made.kinds, made.every_treaty) == (URL, ["status.changed", "desk.changed"], True)
    for page in ("", f"{made.pk}/", f"{made.pk}/change/"):
        assert (
            html.escape(made.secret)
            not in administrator.get(f"/en/desk/ccm/webhooks/{page}").content.decode()
        )
    assert "no-store" in shown["Cache-Control"]


def test_what_is_refused_stands_beside_its_field(administrator):
    for url, told in [
        ("http://example.org/", "begins with https://"),
        ("https://example.org:22/", "Only the ports"),
        ("https://2130706433/", "This is no address"),
    ]:
        page = administrator.post("/en/desk/ccm/webhooks/new/", {"url": url, "kinds": [Kind.STATUS]})
        assert page.status_code == 400
        assert told in html.unescape(page.content.decode())


def test_what_was_answered_is_shown_as_text(administrator, webhook):
    delivery = events.ping(webhook, at=timezone.now())
    Attempt.objects.create(
        delivery=delivery,
        at=timezone.now(),
        outcome=Attempt.Outcome.ANSWERED,
        status=500,
        milliseconds=12,
        answer="<script>alert(1)</script>",
    )
    page = administrator.get(f"/ar/desk/ccm/webhooks/{webhook.pk}/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert delivery.key in page


def test_it_is_tested_switched_and_removed(administrator, webhook):
    address = f"/en/desk/ccm/webhooks/{webhook.pk}/decide/"
    administrator.post(address, {"what": "ping"})
    administrator.post(address, {"what": "off"})

    assert webhook.deliveries.get().event.kind == Kind.PING
    assert administrator.post(address, {"what": "ping"}).status_code == 400  # it is off
    assert administrator.post(address, {"what": "remove"}).status_code == 302
    assert not Webhook.objects.unguarded(because="a test").exists()


def test_who_administers_reads_on_today_that_it_was_switched_off(administrator, webhook):
    actions.switch_all_off(at=timezone.now())
    told = "A webhook is switched off"

    assert told in administrator.get("/en/desk/ccm/today/").content.decode()
    other = cast.sign_in(Client(), cast.coordinator_a()).get("/en/desk/ccm/today/").content.decode()
    assert told not in other
    assert "very-secret" not in other
