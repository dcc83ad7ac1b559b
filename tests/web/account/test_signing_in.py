"""Signing in by password and code, and what keeps others out."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.db import connection
from tests.web.account.signing_in import PASSWORD, app_of, by_password, code_of, signed_in, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CODE = "/en/account/sign-in/code/"


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


def test_a_password_alone_opens_nothing_where_there_is_an_app(client):
    person, _secret = somebody()
    answer = by_password(client, person)
    assert (answer.status_code, answer["Location"]) == (302, CODE)
    assert not signed_in(client)
    assert client.get("/en/desk/")["Location"].startswith("/en/account/sign-in/")


def test_password_and_code_open_the_desk(client):
    person, secret = somebody()
    by_password(client, person)
    answer = client.post(CODE, {"code": code_of(secret)})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/")
    assert signed_in(client)


def test_somebody_without_a_second_factor_is_led_to_set_one_up(client):
    person, _secret = somebody(app=False)
    assert by_password(client, person)["Location"] == "/en/desk/"
    assert client.get("/en/desk/")["Location"] == "/en/account/security/"
    assert "One step more" in client.get("/en/account/security/").content.decode()


def test_a_code_works_once(client):
    person, secret = somebody()
    code = code_of(secret)
    by_password(client, person)
    client.post(CODE, {"code": code})
    client.post("/en/account/sign-out/")
    by_password(client, person)
    answer = client.post(CODE, {"code": code})
    assert answer.status_code == 200
    assert "not right, or not any more" in answer.content.decode()
    assert not signed_in(client)


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_code_of_another_time_is_refused(client, steps):
    person, secret = somebody()
    by_password(client, person)
    client.post(CODE, {"code": code_of(secret, steps=steps)})
    assert not signed_in(client)


def test_a_recovery_code_works_once(client):
    person, _secret = somebody()
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    by_password(client, person)
    client.post(CODE, {"code": code})
    assert signed_in(client)
    client.post("/en/account/sign-out/")
    by_password(client, person)
    client.post(CODE, {"code": code})
    assert not signed_in(client)


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_password_does_not_tell_whether_the_person_is_known(client, known):
    person, _secret = somebody()
    login = person.email if known else "stranger@example.org"
    answer = client.post("/en/account/sign-in/", {"login": login, "password": "wrong"})
    page = re.sub(r'(value|csrf\w*)="[^"]*"', "", answer.content.decode())
    assert answer.status_code == 200
    assert "do not belong together" in page
    assert not signed_in(client)


def test_five_wrong_passwords_lock_the_right_one_out(client):
    person, _secret = somebody()
    for _try in range(5):
        by_password(client, person, "wrong")
    answer = by_password(client, person, PASSWORD)
    assert "Too many attempts failed" in answer.content.decode()
    assert not signed_in(client)


def test_five_wrong_codes_lock_the_right_one_out(client):
    person, secret = somebody()
    by_password(client, person)
    for _try in range(5):
        client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": code_of(secret)})
    assert not signed_in(client)


def test_another_person_is_not_locked_out_by_it(client):
    person, _secret = somebody()
    other, secret = somebody()
    for _try in range(5):
        by_password(client, person, "wrong")
    by_password(client, other)
    client.post(CODE, {"code": code_of(secret)})
    assert signed_in(client)


def test_whoever_is_kept_out_does_not_get_in_and_is_out_at_once(client):
    person, secret = somebody()
    by_password(client, person)
    client.post(CODE, {"code": code_of(secret)})
    assert client.get("/en/account/").status_code == 200
    person.is_active = False
    person.save()
    assert client.get("/en/account/").status_code == 302
    assert by_password(client, person)["Location"] == "/en/account/kept-out/"
    assert client.get("/en/account/").status_code == 302


def test_the_desk_opens_in_the_persons_language(client):
    person, secret = somebody(language="fr")
    by_password(client, person)
    assert client.post(CODE, {"code": code_of(secret)})["Location"] == "/fr/desk/"


def test_the_page_that_was_asked_for_opens_in_the_persons_language(client):
    person, secret = somebody(language="es")
    by_password(client, person, next="/en/desk/ccm/today/?on=2026-03-01")
    answer = client.post(CODE, {"code": code_of(secret)})
    assert answer["Location"] == "/es/desk/ccm/today/?on=2026-03-01"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/en/", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(client, elsewhere):
    person, secret = somebody()
    by_password(client, person, next=elsewhere)
    assert client.post(CODE, {"code": code_of(secret)})["Location"] == "/en/desk/"


def test_signing_out_is_no_link(client):
    person, secret = somebody()
    by_password(client, person)
    client.post(CODE, {"code": code_of(secret)})
    client.get("/en/account/sign-out/")
    assert signed_in(client)
    client.post("/en/account/sign-out/")
    assert not signed_in(client)


def test_a_new_password_ends_the_sessions_elsewhere(client, client_elsewhere):
    person, secret = somebody()
    for each, steps in ((client, -1), (client_elsewhere, 0)):
        by_password(each, person)
        each.post(CODE, {"code": code_of(secret, steps=steps)})
        assert signed_in(each)
    answer = client.post(
        "/en/account/password/",
        {"oldpassword": PASSWORD, "password1": "another long phrase", "password2": "another long phrase"},
    )
    assert answer.status_code == 302
    assert client.get("/en/account/").status_code == 200
    assert client_elsewhere.get("/en/account/").status_code == 302


@pytest.mark.parametrize("weak", ["short pass", "1qaz2wsx3edc"])
def test_a_weak_password_is_refused(client, weak):
    person, secret = somebody()
    by_password(client, person)
    client.post(CODE, {"code": code_of(secret)})
    answer = client.post(
        "/en/account/password/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    )
    assert answer.status_code == 200
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_the_sessions_are_listed_and_ended(client, client_elsewhere):
    person, secret = somebody()
    for each, steps in ((client, -1), (client_elsewhere, 0)):
        by_password(each, person)
        each.post(CODE, {"code": code_of(secret, steps=steps)})
    page = client.get("/en/account/sessions/").content.decode()
    assert page.count("card__title") == 2
    client.post("/en/account/sessions/")
    assert client_elsewhere.get("/en/account/").status_code == 302
    assert client.get("/en/account/").status_code == 200


def test_what_an_app_shares_with_us_is_not_in_the_database(client):
    person, secret = somebody()
    assert app_of(person).wrap().validate_code(code_of(secret))
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        assert all(secret not in str(row) for row in cursor.fetchall())


def test_setting_up_an_app_gives_recovery_codes(client):
    person, _secret = somebody(app=False)
    by_password(client, person)
    page = client.get("/en/account/security/app/").content.decode()
    secret = re.search(r'id="authenticator_secret">([A-Z2-7]+)<', page)[1]
    assert "data:image/svg+xml" in page
    answer = client.post("/en/account/security/app/", {"code": code_of(secret)})
    assert answer["Location"] == "/en/account/security/codes/"
    codes = re.findall(r"<code>([^<]+)</code>", client.get(answer["Location"]).content.decode())
    assert len(codes) == 10
    assert client.get("/en/account/security/codes/file/").content.decode().split() == codes
    assert Authenticator.objects.filter(user=person).count() == 2


def test_after_a_while_one_is_asked_again_before_the_app_is_removed(client):
    person, secret = somebody()
    by_password(client, person)
    client.post(CODE, {"code": code_of(secret)})
    assert client.get("/en/account/security/app/remove/").status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 16 * 60
    session.save()
    answer = client.post("/en/account/security/app/remove/")
    assert answer["Location"].startswith("/en/account/confirm/password/")
    assert app_of(person)
    client.post(answer["Location"], {"password": PASSWORD})
    assert not Authenticator.objects.filter(user=person, type="totp").exists()


@pytest.mark.parametrize(
    "address",
    ["signup/", "password/reset/", "email/", "3rdparty/", "confirm-email/", "login/code/", "social/signup/"],
)
def test_nothing_else_of_the_library_is_there(client, address):
    assert client.get(f"/en/account/{address}").status_code == 404
