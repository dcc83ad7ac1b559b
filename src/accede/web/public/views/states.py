"""The States: all of them, found by any name; and one of them, with everything the public record holds on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accede.access.viewer import PUBLIC
from accede.evidence.queries import steps_of_state
from accede.record.queries import notes, states, status, treaties, uploads, votes
from accede.targeting import queries as targeting
from accede.targeting.categories import categories
from accede.web.public import asked
from accede.web.public.caching import public_page
from accede.web.public.page import render_page
from accede.web.public.views.errors import refusals_told


@public_page
@refusals_told
def state_list(request: HttpRequest) -> HttpResponse:
    """All States, or those that the words searched for may mean; one alone is shown at once."""
    sought = request.GET.get("q", "").strip()
    on = asked.day(request)
    treaty = treaties.first(viewer=PUBLIC)
    names = states.state_names(get_language() or "en", viewer=PUBLIC)
    found = states.find_states(sought, viewer=PUBLIC) if sought else list(names)
    if sought and len(found) == 1:
        return redirect("state", found[0].lower())
    standings = status.statuses(treaty, on=on, viewer=PUBLIC)
    context = {
        "sought": sought,
        "stale": treaties.is_stale(treaty.as_of, on=on),
        "rows": [
            {"iso3": iso3, "name": names[iso3], "shade": standings.get(iso3, "neither")} for iso3 in found
        ],
        "suggestions": {}
        if found
        else states.suggestions(sought, viewer=PUBLIC, language=get_language() or "en"),
    }
    title = _("States") if not sought else _("States: %(sought)s") % {"sought": sought}
    return render_page(request, "states", context, title=title, treaty=treaty, here="states")


@public_page
@refusals_told
def state_page(request: HttpRequest, iso3: str) -> HttpResponse:
    state = states.get_state(iso3, viewer=PUBLIC)
    on = asked.day(request)
    language = get_language() or "en"
    name = states.state_names(language, viewer=PUBLIC)[state.pk]
    page = treaties.paged(viewer=PUBLIC, page=request.GET.get("page", 1))
    standings = status.standings_of_state(
        state, on=on, viewer=PUBLIC, language=language, among=list(page.object_list)
    )
    first = treaties.first(viewer=PUBLIC)
    formal = states.formal_name(state, language)
    context = {
        "state": state,
        "name": name,
        "formal_name_if_other": formal if formal != name else "",
        "groups": states.groups_of(state, on=on, viewer=PUBLIC),
        "on": on,
        "page": page,
        "keep": asked.kept(request),
        "standings": [
            {
                "treaty": treaty,
                "row": row,
                "stale": treaties.is_stale(treaty.as_of, on=on),
            }
            for treaty, row in standings
        ],
        "clocks": [
            {"treaty": treaty, "deadline": deadline, "past": deadline.due < on}
            for treaty, row in standings
            for deadline in status.deadlines(treaty, row, on=on)
        ],
        "disputes": uploads.disputes_of(state, viewer=PUBLIC, language=language),
        "notes": notes.notes_of_state(state, viewer=PUBLIC),
        "steps": steps_of_state(state, on=on, viewer=PUBLIC),
        "votes": votes.votes_of_state_paged(state, on=on, viewer=PUBLIC, page=request.GET.get("votes", 1)),
        "target": targeting.target(first, state, on=on, viewer=PUBLIC, language=language),
        "category_names": {category.key: category.name for category in categories().values()},
    }
    return render_page(request, "state", context, title=name, treaty=first, here="states")
