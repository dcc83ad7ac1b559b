"""Coming in: what a stranger can learn, guess, or bring along when they try."""

import hashlib
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import cast
from tests.factories import survey, workshops
from tests.passwords import QuickScrypt
from tests.web.account.signing_in import by_password, code_of, signed_in, somebody

from accede.access import actions as access
from accede.reminders import actions as reminders
from accede.survey import actions as of_survey

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CODE = "/en/account/sign-in/code/"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/en//evil.example/..//evil.example",
    "http://testserver@evil.example/",
    "\thttps://evil.example/",
)


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


def test_nobody_is_led_to_another_site(client):
    """Whatever the address, the form or the referrer says, after signing in, waiting, or changing the language."""
    for place in ELSEWHERE:
        person, _secret = somebody(app=False)
        came_in = by_password(Client(HTTP_REFERER=place), person, next=place)
        assert _is_ours(came_in["Location"]), place
        reader = cast.sign_in(Client(HTTP_REFERER=place), cast.coordinator_a())
        for name in ("language", "zone", "reminders/often"):
            told = {"language": "fr", "zone": "", "often": "daily", "next": place}
            answer = reader.post(f"/en/account/{name}/", told)
            assert _is_ours(answer["Location"]), (name, place)
        out = reader.post("/en/account/sign-out/", {"next": place})
        assert _is_ours(out["Location"]), place
    for path in ("//evil.example/en/", "/en//evil.example", "/%5Cevil.example", "/en/treaties/ccm"):
        assert _is_ours(client.get(path).get("Location", "/")), path


def _is_ours(address):
    """A path of this site: no browser takes it for another's."""
    return re.match(r"/(?![/\\])", address) is not None


def test_a_session_from_before_is_nobodys_after_signing_in_or_out(client):
    """Whoever planted a cookie in somebody's browser does not come in with them."""
    person, secret = somebody()
    client.get("/en/account/invitation/none/")  # writes into a session
    planted = client.session.session_key
    by_password(client, person)
    client.post(CODE, {"code": code_of(secret)})
    assert signed_in(client)
    came_in = client.session.session_key
    assert came_in != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert not signed_in(thief)
    client.post("/en/account/sign-out/")
    thief.cookies["sessionid"] = came_in
    assert thief.get("/en/account/").status_code == 302


def test_a_role_that_ends_ends_what_an_open_session_may(client):
    person = cast.coordinator_a()
    cast.sign_in(client, person)
    assert client.get("/en/desk/ccm/today/").status_code == 200
    person.roles_held.all().delete()
    assert client.get("/en/desk/ccm/today/").status_code == 403


def test_who_is_unknown_costs_as_much_as_who_is_known(client, monkeypatch):
    """The answer is the same (test_signing_in), and so is the work: one password is reckoned for either."""
    person, _secret = somebody()
    reckoned = []
    for name in ("encode", "verify"):
        kept = getattr(QuickScrypt, name)
        monkeypatch.setattr(
            QuickScrypt,
            name,
            lambda self, *args, kept=kept, **kwargs: (reckoned.append(1), kept(self, *args, **kwargs))[1],
        )
    numbers = {}
    for login in (person.email, "stranger@example.org"):
        reckoned.clear()
        client.post("/en/account/sign-in/", {"login": login, "password": "wrong"})
        numbers[login] = len(reckoned)
    known, unknown = numbers.values()
    assert known >= unknown >= 1


def _tokens():
    """A token of each kind that lets somebody in, with its address."""
    coordinator, administrator = cast.viewer("coordinator_a"), cast.viewer("administrator")
    at = timezone.now()
    told = of_survey.issue_link(response=survey.response(survey.opened()), by=coordinator, at=at)
    (delegation,) = workshops.invited(workshops.workshop(), "KEN")
    place = workshops.link(delegation)
    feed = reminders.open_feed(person=cast.coordinator_a(), by=coordinator, at=at)
    invitation = access.invite(person=cast.coordinator_b(), by=administrator, at=at)
    return {
        f"/en/answer/{told}/": told,
        f"/en/register/{place}/": place,
        f"/calendar/{feed}.ics": feed,
        f"/en/account/invitation/{invitation}/": invitation,
    }


def test_a_token_is_long_and_neither_kept_nor_compared_as_it_is(client):
    """The database is asked for its hash, so no answer comes sooner for a token that begins right."""
    for address, token in _tokens().items():
        assert re.fullmatch(r"[\w-]{32,}", token), address  # 192 bits
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code in (200, 302), address
        told = " ".join(query["sql"] for query in asked)
        assert token not in told, address
        assert hashlib.sha256(token.encode()).hexdigest() in told, address
        for wrong in (token[:-1], token.swapcase(), f"{token}x", token[::-1]):
            answer = Client().get(address.replace(token, wrong), follow=True)
            assert answer.status_code == 404, address


def test_wrong_codes_are_counted_for_a_person_however_many_sessions_try(client):
    """A code has a million values: whoever has the password gets five tries, from wherever they come."""
    person, secret = somebody()
    for _try in range(5):
        each = Client()
        by_password(each, person)
        each.post(CODE, {"code": "000000"})
    by_password(client, person)
    client.post(CODE, {"code": code_of(secret)})
    assert not signed_in(client)
