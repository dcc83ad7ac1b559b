"""Who came in or failed to is in one's own list and in the trail; whoever's sign-in changes is told by mail."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import cast
from tests.factories.access import PersonFactory
from tests.web.account.signing_in import PASSWORD, by_password, code_of, somebody

from accede.access import actions, security, security_actions, token_actions, trail
from accede.access.models import AuditEntry, Scope, SecurityEvent
from accede.access.personal import retention
from accede.access.viewer import PUBLIC, Viewer
from accede.outbox.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CODE = "/en/account/sign-in/code/"
PAGE = "/en/account/sign-ins/"
LABEL = "access.SecurityEvent"
Kind = SecurityEvent.Kind


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


@pytest.fixture
def mail(monkeypatch):
    monkeypatch.setattr(settings, "MAIL", {"host": "127.0.0.1", "port": 1})


def _kinds(person):
    return [each.kind for each in SecurityEvent.objects.filter(person=person).order_by("pk")]


def _told(person):
    return [
        each.text for each in Message.objects.unguarded(because="a test").filter(person=person).order_by("pk")
    ]


def _came_in(client, person, secret):
    by_password(client, person)
    return client.post(CODE, {"code": code_of(secret)})


def test_each_try_stands_in_ones_own_list_and_in_the_trail(client):
    person, secret = somebody()
    by_password(client, person, "wrong")
    by_password(client, person)
    client.post(CODE, {"code": "000000"})
    client.defaults["HTTP_USER_AGENT"] = (
        "Browser <b>9" + "x" * 999
    )  # a NUL is refused by the server, before it comes here
    client.post(CODE, {"code": code_of(secret)})
    assert _kinds(person) == [Kind.WRONG_PASSWORD, Kind.WRONG_CODE, Kind.SIGNED_IN]
    last = SecurityEvent.objects.latest("pk")
    assert (last.means, last.ip, len(last.agent)) == ("password totp", "127.0.0.1", 200)
    entries = AuditEntry.objects.filter(kind=LABEL).order_by("pk")
    assert [each.act for each in entries] == ["fail to sign in", "fail to sign in", "sign in"]
    assert [each.person for each in entries] == [None, None, person]
    assert "127.0.0.1" not in str([each.changes for each in entries])
    page = client.get(PAGE)
    assert "no-store" in page["Cache-Control"]
    for word in ("tried a wrong password", "tried a wrong code", "code of the app", "Browser &lt;b&gt;9"):
        assert word in page.content.decode(), word


def test_nobody_reads_anothers_and_administrators_read_what_happened_without_from_where(client):
    person, secret = somebody()
    _came_in(client, person, secret)
    other = Client()
    cast.sign_in(other, cast.coordinator_b())
    assert "code of the app" not in other.get(PAGE).content.decode()
    coordinator, administrator = cast.viewer("coordinator_b"), cast.viewer("administrator")
    assert not security.own_events(viewer=PUBLIC)
    assert not security.own_events(viewer=coordinator)
    assert not trail.entries(viewer=coordinator).filter(kind=LABEL)
    assert LABEL not in dict(trail.kinds(viewer=coordinator))
    assert trail.count(viewer=coordinator) == trail.entries(viewer=coordinator).count()
    seen = trail.told(trail.entries(viewer=administrator, kind=LABEL), viewer=administrator)
    assert [each.name for each in seen] == [person.name]
    assert trail.count(viewer=administrator) == trail.entries(viewer=administrator).count()


def test_a_stranger_leaves_the_same_traces_as_who_is_known_and_no_word_of_what_was_typed():
    """The same statements, so that the answer takes as long; a password typed into the wrong field is kept nowhere."""
    person, _secret = somebody()
    asked = {}
    for login in (person.email, "zq-secret@example.org"):
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            Client().post("/en/account/sign-in/", {"login": login, "password": "zq-wrong"})
        asked[login] = [each["sql"].split(" ")[0] for each in seen if "access_" in each["sql"]]
    known, unknown = asked.values()
    assert known == unknown
    assert SecurityEvent.objects.filter(person=None).count() == 1
    kept = str([*SecurityEvent.objects.values(), *AuditEntry.objects.filter(kind=LABEL).values()])
    assert "zq-" not in kept


def test_what_one_signs_in_with_does_not_change_without_a_mail(
    client, mail, django_capture_on_commit_callbacks
):
    person, secret = somebody(language="fr")
    _came_in(client, person, secret)
    assert _told(person) == []
    new = "another long phrase"
    client.post("/en/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/account/security/codes/new/")
    client.post("/en/account/security/app/remove/")
    assert _kinds(person)[1:] == [Kind.PASSWORD, Kind.CODES, Kind.APP_REMOVED, Kind.CODES_REMOVED]
    told = _told(person)
    assert len(told) == 4
    assert "mot de passe" in told[0]
    assert "/fr/account/sign-ins/" in told[0]
    assert "127.0.0.1" in told[0]
    acts = [each.act for each in AuditEntry.objects.filter(kind=LABEL, person=person).order_by("pk")]
    assert acts == ["sign in", "change password", *["change sign-in"] * 3]


def test_an_invitation_taken_up_and_a_token_are_told_too(client, mail):
    person = cast.coordinator_b()
    token = actions.invite(person=person, by=cast.viewer("administrator"), at=timezone.now())
    client.get(f"/en/account/invitation/{token}/")
    given = {"name": "A", "language": "en", "password": PASSWORD, "again": PASSWORD}
    client.post("/en/account/invitation/", given)
    assert _kinds(person) == [Kind.BEGUN_ANEW, Kind.SIGNED_IN]
    by = Viewer(name=person.name, person_id=person.pk)
    token_actions.make_token(person=person, name="zq", scope=Scope.READ, days=1, by=by, at=timezone.now())
    told = _told(person)
    assert ["invitation was taken up" in told[0], "token was made" in told[1]] == [True, True]
    assert "zq" not in told[1]


def test_where_mail_cannot_leave_none_is_kept_for_later(client):
    person, secret = somebody()
    _came_in(client, person, secret)
    client.post("/en/account/security/app/remove/")
    assert Kind.APP_REMOVED in _kinds(person)
    assert _told(person) == []


def test_sign_ins_go_after_half_a_year_and_the_trail_keeps_that_they_were():
    at = timezone.now()
    person = PersonFactory()
    odd = security_actions.note(Kind.SIGNED_IN, person=person, ip="192.0.2.7:4711", agent="", at=at)
    assert odd.ip is None
    odd.delete()
    for days in (181, 179):
        security_actions.note(
            Kind.SIGNED_IN, person=person, ip="127.0.0.1", agent="", at=at - timezone.timedelta(days=days)
        )
    assert [each.number for each in retention.shred(at=at) if each.rule.key == "sign-ins"] == [1]
    assert SecurityEvent.objects.count() == 1
    assert AuditEntry.objects.filter(kind=LABEL).count() == 3


def test_a_used_up_recovery_code_and_a_code_tried_twice_are_told_by_mail(client, mail):
    person, secret = somebody()
    recovery, code = RecoveryCodes.activate(person).get_unused_codes()[0], code_of(secret)
    for given in (recovery, code, recovery, code, "000000"):
        by_password(client, person)
        client.post(CODE, {"code": given})
        client.post("/en/account/sign-out/")
    tried = [each for each in _kinds(person) if each != Kind.SIGNED_IN]
    assert tried == [Kind.RECOVERY_CODE, Kind.CODE_AGAIN, Kind.CODE_AGAIN, Kind.WRONG_CODE]
    told = _told(person)
    assert [
        "recovery codes was used" in told[0],
        *("tried again, and refused" in each for each in told[1:]),
    ] == [True] * 3
    assert not any(secret_word in text for text in told for secret_word in (recovery, code))
