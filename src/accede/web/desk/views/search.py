"""Finding words in everything that the reader may see."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.evidence import queries as said
from accede.evidence.queries.search import Hit
from accede.record.queries import states
from accede.web.desk.page import Desk, desk_page, render_desk

PAGE = 30


@require_safe
@desk_page
def search(request: HttpRequest, desk: Desk) -> HttpResponse:
    """States by any of their names, and what is written down, newest first."""
    sought = request.GET.get("q", "").strip()[:200]
    names = states.state_names(desk.language, viewer=desk.viewer)
    found = said.search(sought, viewer=desk.viewer, language=desk.language) if sought else []
    page = Paginator([hit for hit in found if hit.treaty == desk.treaty.pk], PAGE).get_page(
        request.GET.get("page")
    )
    context: dict[str, Any] = {
        "sought": sought,
        "states": [(iso3, names[iso3]) for iso3 in states.find_states(sought, viewer=desk.viewer)]
        if sought
        else [],
        "page": page,
        "keep": urlencode({"q": sought}) + "&",
        "hits": [(hit, _place(desk, hit)) for hit in page.object_list],
    }
    title = _("Search: %(sought)s") % {"sought": sought} if sought else _("Search the desk")
    return render_desk(request, desk, "search", context, title=title)


def _place(desk: Desk, hit: Hit) -> str:
    """The page on which the record stands."""
    campaign, row = desk.campaign.pk, hit.row
    if row.kind == "incident":
        return reverse("desk-incident", args=[campaign, row.pk])
    if row.kind == "obstacle":
        return reverse("desk-reason", args=[campaign, row.pk])
    if row.iso3:
        return reverse("desk-story", args=[campaign, row.iso3.lower()]) + f"#{row.kind}-{row.pk}"
    return reverse("desk-norm", args=[campaign])
