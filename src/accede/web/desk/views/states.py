"""The States as the desk sees them, and one of them with all that the reader may know of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.evidence import queries as said
from accede.legislation.queries import laws, parliaments, qualifying
from accede.legislation.queries import proceedings as before_parliament
from accede.meetings.queries import workshops
from accede.meetings.queries.events import came_to_in_brief
from accede.meetings.queries.working_groups import groups_of_state
from accede.outreach import queries as work
from accede.outreach import rules
from accede.outreach.queries import approaches, assignments, pathways
from accede.record.models import State
from accede.record.queries import meetings, states, uploads
from accede.reporting.rules import may_write
from accede.targeting import queries as targeting
from accede.targeting.categories import categories
from accede.toolkit import queries as toolkit
from accede.toolkit.rules import may_hand_out
from accede.web import words
from accede.web.desk.page import Desk, desk_page, render_desk

# Entries of the timeline that stand on one page, and of what is open; each leads to all of them.
ENTRIES = 25
OPEN = 5
# Materials that fit best, of all that there are.
FITTING = 3


@require_safe
@desk_page
def state_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The States not party, with what is known of their reasons; or all."""
    everybody = request.GET.get("who") == "all"
    rows = said.states_known(desk.treaty, who="all" if everybody else "outside", **desk.asked)
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
    """Everything of the State in one place; its timeline a page at a time, of the kinds that are asked for."""
    state = states.get_state(iso3, viewer=desk.viewer)
    road = pathways.pathway(state, campaign=desk.campaign, **desk.asked)
    target = targeting.target(desk.treaty, state, **desk.asked)
    reasons = [row for row in said.obstacles_of(state, desk.treaty, **desk.asked) if row.standing]
    fitting = toolkit.fits(
        state,
        desk.campaign,
        [row.code for row in reasons],
        on=desk.on,
        viewer=desk.viewer,
        only_if_fit=True,
    )
    contributes = desk.viewer.contributes_to(desk.campaign.pk)
    context = {
        "state": state,
        "name": road.name,
        "road": road,
        "target": target,
        "category_names": {category.key: category.name for category in categories().values()},
        "position": said.standing_position(state, desk.treaty, **desk.asked),
        "reasons": reasons,
        "approach": approaches.approach(state, campaign=desk.campaign, on=desk.on, viewer=desk.viewer),
        "proposed": approaches.in_brief(
            state,
            campaign=desk.campaign,
            target=target,
            road=road,
            reasons=reasons,
            on=desk.on,
            viewer=desk.viewer,
        ),
        "points": work.contact_points(desk.campaign, [state.pk], **desk.asked)[0].points,
        "follow_ups": work.follow_ups(desk.campaign, states_asked=[state.pk], most=OPEN, **desk.asked),
        "pledges": work.pledges(desk.campaign, states_asked=[state.pk], most=OPEN, **desk.asked),
        "venues": approaches.attending(state.pk, on=desk.on, viewer=desk.viewer),
        "materials": fitting.fits[:FITTING],
        "works_in": fitting.language,
        "may_hand_out": may_hand_out(desk.viewer, desk.campaign),
        "seen_at": meetings.attended_by(
            state.pk, on=desk.on, viewer=desk.viewer, page=request.GET.get("was", 1)
        ),
        "came_to": came_to_in_brief(state.pk, desk.campaign.pk, on=desk.on, viewer=desk.viewer),
        "parliament": parliaments.parliament(state, **desk.asked),
        "qualified": next(iter(qualifying.qualified(desk.treaty, state=state, **desk.asked)), None),
        "law": laws.standing_of(laws.laws(desk.treaty, state=state, **desk.asked)),
        "proceedings": [
            row
            for row in before_parliament.proceedings(desk.campaign, states_asked=[state.pk], **desk.asked)
            if row.is_open
        ][:OPEN],
        "groups": groups_of_state(state.pk, desk.campaign, on=desk.on, viewer=desk.viewer),
        "workshops": workshops.of_state(state.pk, desk.campaign, viewer=desk.viewer),
        "disputes": uploads.disputes_of(state, viewer=desk.viewer, language=desk.language),
        "looked_after": assignments.looked_after(
            desk.campaign, on=desk.on, viewer=desk.viewer, only=state.pk
        ).get(state.pk),
        "contributes": contributes,
        "writes_documents": may_write(desk.viewer, desk.campaign),
        "may_log": contributes and rules.may_log(desk.viewer, desk.campaign),
        **_timeline(request, desk, state),
    }
    return render_desk(request, desk, "state", context, title=road.name, here="states")


def _timeline(request: HttpRequest, desk: Desk, state: State) -> dict[str, Any]:
    chosen = [kind for kind in request.GET.getlist("kind") if kind in words.ENTRIES]
    found = work.timeline(
        state,
        desk.campaign,
        kinds=chosen,
        page=request.GET.get("page", 1),
        size=ENTRIES,
        **desk.asked,
    )
    kinds = [
        {"kind": kind, "label": words.ENTRIES[kind], "count": count, "chosen": kind in chosen}
        for kind, count in found.counts.items()
        if count or kind in chosen
    ]
    keep = urlencode({"kind": chosen}, doseq=True)
    return {"page": found.page, "kinds": kinds, "chosen": chosen, "keep": f"{keep}&" if keep else ""}
