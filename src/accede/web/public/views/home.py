"""The way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.access.viewer import PUBLIC
from accede.record.queries import treaties
from accede.web.public import tour
from accede.web.public.caching import public_page
from accede.web.public.page import render_page


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the first of the reader's languages that there is, else to English."""
    with translation.override(translation.get_language_from_request(request)):
        response = redirect(reverse("front-page"))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """The desk's own treaty is what a visitor comes for."""
    return redirect("treaty", treaties.first(viewer=PUBLIC).key)


@public_page
def tour_page(request: HttpRequest) -> HttpResponse:
    """All that the tour shows, as a list to begin from."""
    treaty = treaties.first(viewer=PUBLIC)
    stops = tour.stops(treaty, on=timezone.localdate())
    return render_page(request, "tour", {"stops": stops}, title=_("A tour"), treaty=treaty)
