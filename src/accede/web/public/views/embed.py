"""What other sites may show in theirs: the map of a treaty in a frame, and a badge as a picture.

Everything else here refuses to be framed. These pages have nothing to click that changes anything: no form, no
script, no session, and their links open beside the site that frames them.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accede import invented
from accede.access.viewer import PUBLIC
from accede.pictures.badge import LOOKS, draw_badge
from accede.record.models import Treaty
from accede.record.partial_dates import last_possible_day
from accede.record.queries import states, status, treaties
from accede.web import languages, words
from accede.web.public import asked, drawings
from accede.web.public.caching import View, public_page
from accede.web.public.views.errors import refusals_told
from accede.web.templatetags.accede import day, given

# A page that is tried out stands in a file, which * leaves out.
ANYWHERE = {
    "frame-ancestors": ["*", "file:"],
    "script-src": None,
    "connect-src": None,
    "form-action": ["'none'"],
}


def for_any_site(view: View) -> Callable[..., HttpResponse]:
    """What was found may be framed and shown by anyone; a page that says that there is nothing may not."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code not in {200, 304}:
            return response
        csp_replace(ANYWHERE)(lambda _request: response)(request)
        response.xframe_options_exempt = True  # where Django's middleware looks
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


@for_any_site
@public_page
@refusals_told
def map_page(request: HttpRequest, key: str) -> HttpResponse:
    """The map with its legend and its table, and the way to the whole page."""
    treaty = treaties.get_treaty(key, viewer=PUBLIC)
    on = asked.day(request)
    names = states.state_names(get_language() or "en", viewer=PUBLIC)
    standings = status.statuses(treaty, on=on, viewer=PUBLIC)
    by_status = drawings.by_status(standings, names)
    context = languages.of_page(request) | {
        "treaty": treaty,
        "on": on,
        "stale": treaties.is_stale(treaty.as_of, on=on),
        "map": drawings.status_map(treaty, standings, names, on=on),
        "by_status": by_status,
        "whole": f"{settings.ADDRESS}{reverse('treaty', args=[key])}?on={on.isoformat()}",
        "page_title": _("Map: %(treaty)s on %(day)s") % {"treaty": treaty.short_title, "day": day(on)},
    }
    return render(request, "public/embed/map.html", context)


@for_any_site
@public_page
@refusals_told
def badge(request: HttpRequest, key: str) -> HttpResponse:
    """How many States have joined, on the day asked for, or on the last of which the record knows."""
    treaty = treaties.get_treaty(key, viewer=PUBLIC)
    look = asked.one_of(request, "look", list(LOOKS), default="light")
    on, told = _day_known(treaty, asked.day(request))
    joined = status.counts(treaty, on=on, viewer=PUBLIC).joined
    picture = draw_badge(
        parties(joined),
        treaty.short_title,
        " · ".join(filter(None, (_("as of %(day)s") % {"day": told}, invented.name()))),
        look=look,
        direction="rtl" if words.LANGUAGES[get_language() or "en"].direction == "rtl" else "ltr",
    )
    return HttpResponse(picture, content_type="image/svg+xml; charset=utf-8")


def parties(number: int) -> str:
    return ngettext("%(count)s State Party", "%(count)s States Parties", number) % {"count": number}


def _day_known(treaty: Treaty, on: date) -> tuple[date, str]:
    """A picture on another's page carries no warning that it may be out of date: so it claims no later day."""
    if treaty.as_of and (last := last_possible_day(treaty.as_of)) < on:
        return last, given(treaty.as_of)
    return on, day(on)


def to_copy(treaty: Treaty) -> dict[str, str]:
    """What one puts into one's own page: HTML for the map and for the badge."""
    context = {
        "treaty": treaty,
        "whole": f"{settings.ADDRESS}{reverse('treaty', args=[treaty.key])}",
        "map": f"{settings.ADDRESS}{reverse('embed-map', args=[treaty.key])}",
        "badge": f"{settings.ADDRESS}{reverse('embed-badge', args=[treaty.key])}",
    }
    return {
        part: render_to_string(f"public/embed/copy_{part}.txt", context).strip() for part in ("map", "badge")
    }
