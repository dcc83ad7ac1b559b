"""Finding words in everything that the reader may see."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.evidence.queries.looking import Sought
from accede.outreach.queries.search import MOST_NAMED
from accede.reporting import search as finding
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.places import place_of

PAGE = 30
LONGEST = 7  # digits of a part


@require_safe
@desk_page
def search(request: HttpRequest, desk: Desk) -> HttpResponse:
    """States by any of their names, meetings, people, and what is written down, newest first.

    Of each kind of records a part is looked through at once; the page leads on to those made before them.
    """
    words = request.GET.get("q", "").strip()[:200]
    part = request.GET.get("part", "")
    sought = Sought(words, part=int(part) if part.isascii() and part.isdigit() and len(part) < LONGEST else 1)
    found = finding.written_down(sought, desk.campaign, desk.treaty, **desk.asked)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "sought": words,
        "page": page,
        "hits": [
            {"row": each, "place": place_of(desk, each.kind, each.number, each.iso3)}
            for each in page.object_list
        ],
        "looked": sought,
        "first": sought.before + 1,
        "last": sought.until,
        "keep": urlencode({"q": words} | ({"part": sought.part} if sought.part > 1 else {})) + "&",
        "older": urlencode({"q": words, "part": sought.part + 1}),
        "newest": urlencode({"q": words}),
    }
    if sought.part == 1:
        called = finding.named(words, desk.campaign, **desk.asked)
        context |= {
            "states": called.states,
            "meetings": called.meetings,
            "groups": called.groups,
            "people": called.people,
            "most": MOST_NAMED,
        }
    title = _("Search: %(sought)s") % {"sought": words} if words else _("Search the desk")
    return render_desk(request, desk, "search", context, title=title)
