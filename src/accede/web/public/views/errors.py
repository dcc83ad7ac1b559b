"""When something asked for is not there: what was asked, and what there is that resembles it."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import accede
from accede.access.viewer import PUBLIC
from accede.record.partial_dates import NotADateError
from accede.record.queries import states, treaties
from accede.record.queries.nearest import NotOnRecordError
from accede.web import languages, unavailable
from accede.web.public.caching import View
from accede.web.public.page import render_page


def refusals_told(view: View) -> Callable[..., HttpResponse]:
    """Turn what a query refuses into a page that says so, with status 404."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotOnRecordError as error:
            return _not_on_record(request, error)
        except NotADateError:
            explanation = _(
                "Write days as ISO 8601, year first: 2025-03-06. The day must be in the calendar."
            )
            return _page(request, _("This is not a day"), explanation)

    return answer


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For an address that no page has."""
    return _page(
        request, _("There is no such page"), _("The address may be misspelt, or the page may have moved.")
    )


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For a request that no browser of a reader sends. Asks no database: a stranger's host name leads here too."""
    explanation = unavailable.explained(exception)
    if explanation:
        return unavailable.answer(request, explanation)
    return _plain_page(
        request,
        _("This request was not understood"),
        _("It was put together in a way that is not taken here. Nothing was changed."),
        status=400,
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain_page(
        request,
        _("This is not allowed"),
        _("Not to you, or not in this way. Nothing was changed."),
        status=403,
    )


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form without its token: of another site, or of a page that was left open for long."""
    return _plain_page(
        request,
        _("This form is not taken"),
        _(
            "It did not come from a page that this site has just shown to you, or your browser keeps no cookies. "
            "Nothing was changed. Go back, load the page anew, and send it once more."
        ),
        status=403,
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Where the database or the disk is away, a page that says so; else one of a fault. Neither asks either of them."""
    explanation = unavailable.explained(sys.exc_info()[1])
    return unavailable.answer(request, explanation) if explanation else unavailable.fault(request)


def _not_on_record(request: HttpRequest, error: NotOnRecordError) -> HttpResponse:
    nearest = [{"name": name, "url": ""} for name in error.nearest]
    if error.what == "State":
        like = states.suggestions(error.asked, viewer=PUBLIC, language=get_language() or "en")
        nearest = [
            {"name": name, "url": reverse("state", args=[iso3.lower()])} for iso3, name in like.items()
        ]
    elif error.what == "treaty":
        titles = treaties.titles(viewer=PUBLIC)
        nearest = [{"name": titles[key], "url": reverse("treaty", args=[key])} for key in error.nearest]
    return _page(
        request,
        _("Not on record: %(asked)s") % {"asked": error.asked},
        _("Nothing on record has this name."),
        nearest=nearest,
    )


def _page(
    request: HttpRequest, title: str, explanation: str, *, nearest: list[dict[str, str]] | None = None
) -> HttpResponse:
    context = {"explanation": explanation, "nearest": nearest or []}
    return render_page(
        request, "error", context, title=title, treaty=treaties.first(viewer=PUBLIC), status=404
    )


def _plain_page(request: HttpRequest, title: str, explanation: str, *, status: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        return unavailable.problem(title, explanation, status=status)
    context = languages.of_page(request) | {
        "page_title": title,
        "explanation": explanation,
        "nearest": [],
        "version": accede.__version__,
    }
    return render(request, "public/error.html", context, status=status)
