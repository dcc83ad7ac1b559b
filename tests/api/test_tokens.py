"""Tokens: what opens, what does not, and what is said of it."""

import logging
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import cast
from tests.api.bearers import bearer

from accede.access import actions, audit, invitations, queries, token_actions, tokens
from accede.access.actions import NotAllowedError
from accede.access.models import AuditEntry, RoleHeld, Scope, Token

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_failed_yet():
    cache.clear()


def _made(person, **more):
    viewer, at = cast.viewer_of(person), more.pop("at", timezone.now())
    told = {"name": "Nightly", "scope": Scope.READ, "days": 90} | more
    return token_actions.make_token(person=person, by=viewer, at=at, **told)


def _ask(client, text, path="/api/v1/me", method="get"):
    return getattr(client, method)(path, headers={"authorization": f"Bearer {text}"})


def test_a_token_tells_whom_it_stands_for(client):
    _token, text = _made(cast.cmc_partner(), scope=Scope.WRITE)
    answer = _ask(client, text)

    assert answer.status_code == 200
    assert answer.json() | {"expires": ""} == {
        "name": "Campaigner",
        "may_write": True,
        "expires": "",
        "campaigns": [{"key": "ccm", "treaty": "ccm", "roles": ["partner"]}],
    }
    assert answer["Cache-Control"] == "no-store, private"
    assert "Authorization" in answer["Vary"]
    again = client.get(
        "/api/v1/me", headers={"authorization": f"Bearer {text}", "if-none-match": answer["ETag"]}
    )
    assert again.status_code == 304


def test_no_more_than_a_hash_is_kept_and_the_last_use_to_the_hour(client):
    token, text = _made(cast.coordinator_a())
    _ask(client, text)
    token.refresh_from_db()
    assert text not in str(list(Token.objects.values()))
    assert token.prefix == text[:13]
    assert (token.last_used_at.minute, token.last_used_at.second) == (0, 0)
    with CaptureQueriesContext(connection) as asked:
        _ask(client, text)
    assert [each for each in asked if each["sql"].startswith(("UPDATE", "INSERT"))] == []


def _expired(token):
    Token.objects.filter(pk=token.pk).update(
        made_at=timezone.now() - timedelta(days=2), expires_at=timezone.now() - timedelta(days=1)
    )


def _revoked(token):
    token_actions.revoke_token(token=token, by=cast.viewer_of(token.person), at=timezone.now())


def _kept_out(token):
    actions.set_active(person=token.person, active=False, by=cast.viewer("administrator"), at=timezone.now())


def _let_in_again(token):
    _kept_out(token)
    token.person.refresh_from_db()
    actions.set_active(person=token.person, active=True, by=cast.viewer("administrator"), at=timezone.now())


def _without_a_second_factor(token):
    token.person.set_password("a password of several words")
    token.person.save()
    Authenticator.objects.filter(user=token.person).delete()


def _begun_anew(token):
    by, at = cast.viewer("administrator"), timezone.now()
    link = actions.invite(person=token.person, by=by, at=at)
    found = invitations.find_invitation(link, at=at, viewer=by)
    actions.accept_invitation(
        invitation=found, password="a password of several words", name="", language="en", at=at
    )
    Authenticator.objects.create(user=token.person, type=Authenticator.Type.TOTP, data={"secret": ""})


@pytest.mark.parametrize(
    "ends",
    [_expired, _revoked, _kept_out, _let_in_again, _without_a_second_factor, _begun_anew],
    ids=lambda ends: ends.__name__,
)
def test_a_token_that_ended_opens_nothing(client, ends):
    token, text = _made(cast.coordinator_a())
    assert _ask(client, text).status_code == 200
    ends(token)
    refused = _ask(client, text)

    assert refused.status_code == 401
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert refused.json()["title"] == "This token opens nothing"
    assert text not in refused.content.decode()


def test_who_lost_the_role_opens_no_campaign(client):
    _token, text = _made(cast.coordinator_a())
    RoleHeld.objects.update(held_until=timezone.localdate())
    assert _ask(client, text).json()["campaigns"] == []


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer accede_x", "Bearer " + "x" * 5000]
)
def test_what_is_no_token_is_refused(client, header):
    answer = client.get("/api/v1/me", headers={"authorization": header} if header else {})
    assert (answer.status_code, answer.json()["status"]) == (401, 401)


def test_whoever_guesses_is_stopped_and_whoever_knows_is_not(client, caplog):
    caplog.set_level(logging.DEBUG)
    answered = [_ask(client, f"accede_guess{number}").status_code for number in range(12)]
    assert answered == [401] * 10 + [429] * 2
    assert _ask(client, "accede_guess")["Retry-After"] == "60"
    _token, text = _made(cast.coordinator_a())
    assert _ask(client, text).status_code == 200
    assert "accede_guess" not in caplog.text
    assert text not in caplog.text


def test_what_only_reads_does_not_write(client):
    _token, text = _made(cast.coordinator_a())
    assert _ask(client, text, method="post").status_code in (403, 405)


def test_a_token_may_be_of_one_campaign_alone():
    token, text = _made(cast.coordinator_a())
    found = tokens.bearer(text, on=timezone.localdate(), at=timezone.now())
    assert set(found.viewer.roles) == {"ccm"}
    Token.objects.filter(pk=token.pk).update(campaign=_other_campaign())
    found = tokens.bearer(text, on=timezone.localdate(), at=timezone.now())
    assert (dict(found.viewer.roles), dict(found.viewer.clearances)) == ({}, {})


def _other_campaign():
    return actions.open_campaign(
        treaty_key="apmbc", on=timezone.localdate(), by=queries.operator(), at=timezone.now()
    )


def test_making_has_its_bounds():
    person = cast.coordinator_a()
    for days in (0, 367, 10**30):
        with pytest.raises(ValidationError):
            _made(person, days=days)
    with pytest.raises(ValidationError):
        _made(person, name=" ")
    with pytest.raises(NotAllowedError):
        token_actions.make_token(
            person=person,
            name="Theirs",
            scope=Scope.READ,
            days=1,
            by=cast.viewer("administrator"),
            at=timezone.now(),
        )
    token, _text = _made(person)
    with pytest.raises(NotAllowedError):
        token_actions.revoke_token(token=token, by=cast.viewer("coordinator_b"), at=timezone.now())
    token_actions.revoke_token(token=token, by=cast.viewer("administrator"), at=timezone.now())


def test_the_trail_tells_of_it_without_its_hash():
    token, text = _made(cast.coordinator_a())
    _revoked(token)
    entries = AuditEntry.objects.filter(kind="access.Token")
    assert [entry.act for entry in entries] == ["revoke token", "make token"]
    assert queries.hash_of(text) not in str([entry.changes for entry in entries])
    assert audit.first_break() is None


def test_the_cast_has_tokens(client):
    assert client.get("/api/v1/me", headers=bearer("observer")).json()["name"] == "Observer"
