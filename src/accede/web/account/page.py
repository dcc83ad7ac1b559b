"""What the pages of signing in share: their frame, and that nobody keeps them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise

import accede
from accede.access.models import Person
from accede.web import languages


def frame(request: HttpRequest, title: str | Promise) -> dict[str, Any]:
    """What account/frame.html needs."""
    user = getattr(request, "user", None)
    shared = languages.of_page(request)
    if not request.path.startswith(f"/{shared['language'].code}/"):
        shared["languages"] = []  # a provider leads back to one address, which has no language in it
    return shared | {
        "page_title": title,
        "signed_in": user if isinstance(user, Person) else None,
        "version": accede.__version__,
        "provider": provider_name(),
    }


def provider_name() -> str:
    """The OpenID Connect provider that the operator named; nothing where there is none."""
    configured = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect")
    return str(configured["APPS"][0]["name"]) if configured else ""


def render_account(
    request: HttpRequest, template: str, context: dict[str, Any], *, title: str, status: int = 200
) -> HttpResponse:
    """Render templates/account/TEMPLATE.html."""
    return not_kept(
        render(request, f"account/{template}.html", frame(request, title) | context, status=status)
    )


def refusal(request: HttpRequest, title: str, explanation: str, *, status: int = 403) -> HttpResponse:
    """A page that says what did not work, and leads back to signing in."""
    return render_account(request, "refusal", {"explanation": explanation}, title=title, status=status)


def framed(
    view: Callable[..., HttpResponseBase], title: str | Promise = ""
) -> Callable[..., HttpResponseBase]:
    """A view of the library in our frame, under our title."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except ReauthenticationRequired:
            response = _ask_again(request)
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            response.context_data = frame(request, title) | (response.context_data or {})
        return not_kept(response)

    return answer


Response = TypeVar("Response", bound=HttpResponseBase)


def _ask_again(request: HttpRequest) -> HttpResponseBase:
    """To say again who one is, and then on with what was asked."""
    methods: list[dict[str, str]] = get_adapter().get_reauthentication_methods(request.user)
    first = methods[0]["url"] if methods else reverse("account_login")
    response: HttpResponseBase = suspend_request(request, first)
    return response


def not_kept(response: Response) -> Response:
    """No browser and no proxy keeps it: it is for one person, at one moment."""
    response["Cache-Control"] = "no-store, private"
    return response
