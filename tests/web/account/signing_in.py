"""What tests of signing in do again and again, as a browser without JavaScript would."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value
from tests.factories.access import PersonFactory, RoleHeldFactory

PASSWORD = "correct horse battery"


def code_of(secret, *, steps=0):
    """What an app shows now; some steps of half a minute later or earlier."""
    counter = int(time.time()) // 30 + steps
    return f"{hotp_value(secret, counter):06d}"


def somebody(*, app=True, role=True, **fields):
    """Somebody with a password and, unless not wanted, an app; and the app's secret."""
    person = PersonFactory(**fields)
    person.set_password(PASSWORD)
    person.save()
    if role:
        RoleHeldFactory(person=person)
    secret = generate_totp_secret()
    if app:
        TOTP.activate(person, secret)
    return person, secret


def by_password(client, person, password=PASSWORD, **query):
    return client.post("/en/account/sign-in/", {"login": person.email, "password": password} | query)


def signed_in(client):
    return "_auth_user_id" in client.session


def app_of(person):
    return Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
