"""The States as the desk sees them, and one of them with all that the reader may know of it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.evidence import queries as said
from accede.record.queries import states, status, uploads
from accede.targeting import queries as targeting
from accede.targeting.categories import categories
from accede.web.desk.page import Desk, desk_page, render_desk


@require_safe
@desk_page
def state_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The States not party, with what is known of their reasons; or all."""
    everybody = request.GET.get("who") == "all"
    names = states.state_names(desk.language, viewer=desk.viewer)
    standings = status.statuses(desk.treaty, on=desk.on, viewer=desk.viewer)
    positions = said.latest_positions(desk.treaty, **desk.asked)
    reasons = said.reasons_known(desk.treaty, **desk.asked).states
    rows = [
        {
            "iso3": iso3,
            "name": name,
            "shade": standings.get(iso3, "neither"),
            "position": positions.get(iso3),
            "reasons": reasons.get(iso3, []),
        }
        for iso3, name in names.items()
        if everybody or standings.get(iso3, "neither") in ("signatory", "neither", "former")
    ]
    return render_desk(
        request,
        desk,
        "states",
        {
            "rows": rows,
            "everybody": everybody,
        },
        title=_("States"),
        here="states",
    )


@require_safe
@desk_page
def state_page(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    state = states.get_state(iso3, viewer=desk.viewer)
    name = states.state_names(desk.language, viewer=desk.viewer)[state.pk]
    obstacles = said.obstacles_of(state, desk.treaty, **desk.asked)
    context = {
        "state": state,
        "name": name,
        "shade": status.statuses(desk.treaty, on=desk.on, viewer=desk.viewer).get(state.pk, "neither"),
        "target": targeting.target(desk.treaty, state, **desk.asked),
        "category_names": {category.key: category.name for category in categories().values()},
        "position": next(
            (row for row in said.positions_of(state, desk.treaty, **desk.asked) if row.standing), None
        ),
        "disputes": uploads.disputes_of(state, viewer=desk.viewer, language=desk.language),
        "reasons": [row for row in obstacles if row.standing],
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    return render_desk(request, desk, "state", context, title=name, here="states")
