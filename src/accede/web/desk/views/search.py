"""Finding words in everything that the reader may see."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.reporting import search as finding
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.places import place_of

PAGE = 30


@require_safe
@desk_page
def search(request: HttpRequest, desk: Desk) -> HttpResponse:
    """States by any of their names, meetings, people, and what is written down, newest first."""
    sought = request.GET.get("q", "").strip()[:200]
    called = finding.named(sought, desk.campaign, **desk.asked)
    found = finding.written_down(sought, desk.campaign, desk.treaty, **desk.asked)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "sought": sought,
        "states": called.states,
        "meetings": called.meetings,
        "groups": called.groups,
        "people": called.people,
        "page": page,
        "hits": [
            {"row": each, "place": place_of(desk, each.kind, each.number, each.iso3)}
            for each in page.object_list
        ],
        "keep": urlencode({"q": sought}) + "&",
    }
    title = _("Search: %(sought)s") % {"sought": sought} if sought else _("Search the desk")
    return render_desk(request, desk, "search", context, title=title)
