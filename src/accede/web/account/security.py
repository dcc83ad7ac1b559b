"""What the library says about signing in is written down: who came in, who failed to, what they now sign in with."""

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount import signals as provider
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from accede.access import security_actions
from accede.access.models import Person, SecurityEvent

Kind = SecurityEvent.Kind
Type = Authenticator.Type
ADDED = {Type.TOTP: Kind.APP_ADDED, Type.WEBAUTHN: Kind.PASSKEY_ADDED, Type.RECOVERY_CODES: Kind.CODES}
REMOVED = {
    Type.TOTP: Kind.APP_REMOVED,
    Type.WEBAUTHN: Kind.PASSKEY_REMOVED,
    Type.RECOVERY_CODES: Kind.CODES_REMOVED,
}


def note(request: HttpRequest, kind: SecurityEvent.Kind, person: Person | None, means: str = "") -> None:
    adapter = get_adapter(request)
    security_actions.note(
        kind,
        person=person,
        means=means,
        ip=adapter.get_client_ip(request),
        agent=request.headers.get("User-Agent", ""),
        at=timezone.now(),
    )


def note_wrong_password(request: HttpRequest, login: str) -> None:
    """The person is looked for and the row is written whoever it was, so that both take as long."""
    note(request, Kind.WRONG_PASSWORD, Person.objects.filter(email__iexact=login).first())


def _came_in(request: HttpRequest, user: Person, **_more: Any) -> None:
    records = get_authentication_records(request, user)
    means = dict.fromkeys(str(each.get("type") or each["method"]) for each in records)
    note(request, Kind.SIGNED_IN, user, " ".join(means))


def _failed_code(request: HttpRequest, user: Person, **_more: Any) -> None:
    again = _is_used_up(user, request.POST.get("code", ""))
    note(request, Kind.CODE_AGAIN if again else Kind.WRONG_CODE, user)


def _is_used_up(user: Person, code: str) -> bool:
    """Whether the code was right once: then it was seen by somebody, or is tried twice by its holder."""
    digits = "".join(each for each in code if each.isalnum())
    for row in Authenticator.objects.filter(user=user):
        held = row.wrap()
        if isinstance(held, TOTP) and cache.get(held._get_used_cache_key(code)):  # noqa: SLF001 -- it tells nowhere else
            return True
        if isinstance(held, RecoveryCodes) and digits in {*held.generate_codes()} - {
            *held.get_unused_codes()
        }:
            return True
    return False


def _used(request: HttpRequest, user: Person, authenticator: Authenticator, **_more: Any) -> None:
    if authenticator.type == Type.RECOVERY_CODES:
        note(request, Kind.RECOVERY_CODE, user)


def _changed_password(request: HttpRequest, user: Person, **_more: Any) -> None:
    note(request, Kind.PASSWORD, user)


def _added(request: HttpRequest, user: Person, authenticator: Authenticator, **_more: Any) -> None:
    note(request, ADDED[authenticator.type], user)


def _removed(request: HttpRequest, user: Person, authenticator: Authenticator, **_more: Any) -> None:
    note(request, REMOVED[authenticator.type], user)


def _tied(request: HttpRequest, sociallogin: Any, **_more: Any) -> None:
    note(request, Kind.PROVIDER, sociallogin.user)


def listen() -> None:
    account.user_logged_in.connect(_came_in)
    account.password_changed.connect(_changed_password)
    account.password_set.connect(_changed_password)
    factors.authentication_failed.connect(_failed_code)
    factors.authenticator_used.connect(_used)
    factors.authenticator_added.connect(_added)
    factors.authenticator_reset.connect(_added)
    factors.authenticator_removed.connect(_removed)
    provider.social_account_added.connect(_tied)
