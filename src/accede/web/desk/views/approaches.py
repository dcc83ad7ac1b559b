"""How to approach a State: what the rules propose, with their grounds, and what people made of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accede.legislation.queries import parliaments, qualifying
from accede.outreach.actions.permitted import insist_on_coordinating
from accede.outreach.queries import approaches
from accede.outreach.queries.approaches import Proposal
from accede.record.models import State
from accede.record.queries import states
from accede.web.desk.forms.roads import ApproachForm
from accede.web.desk.page import Desk, desk_page, render_desk

# So many of those who went before stand on the page; with the rest it would be a list of half the world.
PEERS = 8


@require_safe
@desk_page
def approach(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    state = states.get_state(iso3, viewer=desk.viewer)
    found = _proposal(desk, state)
    own = parliaments.parliament(state, **desk.asked)
    context = {
        "state": state,
        "proposal": found,
        "notices": own.notices if own else [],
        "peers": found.peers[:PEERS],
        "qualified": next(iter(qualifying.qualified(desk.treaty, state=state, **desk.asked)), None),
        "coordinates": desk.viewer.coordinates(desk.campaign.pk),
    }
    title = _("%(state)s: how to approach it") % {"state": found.name}
    return render_desk(request, desk, "approaches/approach", context, title=title, here="states")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def edit(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """What to say, and which proposals are taken up."""
    state = states.get_state(iso3, viewer=desk.viewer)
    insist_on_coordinating(desk.viewer, desk.campaign)
    found = _proposal(desk, state)
    form = ApproachForm(request.POST or None, desk=desk, proposal=found)
    if request.method == "POST" and form.is_valid() and form.save(state):
        messages.success(request, _("Saved. The trail keeps who changed it, not what it said."))
        return redirect("desk-approach", desk.campaign.pk, iso3)
    title = _("%(state)s: the approach") % {"state": found.name}
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "form", {"form": form}, title=title, here="states", status=status)


def _proposal(desk: Desk, state: State) -> Proposal:
    return approaches.proposal(state, campaign=desk.campaign, **desk.asked)
