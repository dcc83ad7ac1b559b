"""A treaty at a glance: the map on a day, the totals, the curve, what changed; and the list of treaties."""

import json
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accede.access.viewer import PUBLIC
from accede.record.queries import states, status, treaties
from accede.targeting import queries as targeting
from accede.targeting.categories import categories
from accede.web import words
from accede.web.public import asked, drawings
from accede.web.public.caching import public_page
from accede.web.public.page import render_page
from accede.web.public.views import embed
from accede.web.public.views.errors import refusals_told

RECENT = timedelta(days=2 * 365)


@public_page
@refusals_told
def treaty_list(request: HttpRequest) -> HttpResponse:
    """Every treaty on record with its totals and the age of its facts."""
    on = asked.day(request)
    page = treaties.paged(viewer=PUBLIC, page=request.GET.get("page", 1))
    counts = status.counts_of_all(on=on, viewer=PUBLIC, among=list(page.object_list))
    context = {
        "on": on,
        "page": page,
        "keep": asked.kept(request),
        "rows": [
            {"treaty": treaty, "counts": counts[treaty.key], "stale": treaties.is_stale(treaty.as_of, on=on)}
            for treaty in page.object_list
        ],
    }
    first = treaties.first(viewer=PUBLIC)
    return render_page(request, "treaties", context, title=_("Treaties"), treaty=first, here="treaties")


@public_page
@refusals_told
def overview(request: HttpRequest, key: str) -> HttpResponse:
    """Who has joined on the day asked for."""
    treaty = treaties.get_treaty(key, viewer=PUBLIC)
    on = asked.day(request)
    names = states.state_names(get_language() or "en", viewer=PUBLIC)
    standings = status.statuses(treaty, on=on, viewer=PUBLIC)
    since = on - min(RECENT, on - date.min)
    shades = [standings.get(iso3, "neither") for iso3 in names]
    sizes = targeting.category_sizes(treaty, on=on, viewer=PUBLIC)
    bands = drawings.adherence(treaty, on=on)
    context: dict[str, Any] = {
        "on": on,
        "counts": status.counted(shades),
        "stale": treaties.is_stale(treaty.as_of, on=on),
        "before_adoption": on < treaty.adopted_date,
        "map": drawings.status_map(treaty, standings, names, on=on),
        "by_status": drawings.by_status(standings, names),
        "to_copy": embed.to_copy(treaty),
        "legend": [
            {"token": token, "key": f"status-{token}", "count": shades.count(token)}
            for token in words.STATUSES
        ],
        "statuses": words.STATUSES,
        "curve": drawings.adherence_curve(bands, treaty, on=on),
        "curve_table": drawings.adherence_table(bands, treaty, on=on),
        "changes": status.changes(treaty, after=since, until=on, viewer=PUBLIC),
        "changes_since": since,
        "names": names,
        "approach": [{"category": categories()[key], "count": size} for key, size in sizes.items()],
        "slider": {
            "history": reverse("history", args=[key]),
            "words": json.dumps(
                {token: str(word) for token, word in words.STATUSES.items()}, ensure_ascii=False
            ),
            "today": timezone.localdate(),
        },
    }
    return render_page(request, "treaty", context, title=treaty.title, treaty=treaty, here="treaty")


@public_page
@refusals_told
def history(request: HttpRequest, key: str) -> HttpResponse:
    """For the slider: each State's changes, [day, what it became], from adoption on, and until when that is complete."""
    treaty = treaties.get_treaty(key, viewer=PUBLIC)
    told: dict[str, list[tuple[str, str]]] = {}
    for span in status.history(treaty, viewer=PUBLIC):
        shade = status.shade(status=span.status, in_force=span.in_force, former=span.former_party)
        told.setdefault(span.state_id, []).append((span.from_date.isoformat(), shade))
    return JsonResponse({"adopted": treaty.adopted_date.isoformat(), "as_of": treaty.as_of, "states": told})
