"""Where the library that signs people in asks how this desk wants it: in our words, with our secrets, our people only."""

import base64
import hashlib
import ipaddress
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accede.access.models import Person
from accede.web import words
from accede.web.account import security
from accede.web.account.page import refusal


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("The email address and the password do not belong together."),
        "enter_current_password": gettext_lazy("This is not your password of now."),
        "incorrect_code": gettext_lazy("This code is not right, or not any more."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts failed. Wait a quarter of an hour, then try again; a passkey still works."
        ),
        "rate_limited": gettext_lazy("Too many attempts. Wait a little, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- the library's signature
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        with translation.override(request.user.language):  # type: ignore[union-attr]  # somebody signed in
            return reverse(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 -- as above
        return reverse("account")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        security.note_wrong_password(request, str(credentials.get("email", "")))

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """To the page that was asked for, in the language of whoever signed in."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            response["Location"] = _in_language(response.url, user.language)
        return response

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:  # noqa: ARG002 -- as above
        """Whoever just signed in need not say again who they are; nor who never said so, in a demonstration."""
        if settings.DEMONSTRATION:
            return False
        records = get_authentication_records(context.request, context.request.user)
        return not records or time.time() - records[-1]["at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        names = {
            "reauthenticate": _("With your password"),
            "mfa_reauthenticate": _("With a code"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": names[method["id"]]} for method in methods]


def _in_language(url: str, language: str) -> str:
    """A page of this site in that language: only the first part of its address differs."""
    root, current, *rest = url.split("/", 2)
    return "/".join(["", language, *rest]) if not root and current in words.LANGUAGES else url


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is not right, or not any more."),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode("ascii")).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Accede"}

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002 -- as above
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


def _box() -> Fernet:
    """For what the authenticator apps share with us: whoever has a copy of the database alone cannot make codes."""
    key = hashlib.sha256(b"accede.second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def takes_passkeys(request: HttpRequest) -> bool:
    """Whether browsers make passkeys for this address: it must be a name, and safe or of this very computer."""
    host = request.get_host()
    try:
        ipaddress.ip_address(
            host.strip("[]") if host.endswith("]") else host.rpartition(":")[0].strip("[]") or host
        )
    except ValueError:
        return request.is_secure() or host.partition(":")[0].endswith("localhost")
    return False


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # as above
    """Whom an OpenID Connect provider names: they get in where they are known already, by an address it has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 -- as above
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if (
            sociallogin.state.get("process") != AuthProcess.LOGIN
        ):  # to tie a second identity to oneself is no use here
            raise ImmediateHttpResponse(
                refusal(request, _("Not possible"), _("A provider is for signing in."))
            )
        if sociallogin.is_existing:
            return
        # Some providers send the word "false", which Python takes for true.
        addresses = [each.email for each in sociallogin.email_addresses if each.verified is True]
        known = [
            person
            for address in addresses
            for person in Person.objects.filter(email__iexact=address, is_active=True)
        ]
        if len(known) != 1:
            raise ImmediateHttpResponse(
                refusal(
                    request,
                    _("You are not known here"),
                    _(
                        "Your provider says who you are, but the desk knows nobody with an email address that the "
                        "provider has verified. An administrator of the desk can add you."
                    ),
                )
            )
        sociallogin.connect(request, known[0])

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_kwargs: Any) -> None:  # noqa: ARG002
        raise ImmediateHttpResponse(
            refusal(
                request,
                _("Signing in did not work"),
                _("Your provider refused, or could not be reached. Nothing was changed. Try again."),
            )
        )
