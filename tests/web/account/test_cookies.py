"""Cookies: none for readers of the public site; those of the desk are out of every script's reach."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast
from tests.web.account.signing_in import by_password, somebody
from tests.web.addresses import PAGES, address

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize("name", ["choose-language", "front-page", *PAGES])
def test_a_public_page_knows_no_session(client, name):
    """Else nobody could keep it: it would differ for each reader."""
    cast.sign_in(client, cast.coordinator_a())
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address(name))
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
    # Of whom a page tells, the owner of a material for one, it may ask; of who reads it, nothing.
    readers = ("session", "access_person", "access_roleheld")
    assert [query["sql"] for query in asked if any(table in query["sql"] for table in readers)] == []


def test_the_session_is_out_of_reach_of_scripts_and_of_other_sites(client):
    person, _secret = somebody(app=False)
    by_password(client, person)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]  # it goes with the browser


def test_the_token_of_forms_is_out_of_reach_too(client):
    client.get("/en/account/sign-in/")
    assert client.cookies["csrftoken"]["httponly"]


def test_a_form_from_elsewhere_is_refused():
    from django.test import Client  # noqa: PLC0415 -- the fixture's client does not check

    strict = Client(enforce_csrf_checks=True)
    strict.get("/en/account/sign-in/")
    answer = strict.post("/en/account/sign-in/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["sign-in/", "invitation/", ""])
def test_pages_of_an_account_are_kept_by_nobody(client, path):
    assert "no-store" in client.get(f"/en/account/{path}").get("Cache-Control", "no-store")


@pytest.mark.parametrize("path", ["sign-in/", "security/", "security/passkeys/add/", "security/app/"])
def test_pages_of_signing_in_keep_the_policy(client, path):
    """Data for a script may stand in the page; a script may not."""
    person, _secret = somebody(app=False)
    if path != "sign-in/":
        by_password(client, person)
    answer = client.get(f"/en/account/{path}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert " style=" not in page
    assert page.count("<script") == page.count("<script src=") + page.count('type="application/json"')


@pytest.mark.parametrize(
    ("host", "secure", "takes"),
    [
        ("localhost:8000", False, True),
        ("127.0.0.1:8000", False, False),
        ("[::1]:8000", False, False),
        ("desk.example.org", True, True),
        ("desk.example.org", False, False),
    ],
)
def test_passkeys_are_offered_where_browsers_make_them(rf, settings, host, secure, takes):
    from accede.web.account.adapter import takes_passkeys  # noqa: PLC0415 -- asks for the apps

    settings.ALLOWED_HOSTS = ["*"]
    assert takes_passkeys(rf.get("/", secure=secure, HTTP_HOST=host)) is takes
