"""Exchanges: the list, one, a new one in a minute, an old one mended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.meetings import rules as of_meetings
from accede.meetings.actions.events import note_followed
from accede.meetings.models import Event
from accede.meetings.queries.events import get_event
from accede.outreach import queries as work
from accede.outreach import rules
from accede.outreach.models import Exchange
from accede.outreach.queries.choices import our_people
from accede.record.queries import states
from accede.toolkit import queries as toolkit
from accede.toolkit.queries.given import Asked as HandOutsAsked
from accede.toolkit.rules import may_hand_out
from accede.web.desk.forms.exchange_filter import ExchangeFilter
from accede.web.desk.forms.exchanges import ExchangeForm, NewExchangeForm
from accede.web.desk.forms.promises import PledgeForm
from accede.web.desk.page import Desk, desk_page, render_desk


@require_safe
@desk_page
def exchange_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The latest first, a page of fifty, filtered as asked."""
    form = ExchangeFilter(request.GET, desk=desk)
    page = work.exchanges(desk.campaign, form.asked(), page=request.GET.get("page", 1), **desk.asked)
    keep = request.GET.copy()
    keep.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "keep": f"{keep.urlencode()}&" if keep else "",
        "may_log": rules.may_log(desk.viewer, desk.campaign),
    }
    return render_desk(request, desk, "exchanges/list", context, title=_("Exchanges"), here="exchanges")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Log an exchange. `state` and `meeting` in the address fill in theirs; of an `event` it is what followed."""
    rules.insist_on_logging(desk.viewer, desk.campaign)
    event = _came_of(request, desk)
    initial = {
        "state": request.GET.get("state", "").upper(),
        "meeting": request.GET.get("meeting", ""),
    }
    contacts_asked = "show-contacts" in request.POST
    if contacts_asked:
        data, initial = None, NewExchangeForm.filled_in(request.POST)
    else:
        data = request.POST or None
    form = NewExchangeForm(data, desk=desk, initial=initial, known=_known(request, desk))
    if contacts_asked:
        status = 200
    elif request.method == "POST" and form.is_valid() and form.log():
        messages.success(request, _("The exchange is logged."))
        if event:
            note_followed(event=event, exchange=form.made.pk, **desk.acting)
            return redirect("desk-event", desk.campaign.pk, event.pk)
        return redirect("desk-exchange", desk.campaign.pk, form.made.pk)
    else:
        status = 400 if request.method == "POST" else 200
    return render_desk(
        request,
        desk,
        "exchanges/new",
        {"form": form, "contacts_asked": contacts_asked},
        title=_("Log an exchange"),
        here="exchanges",
        status=status,
    )


def _came_of(request: HttpRequest, desk: Desk) -> Event | None:
    """The event that the exchange follows, which the reader may change."""
    asked = request.GET.get("event", "")
    if not (asked.isascii() and asked.isdecimal()):
        return None
    found = get_event(int(asked[:12]), viewer=desk.viewer)
    of_meetings.insist_on_changing(desk.viewer, found)
    return found


@require_safe
@desk_page
def exchange(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    return _page(request, desk, work.get_exchange(number, viewer=desk.viewer), PledgeForm())


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def edit(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = work.get_exchange(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    row = work.exchange(number, **desk.asked)
    initial = {
        "state": found.state_id,
        "held_on": found.held_on,
        "level": found.level,
        "meeting": found.meeting_id or "",
        "activity": str(found.activity_id or ""),
        "attribution": found.attribution,
        "contacts": [contact for contact, _name, _post in row.contacts],
        "our_people": our_people(found, viewer=desk.viewer),
        **{name: getattr(found, name) for name in ("place", "who", "said", "assessment")},
    }
    form = ExchangeForm(
        request.POST or None, desk=desk, initial=initial, known=_contacts_of(desk, found.state_id)
    )
    del form.fields["confidentiality"]  # who may see it is decided on its own page
    if not found.assessment_is_shown_to(desk.viewer):
        del form.fields["assessment"]  # there is none, and who writes one could not read it again
    form.editing(found, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("Saved. What it said before is in the trail as changed."))
        return redirect("desk-exchange", desk.campaign.pk, number)
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request,
        desk,
        "form",
        {"form": form},
        title=_("Edit the exchange"),
        here="exchanges",
        status=status,
    )


@require_POST
@desk_page
def pledge(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Another promise that was made in the exchange."""
    found = work.get_exchange(number, viewer=desk.viewer)
    rules.insist_on_adding(desk.viewer, found)
    form = PledgeForm(request.POST)
    if form.is_valid() and form.save(found, desk):
        messages.success(request, _("The promise is kept in mind."))
        return redirect("desk-exchange", desk.campaign.pk, number)
    return _page(request, desk, found, form, status=400)


def _page(
    request: HttpRequest, desk: Desk, found: Exchange, form: PledgeForm, *, status: int = 200
) -> HttpResponse:
    row = work.exchange(found.pk, **desk.asked)
    context: dict[str, Any] = {
        "row": row,
        "record": found,
        "may_edit": rules.may_edit(desk.viewer, found),
        "may_add": rules.may_add(desk.viewer, found),
        "form": form,
        "given": toolkit.all_hand_outs(desk.campaign, HandOutsAsked(exchange=found.pk), **desk.asked),
        "may_hand_out": bool(row.iso3) and may_hand_out(desk.viewer, desk.campaign),
    }
    title = _("Exchange with %(state)s") % {"state": row.name} if row.name else _("Exchange with a State")
    return render_desk(
        request, desk, "exchanges/exchange", context, title=title, here="exchanges", status=status
    )


def _known(request: HttpRequest, desk: Desk) -> list[tuple[int, str]]:
    """The State's contacts, once the State is known."""
    iso3 = request.POST.get("state") or request.GET.get("state", "")
    names = states.state_names(desk.language, viewer=desk.viewer)
    return _contacts_of(desk, iso3.upper()) if iso3.upper() in names else []


def _contacts_of(desk: Desk, iso3: str) -> list[tuple[int, str]]:
    rows = work.contacts(desk.campaign, [iso3], **desk.asked)
    return [
        (
            row.pk,
            pgettext("between parts of a note", ", ").join(part for part in (row.person, row.post) if part),
        )
        for row in rows
        if row.current
    ]
