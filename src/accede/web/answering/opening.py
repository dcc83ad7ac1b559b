"""Who comes by a link: let in, or told why not; tried at random, slowed and then refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django_tasks_db.utils import is_locked_database_exception

import accede
from accede.access.queries import hash_of
from accede.survey.actions import note_opened
from accede.survey.queries import NoSuchLinkError, Opened, opened_by
from accede.web import languages

# Wrong links from one address: ten a minute, then none for a minute; a hundred a day, then none for an hour.
_LIMITS = {"day": "100/d/ip", "minute": "10/m/ip"}
_REFUSED_FOR = {"minute": 60, "day": 3600}
# A link that was opened in a browser opens there again, however many others guess from the same office.
_KNOWN = "opened"

View = Callable[Concatenate[HttpRequest, Opened, ...], HttpResponse]


def by_link(view: View) -> Callable[..., HttpResponse]:
    """Hand the view what the token opens.

    No form of these pages needs Django's own token against forgery: the address itself is the secret that a forger
    lacks. And as it is told to nobody (no-referrer), a browser sends the origin “null”, which that check would refuse.
    """

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _let_in(view, request, token, *args, **kwargs)
        except RequestDataTooBig:
            response = refusal(
                request,
                _("This is too large"),
                _("Nothing of it was saved. Go back, shorten the text, or send it as a file."),
                status=413,
            )
        except OperationalError as error:
            if not is_locked_database_exception(error):
                raise
            response = refusal(
                request,
                _("It could not be saved just now"),
                _("The server is busy. Here is what you wrote; go back and save it once more in a minute."),
                status=503,
            )
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def _let_in(view: View, request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
    name = f"{_KNOWN}-{hash_of(token)[:8]}"
    known = request.get_signed_cookie(name, default="", salt=token) == "yes"
    address = f"survey-links:{ratelimit.get_ip(request)}"
    if not known and cache.get(address):
        return _too_many(request)
    try:
        found = opened_by(token, at=timezone.now())
    except NoSuchLinkError:
        return _opens_nothing(request, address)
    if found.link.opened_at is None:
        note_opened(link=found.link, at=timezone.now())
    response = view(request, found, token, *args, **kwargs)
    if not known:
        response.set_signed_cookie(
            name,
            "yes",
            salt=token,
            max_age=90 * 24 * 60 * 60,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


def _opens_nothing(request: HttpRequest, address: str) -> HttpResponse:
    for limit, rate in _LIMITS.items():
        action = f"survey-{limit}"
        if not ratelimit.consume(request, app="accede", action=action, config={action: rate}, limit_get=True):
            cache.set(address, True, _REFUSED_FOR[limit])
            return _too_many(request)
    return refusal(
        request,
        _("This link opens nothing"),
        _(
            "It may be incomplete, or it was revoked or replaced by a newer one, or its survey ended long ago. "
            "Ask whoever sent it to you for a new one: nothing that was saved is lost."
        ),
        status=404,
    )


def _too_many(request: HttpRequest) -> HttpResponse:
    response = refusal(
        request,
        _("Too many attempts"),
        _("Too many links that open nothing were tried from your network. Wait a while, then try again."),
        status=429,
    )
    response["Retry-After"] = str(_REFUSED_FOR["minute"])
    return response


def refusal(
    request: HttpRequest, title: str, explanation: str, *, status: int, back: str = ""
) -> HttpResponse:
    """A page that says what did not work and gives back what was typed."""
    typed = []
    if request.method == "POST" and status != 413:  # noqa: PLR2004 -- then it was not read
        typed = [
            text
            for name, values in request.POST.lists()
            if name.startswith("a.") or name == "name"
            for text in values
            if " " in text.strip() or "\n" in text
        ]
    return page(
        request, "refusal", {"explanation": explanation, "typed": typed, "back": back}, title, status=status
    )


def page(
    request: HttpRequest, template: str, context: dict[str, Any], title: str, *, status: int = 200
) -> HttpResponse:
    """Render templates/answering/TEMPLATE.html. Its way to the other languages is the same address, without its query."""
    frame = languages.of_page(request) | {"page_title": title, "version": accede.__version__}
    response = render(request, f"answering/{template}.html", frame | context, status=status)
    response["Content-Language"] = frame["language"].bcp47
    return response
