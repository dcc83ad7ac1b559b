"""Taking up an invitation, as a page."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from tests.access import cast
from tests.web.account.signing_in import PASSWORD, signed_in, somebody

from accede.access import actions
from accede.access.models import Invitation

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PAGE = "/en/account/invitation/"
GIVEN = {"name": "Ana Silva", "language": "en", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def link():
    """The link of an invitation for the first coordinator."""
    person = cast.coordinator_a()
    token = actions.invite(person=person, by=cast.viewer("administrator"), at=datetime.now(UTC))
    return f"/en/account/invitation/{token}/"


def test_the_link_shows_who_is_invited_to_what(client, link):
    page = client.get(link, follow=True)
    assert page.redirect_chain == [(PAGE, 302)]
    text = page.content.decode()
    for told in (
        "Coordinator A",
        "Mission A",
        "Counsellor",
        "coordinator (CCM)",
        "coordinator.a@desk.example",
    ):
        assert told in text


def test_accepting_signs_in_and_leads_to_a_second_factor(client, link):
    client.get(link)
    answer = client.post(PAGE, GIVEN | {"language": "fr"})
    assert answer["Location"] == "/fr/desk/"
    assert signed_in(client)
    assert client.get("/fr/desk/")["Location"] == "/fr/account/security/"
    assert client.get("/fr/account/security/app/").status_code == 200  # and need not say again who they are
    assert cast.coordinator_a().name == "Ana Silva"


def test_a_second_browser_finds_it_used(client, client_elsewhere, link):
    client.get(link)
    client_elsewhere.get(link)
    client.post(PAGE, GIVEN)
    late = client_elsewhere.post(
        PAGE, GIVEN | {"password": "another long phrase", "again": "another long phrase"}
    )
    assert late.status_code == 404
    assert "This invitation was used." in late.content.decode()
    assert cast.coordinator_a().check_password(PASSWORD)


def test_an_old_link_says_so(client, link):
    Invitation.objects.update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    page = client.get(link, follow=True)
    assert page.status_code == 404
    assert "not valid any more" in page.content.decode()


def test_a_link_that_is_none_says_so_and_forgets_the_one_before(client, link):
    client.get(link)
    page = client.get("/en/account/invitation/x/", follow=True)
    assert "This address is no invitation." in page.content.decode()
    assert client.post(PAGE, GIVEN).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "short", "again": "short"}, "too short"),
        ({"again": "correct horse batteries"}, "The two passwords differ."),
        ({"password": "coordinator.a@desk", "again": "coordinator.a@desk"}, "too similar"),
        ({"language": "de"}, "not one of the available choices"),
        ({"name": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said_and_the_link_still_works(client, link, wrong, said):
    client.get(link)
    answer = client.post(PAGE, GIVEN | wrong)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert client.post(PAGE, GIVEN).status_code == 302


def test_the_address_of_a_form_is_not_the_senders_to_choose(client, link):
    client.get(link)
    client.post(PAGE, GIVEN | {"email": "other@example.org"})
    assert cast.coordinator_a().email == "coordinator.a@desk.example"


def test_on_somebody_elses_screen_the_invited_one_comes_in(client, link):
    other, _secret = somebody(app=False)
    client.force_login(other)
    client.get(link)
    client.post(PAGE, GIVEN)
    assert client.session["_auth_user_id"] == str(cast.coordinator_a().pk)


def test_the_token_is_in_no_log_no_page_and_no_session(client, link, caplog):
    caplog.set_level(logging.DEBUG)
    token = link.split("/")[-2]
    first = client.get(link)
    assert first["Referrer-Policy"] == "no-referrer"
    assert first["Cache-Control"] == "no-store, private"
    pages = [client.get(PAGE), client.post(PAGE, GIVEN), client.get(link), client.get(PAGE)]
    assert not [page for page in pages if token in page.content.decode()]
    assert token not in str(dict(client.session))
    assert not [
        entry
        for entry in caplog.records
        if entry.name != "django.db.backends" and token in entry.getMessage()
    ]
