"""Hand-outs: the list, who holds an outdated version, one, a new one, one mended or taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.access.confidentiality import NotVisibleError
from accede.outreach import queries as work
from accede.toolkit import actions, queries, rules
from accede.web.desk.forms.toolkit import HandOutFilter, HandOutForm, NewHandOutForm
from accede.web.desk.page import Desk, desk_page, render_desk

FORM = ["GET", "HEAD", "POST"]
HERE = "toolkit"


@require_safe
@desk_page
def hand_out_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The latest first, a page of fifty, filtered as asked."""
    form = HandOutFilter(request.GET, desk=desk)
    page = queries.hand_outs(desk.campaign, form.asked(), page=request.GET.get("page", 1), **desk.asked)
    keep = request.GET.copy()
    keep.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "keep": f"{keep.urlencode()}&" if keep else "",
        "may_hand_out": rules.may_hand_out(desk.viewer, desk.campaign),
    }
    return render_desk(request, desk, "toolkit/hand_outs", context, title=_("Hand-outs"), here=HERE)


@require_safe
@desk_page
def outdated(request: HttpRequest, desk: Desk) -> HttpResponse:
    page = queries.outdated_paged(desk.campaign, page=request.GET.get("page", 1), **desk.asked)
    context = {
        "rows": page.object_list,
        "page": page,
        "may_hand_out": rules.may_hand_out(desk.viewer, desk.campaign),
    }
    title = _("Who holds an outdated version")
    return render_desk(request, desk, "toolkit/outdated", context, title=title, here=HERE)


@require_http_methods(FORM)
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """`state`, `meeting`, `exchange` and `version` in the address fill in theirs."""
    rules.insist_on_handing_out(desk.viewer, desk.campaign)
    initial = _beginning(request, desk)
    iso3 = request.POST.get("state") or str(initial.get("state", ""))
    meeting = "" if initial.get("exchange") else str(initial["meeting"])
    form = NewHandOutForm(request.POST or None, desk=desk, initial=initial, iso3=iso3, meeting=meeting)
    if request.method == "POST" and form.is_valid() and form.log():
        messages.success(request, _("The hand-out is logged."))
        exchange = form.cleaned_data["exchange"]
        if exchange:
            return redirect("desk-exchange", desk.campaign.pk, exchange)
        return redirect("desk-toolkit-state", desk.campaign.pk, form.cleaned_data["state"].lower())
    return _form(request, desk, form, _("Hand out a material"), _("Log"))


@require_safe
@desk_page
def hand_out(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    record = queries.get_hand_out(number, viewer=desk.viewer)
    row = queries.hand_out(number, **desk.asked)
    context = {"row": row, "record": record, "may_change": rules.may_change(desk.viewer, record)}
    title = _("Hand-out to %(state)s") % {"state": row.name} if row.name else _("Hand-out to a State")
    return render_desk(request, desk, "toolkit/hand_out", context, title=title, here=HERE)


@require_http_methods(FORM)
@desk_page
def edit(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    record = queries.get_hand_out(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, record)
    initial = {
        "state": record.state_id,
        "handed_on": record.handed_on,
        "meeting": record.meeting_id or "",
        "activity": str(record.activity_id or ""),
        "person": record.person_id,
        "who": record.who,
        "note": record.note,
        "attribution": record.attribution,
    }
    form = HandOutForm(request.POST or None, desk=desk, initial=initial)
    del form.fields["confidentiality"]  # who may see it is decided on its own page
    if not record.who_is_shown_to(desk.viewer):
        del form.fields["who"]
    form.editing(record, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid() and form.save(record):
        messages.success(request, _("Saved. What it said before is in the trail as changed."))
        return redirect("desk-hand-out", desk.campaign.pk, number)
    return _form(request, desk, form, _("Edit the hand-out"), _("Save"))


@require_POST
@desk_page
def take_back(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """It was entered by mistake."""
    record = queries.get_hand_out(number, viewer=desk.viewer)
    actions.take_back_hand_out(row=record, **desk.acting)
    messages.success(request, _("Taken back: it counts no more."))
    return redirect("desk-hand-outs", desk.campaign.pk)


def _beginning(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """What the address tells: of an exchange its State, day, meeting, activity and class."""
    asked = request.GET
    initial: dict[str, Any] = {
        "state": asked.get("state", "").upper(),
        "meeting": asked.get("meeting", ""),
        "versions": [int(each) for each in asked.getlist("version") if _is_number(each)],
    }
    if _is_number(asked.get("exchange", "")):
        exchange = work.get_exchange(int(asked["exchange"]), viewer=desk.viewer)
        if not exchange.speaker_is_shown_to(desk.viewer):
            raise NotVisibleError(f"exchange {exchange.pk}")
        initial |= {
            "exchange": exchange.pk,
            "state": exchange.state_id,
            "handed_on": exchange.held_on,
            "meeting": exchange.meeting_id or "",
            "activity": str(exchange.activity_id or ""),
            "confidentiality": exchange.confidentiality,
            "attribution": exchange.attribution,
        }
    return initial


def _is_number(text: str) -> bool:
    """Of a record: Python itself refuses to read one of some thousand digits."""
    return text.isdecimal() and len(text) < 19  # noqa: PLR2004 -- more no key has


def _form(request: HttpRequest, desk: Desk, form: Any, title: str, submit: str) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "submit": submit}
    return render_desk(request, desk, "toolkit/form", context, title=title, here=HERE, status=status)
