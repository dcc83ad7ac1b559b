"""One's own page of tokens: made after one said again who one is, shown once, revoked."""

import re
import time

import pytest
from tests.access import cast

from accede.access.models import Token

pytestmark = pytest.mark.django_db
PAGE = "/en/account/tokens/"
GIVEN = {"name": "Nightly figures", "scope": "write", "days": 30}


@pytest.fixture
def me(client):
    """Somebody who said just now who they are."""
    cast.sign_in(client, cast.coordinator_a())
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


def test_a_token_is_shown_once_works_and_is_revoked(me):
    page = me.post(f"{PAGE}new/", GIVEN).content.decode()
    (text,) = re.findall(r'value="(accede_[\w-]+)"', page)
    asked = {"authorization": f"Bearer {text}"}
    assert me.get("/api/v1/me", headers=asked).json()["may_write"] is True
    listed = me.get(PAGE)
    assert text not in listed.content.decode()
    assert "Nightly figures" in listed.content.decode()
    assert "no-store" in listed["Cache-Control"]
    number = Token.objects.get().pk
    assert me.post(f"{PAGE}{number}/revoke/").status_code == 302
    assert me.get("/api/v1/me", headers=asked).status_code == 401
    assert ">revoked<" in me.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"scope": "everything"},
        {"days": 0},
        {"days": 367},
        {"days": "9" * 400},
    ],
)
def test_what_cannot_be_makes_none(me, wrong):
    assert me.post(f"{PAGE}new/", GIVEN | wrong).status_code == 400
    assert Token.objects.count() == 0


def test_others_neither_make_nor_revoke(me, client):
    me.post(f"{PAGE}new/", GIVEN)
    number = Token.objects.get().pk
    cast.sign_in(client, cast.coordinator_b())
    assert client.post(f"{PAGE}{number}/revoke/").status_code == 404
    asked_again = client.post(f"{PAGE}new/", GIVEN)
    assert asked_again.status_code == 302
    assert "/confirm/" in asked_again["Location"]
    assert Token.objects.count() == 1
