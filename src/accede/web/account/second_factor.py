"""What somebody signs in with beside a password, or in its place."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.http import HttpResponseBase

from accede.access.models import Person


def is_set_up(person: Person) -> bool:
    """Whether a password alone opens nothing: the person has a passkey or an app, or no password at all.

    Without a password one comes through the operator's provider, which has its own rules. Recovery codes alone do not
    count: they run out.
    """
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return not person.has_usable_password() or bool(
        Authenticator.objects.filter(user=person, type__in=kinds).exists()
    )


def just_confirmed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for whoever signed in, or confirmed who they are, within the last quarter of an hour; others are asked."""
    confirmed: Callable[..., Any] = reauthentication_required(view)
    return confirmed
