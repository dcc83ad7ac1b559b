"""What somebody signs in with beside a password, or in its place."""

from allauth.mfa.models import Authenticator

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
