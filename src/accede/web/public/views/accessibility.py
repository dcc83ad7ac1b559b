"""What everybody may expect of the pages, how that is tried, what is known to fail, and whom to tell."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accede.access.viewer import PUBLIC
from accede.record.queries import treaties
from accede.web.public.caching import public_page
from accede.web.public.page import render_page


@public_page
def statement(request: HttpRequest) -> HttpResponse:
    return render_page(
        request,
        "accessibility",
        {"contact": settings.CONTACT},
        title=_("Accessibility"),
        treaty=treaties.first(viewer=PUBLIC),
    )
