"""Where the desk begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accede.web.desk.page import Desk, desk_page, navigation


@require_safe
@desk_page
def first_room(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The first room of the reader's campaign."""
    return redirect(navigation(desk, here="")[0]["url"])
