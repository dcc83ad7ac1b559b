"""How States voted: State by resolution, totals, and who moved between two votes."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accede.access.viewer import PUBLIC
from accede.record import tables
from accede.record.models import Treaty, Vote
from accede.record.queries import states, status, treaties, votes
from accede.record.queries.votes import VoteTable
from accede.web import words
from accede.web.public import asked, downloads
from accede.web.public.caching import public_page
from accede.web.public.page import render_page
from accede.web.public.views.errors import refusals_told


def _shown(request: HttpRequest, key: str) -> tuple[Treaty, VoteTable, dict[str, str]]:
    treaty = treaties.get_treaty(key, viewer=PUBLIC)
    on = asked.day(request)
    only = asked.StateFilter.of(request.GET).states(on=on)
    wanted = asked.one_of(request, "status", list(words.STATUSES))
    choice = asked.one_of(request, "vote", list(Vote.Choice.values))
    standings = status.statuses(treaty, on=on, viewer=PUBLIC)
    table = votes.vote_table(treaty, on=on, viewer=PUBLIC, language=get_language() or "en")
    rows = [
        row
        for row in table.rows
        if (only is None or row.iso3 in only)
        and (not wanted or standings.get(row.iso3, "neither") == wanted)
        and (not choice or row.choices[-1] == choice)
    ]
    return treaty, VoteTable(table.roll_calls, rows), standings


@public_page
@refusals_told
def vote_matrix(request: HttpRequest, key: str) -> HttpResponse:
    treaty, table, standings = _shown(request, key)
    on = asked.day(request)
    symbols = [call.resolution_id for call in table.roll_calls]
    first = asked.one_of(request, "first", symbols, default=symbols[-2] if len(symbols) > 1 else "")
    second = asked.one_of(request, "second", symbols, default=symbols[-1] if len(symbols) > 1 else "")
    movers = (
        votes.movers(
            votes.get_roll_call(treaty, first, on=on, viewer=PUBLIC),
            votes.get_roll_call(treaty, second, on=on, viewer=PUBLIC),
            viewer=PUBLIC,
            language=get_language() or "en",
        )
        if first and second
        else []
    )
    context = {
        "on": on,
        "table": table,
        "rows": [
            {
                "iso3": row.iso3,
                "name": row.name,
                "shade": standings.get(row.iso3, "neither"),
                "choices": row.choices,
            }
            for row in table.rows
        ],
        "yes_totals": [
            sum(row.choices[place] == Vote.Choice.YES for row in table.rows)
            for place in range(len(table.roll_calls))
        ],
        "states_url": reverse("states"),
        "stale": treaties.is_stale(treaty.as_of, on=on),
        "all_roll_calls": votes.roll_calls(treaty, on=on, viewer=PUBLIC),
        "first": first,
        "second": second,
        "movers": movers,
        "statuses": words.STATUSES,
        "choices": Vote.Choice.choices,
        "status": request.GET.get("status", ""),
        "vote": request.GET.get("vote", ""),
        "filter": asked.StateFilter.of(request.GET),
        "groups": states.groups(viewer=PUBLIC),
        "spoken": states.languages_spoken(viewer=PUBLIC),
        "query": request.GET.urlencode(),
    }
    title = _("%(treaty)s: votes in the General Assembly") % {"treaty": treaty.short_title}
    return render_page(request, "votes", context, title=title, treaty=treaty, here="votes")


@public_page
@refusals_told
def download(request: HttpRequest, key: str, form: str) -> HttpResponse:
    treaty, table, _standings = _shown(request, key)
    name = f"{treaty.key}-votes-{asked.day(request)}"
    return downloads.as_download(tables.vote_records(table), tables.VOTES, form=form, name=name)
