"""The way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accede.access.viewer import PUBLIC
from accede.record.queries import treaties


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
