"""What somebody signs in with beside a password, or in its place."""

from allauth.mfa.models import Authenticator

from accede.access.models import Person


def is_set_up(person: Person) -> bool:
    """Whether the person has a passkey or an authenticator app. Recovery codes alone do not count."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())
