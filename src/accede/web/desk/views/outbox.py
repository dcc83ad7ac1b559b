"""The outbox: what waits for somebody to see it, what left, and what did not."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accede.outbox import actions, queries, rules, tasks, transport
from accede.outbox.models import Message
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.files import to_save

A_PAGE = 50
State = Message.State


@require_safe
@desk_page
def message_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those of one state or all, and how many there are of each."""
    asked = request.GET.get("state", "")
    state = asked if asked in State.values else ""
    found = queries.messages(desk.campaign, viewer=desk.viewer, state=state)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    counts = queries.counts(desk.campaign, viewer=desk.viewer)
    context = {
        "page": page,
        "state": state,
        "keep": f"state={state}&" if state else "",
        "tabs": [
            (each.value, each.label, counts.get(each, 0))
            for each in State
            if counts.get(each) or each.value in (state, State.WAITING)
        ],
        "is_set": transport.is_set(),
        "sender": transport.sender(),
        "coordinates": desk.viewer.coordinates(desk.campaign.pk),
    }
    return render_desk(request, desk, "outbox/list", context, title=_("Outbox"), here="outbox")


@require_safe
@desk_page
def message(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One message exactly as it is sent, and what can be done with it."""
    context = {
        "letter": queries.letter(number, viewer=desk.viewer),
        "is_set": transport.is_set(),
        "coordinates": desk.viewer.coordinates(desk.campaign.pk),
    }
    return render_desk(request, desk, "outbox/message", context, title=_("Message"), here="outbox")


@require_POST
@desk_page
def decide(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Let it go, once more, or not at all; or say of one that is unknown whether it arrived."""
    found = queries.get_message(number, viewer=desk.viewer)
    rules.insist_on_deciding(desk.viewer, found)
    with transaction.atomic():
        match request.POST.get("what"):
            case "approve":
                actions.approve(message=found, **desk.acting)
            case "retry":
                actions.retry(message=found, **desk.acting)
            case "discard":
                actions.discard(message=found, **desk.acting)
            case "arrived":
                actions.settle_unknown(message=found, arrived=True, **desk.acting)
            case "lost":
                actions.settle_unknown(message=found, arrived=False, **desk.acting)
            case _:
                raise ValidationError(_("Say what is to be done with the message."))
        tasks.send_soon(found)
    return redirect("desk-message", desk.campaign.pk, number)


@require_safe
@desk_page
def attachment(request: HttpRequest, desk: Desk, number: int, file: int) -> HttpResponse:
    """A file as it goes with the message; always to be saved, never shown in the page."""
    found = queries.get_attachment(number, file, viewer=desk.viewer)
    if found is None:
        raise Http404
    return to_save(found.name, found.data)
