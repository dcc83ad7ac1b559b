"""The components of which all pages are made, on one page."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accede.access.viewer import PUBLIC
from accede.record.queries import treaties
from accede.web.public.caching import public_page
from accede.web.public.page import render_page


@public_page
def components(request: HttpRequest) -> HttpResponse:
    return render_page(
        request, "design", {}, title=_("Components"), treaty=treaties.treaties(viewer=PUBLIC)[0]
    )
