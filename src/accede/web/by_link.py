"""Who comes by a personal link: let in, or told why not; tried at random, slowed and then refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django_tasks_db.utils import is_locked_database_exception

import accede
from accede.access.queries import hash_of
from accede.web import languages

# Wrong links from one address: ten a minute, then none for a minute; a hundred a day, then none for an hour.
_LIMITS = {"day": "100/d/ip", "minute": "10/m/ip"}
_REFUSED_FOR = {"minute": 60, "day": 3600}
# A link that was opened in a browser opens there again, however many others guess from the same office.
_KNOWN = "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A kind of link: what it opens, what it raises where it opens nothing, and what is then said."""

    name: str
    folder: str  # of the templates
    opens: Callable[..., Any]
    nothing: type[Exception]
    note_opened: Callable[..., None]
    says: str | Promise
    # Whether what was sent under a name is worth giving back with a refusal.
    keeps: Callable[[str, str], bool]

    def by_link(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Hand the view what the token opens.

        No form of these pages needs Django's own token against forgery: the address itself is the secret that a forger
        lacks. And as it is told to nobody (no-referrer), a browser sends the origin “null”, which that check would refuse.
        """

        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                response = self._let_in(view, request, token, *args, **kwargs)
            except RequestDataTooBig:
                response = self.refusal(
                    request,
                    _("This is too large"),
                    _("Nothing of it was saved. Go back, shorten the text, or send it as a file."),
                    status=413,
                )
            except OperationalError as error:
                if not is_locked_database_exception(error):
                    raise
                response = self.refusal(
                    request,
                    _("It could not be saved just now"),
                    _(
                        "The server is busy. Here is what you wrote; go back and save it once more in a minute."
                    ),
                    status=503,
                )
            response["Cache-Control"] = "no-store, private"
            response["Referrer-Policy"] = "no-referrer"
            response["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return answer

    def _let_in(
        self, view: Callable[..., HttpResponse], request: HttpRequest, token: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        cookie = f"{_KNOWN}-{hash_of(token)[:8]}"
        known = request.get_signed_cookie(cookie, default="", salt=token) == "yes"
        address = f"{self.name}-links:{ratelimit.get_ip(request)}"
        if not known and (until := cache.get(address)):
            return self._too_many(request, until)
        now: datetime = timezone.now()
        try:
            found = self.opens(token, at=now)
        except self.nothing:
            return self._opens_nothing(request, address)
        if found.link.opened_at is None:
            self.note_opened(link=found.link, at=now)
        response = view(request, found, token, *args, **kwargs)
        if not known:
            response.set_signed_cookie(
                cookie,
                "yes",
                salt=token,
                max_age=90 * 24 * 60 * 60,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
        return response

    def _opens_nothing(self, request: HttpRequest, address: str) -> HttpResponse:
        for limit, rate in _LIMITS.items():
            action = f"{self.name}-{limit}"
            if not ratelimit.consume(
                request, app="accede", action=action, config={action: rate}, limit_get=True
            ):
                until = timezone.now() + timedelta(seconds=_REFUSED_FOR[limit])
                cache.set(address, until, _REFUSED_FOR[limit])
                return self._too_many(request, until)
        return self.refusal(request, _("This link opens nothing"), str(self.says), status=404)

    def _too_many(self, request: HttpRequest, until: datetime) -> HttpResponse:
        response = self.refusal(
            request,
            _("Too many attempts"),
            _("Too many links that open nothing were tried from your network. Wait a while, then try again."),
            status=429,
        )
        response["Retry-After"] = str(max(1, round((until - timezone.now()).total_seconds())))
        return response

    def refusal(
        self, request: HttpRequest, title: str, explanation: str, *, status: int, back: str = ""
    ) -> HttpResponse:
        """A page that says what did not work and gives back what was typed."""
        typed = []
        if request.method == "POST" and status != 413:  # noqa: PLR2004 -- then it was not read
            typed = [
                text for name, values in request.POST.lists() for text in values if self.keeps(name, text)
            ]
        context = {"explanation": explanation, "typed": typed, "back": back}
        return self.page(request, "refusal", context, title, status=status)

    def page(
        self, request: HttpRequest, template: str, context: dict[str, Any], title: str, *, status: int = 200
    ) -> HttpResponse:
        """Render templates/FOLDER/TEMPLATE.html. Its way to the other languages is the same address, without its query."""
        frame = languages.of_page(request) | {"page_title": title, "version": accede.__version__}
        response = render(request, f"{self.folder}/{template}.html", frame | context, status=status)
        response["Content-Language"] = frame["language"].bcp47
        return response
