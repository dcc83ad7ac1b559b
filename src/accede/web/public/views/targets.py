"""Whom to approach, and why; how the lists changed between two days."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accede.access.viewer import PUBLIC
from accede.record.models import Treaty
from accede.record.queries import states, treaties, votes
from accede.targeting import queries as targeting
from accede.targeting import tables
from accede.targeting.categories import categories, get_category
from accede.web.public import asked, downloads
from accede.web.public.caching import public_page
from accede.web.public.page import render_page
from accede.web.public.views.errors import refusals_told


@dataclass(frozen=True, slots=True)
class Shown:
    """What the reader chose to see of the lists."""

    treaty: Treaty
    on: date
    keys: list[str]
    resolution: str
    always: bool
    filter: asked.StateFilter
    rows: list[targeting.Target]


def _shown(request: HttpRequest, key: str) -> Shown:
    treaty = treaties.get_treaty(key, viewer=PUBLIC)
    on = asked.day(request)
    keys = [get_category(name).key for name in request.GET.getlist("category") if name]
    symbol = request.GET.get("resolution", "")
    roll_call = votes.get_roll_call(treaty, symbol, on=on, viewer=PUBLIC) if symbol else None
    always = request.GET.get("always") == "yes"
    state_filter = asked.StateFilter.of(request.GET)
    only = state_filter.states(on=on)
    rows = [
        row
        for row in targeting.targets(
            treaty,
            on=on,
            viewer=PUBLIC,
            language=get_language() or "en",
            keys=keys,
            roll_call=roll_call,
            always=always,
        )
        if only is None or row.iso3 in only
    ]
    return Shown(treaty, on, keys, symbol, always, state_filter, rows)


@public_page
@refusals_told
def target_lists(request: HttpRequest, key: str) -> HttpResponse:
    shown = _shown(request, key)
    since = asked.day(request, "since") if request.GET.get("since") else None
    context = {
        "shown": shown,
        "stale": treaties.is_stale(shown.treaty.as_of, on=shown.on),
        "states_url": reverse("states"),
        "categories": list(categories().values()),
        "category_names": {category.key: category.name for category in categories().values()},
        "roll_calls": votes.roll_calls_by_state(shown.treaty, on=shown.on, viewer=PUBLIC),
        "groups": states.groups(viewer=PUBLIC),
        "spoken": states.languages_spoken(viewer=PUBLIC),
        "query": request.GET.urlencode(),
        "since": since,
        "comparison": since
        and targeting.compare(
            shown.treaty,
            earlier=since,
            later=shown.on,
            viewer=PUBLIC,
            language=get_language() or "en",
            keys=shown.keys,
        ),
    }
    title = _("%(treaty)s: whom to approach, and why") % {"treaty": shown.treaty.short_title}
    return render_page(request, "targets", context, title=title, treaty=shown.treaty, here="targets")


@public_page
@refusals_told
def download(request: HttpRequest, key: str, form: str) -> HttpResponse:
    shown = _shown(request, key)
    records = tables.target_records(shown.rows)
    return downloads.as_download(
        records, tables.TARGETS, form=form, name=downloads.name_of(shown.treaty, "targets", on=shown.on)
    )
