"""What somebody signs in with beside a password, or in its place."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

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


def insist_on_fresh(request: HttpRequest) -> None:
    """Go on with whoever signed in, or said again who they are, within a quarter of an hour.

    Others are asked by the library, which then goes on with what they sent.
    """
    raise_if_reauthentication_required(request, app="")
