"""A treaty event: what is highlighted, the request for ours, who might act and what each lacks, what was announced."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.meetings import rules
from accede.meetings.actions import treaty_events as acts
from accede.meetings.queries import treaty_events as queries
from accede.record.meetings.models import Meeting
from accede.reporting.treaty_event import get_treaty_event, treaty_event
from accede.web.desk.forms.treaty_events import AnnounceForm, ExpectForm, HighlightsForm, ReadinessForm
from accede.web.desk.page import Desk, desk_page, render_desk


@require_safe
@desk_page
def page(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    return _page(request, desk, _event(desk, key))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def highlights(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """What is highlighted; a form without a single tick is sent with nothing but its token."""
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    found = _event(desk, key)
    told = queries.highlighted(found, desk.treaty, viewer=desk.viewer)
    initial = {"treaties": [each.pk for each in told.treaties], "others": "\n".join(told.others)}
    sent = request.POST if request.method == "POST" else None
    form = HighlightsForm(sent, desk=desk, meeting=found, initial=initial)
    form.editing(found, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("What is highlighted is on record."))
        return redirect("desk-treaty-event", desk.campaign.pk, found.pk)
    return _form(request, desk, form, _("What is highlighted: %(meeting)s") % {"meeting": found.name})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def expect(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """States that might act there."""
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    found = _event(desk, key)
    form = ExpectForm(request.POST or None, desk=desk, meeting=found)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("They are on the list."))
        return redirect("desk-treaty-event", desk.campaign.pk, found.pk)
    return _form(request, desk, form, _("States that might act: %(meeting)s") % {"meeting": found.name})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def readiness(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """How it was invited, and what it has already."""
    found = queries.get_expected(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    names = ("act", "invited_on", "invited", "instrument_on", "powers", "appointment_on", "note")
    initial = {name: getattr(found, name) for name in names}
    form = ReadinessForm(request.POST or None, desk=desk, initial=initial)
    form.editing(found, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("It is written down."))
        return redirect("desk-treaty-event", desk.campaign.pk, found.meeting_id)
    return _form(request, desk, form, _("What it has, and what it lacks"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def announced(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """What was announced on the day. The depositary alone confirms it."""
    found = queries.get_expected(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    day = min(desk.on, found.meeting.ends)
    form = AnnounceForm(request.POST or None, desk=desk, initial={"on": found.announced_on or day})
    form.editing(found, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(
            request,
            _("Noted as announced. It counts when the depositary’s record confirms it, and not before."),
        )
        return redirect("desk-treaty-event", desk.campaign.pk, found.meeting_id)
    return _form(request, desk, form, _("Announced"))


@require_POST
@desk_page
def not_announced(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_expected(number, viewer=desk.viewer)
    acts.announce(expected=found, on=None, **desk.acting)
    messages.success(request, _("The announcement is taken back."))
    return redirect("desk-treaty-event", desk.campaign.pk, found.meeting_id)


@require_POST
@desk_page
def off(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.get_expected(number, viewer=desk.viewer)
    key = found.meeting_id
    acts.expect_no_more(expected=found, **desk.acting)
    messages.success(request, _("It is off the list."))
    return redirect("desk-treaty-event", desk.campaign.pk, key)


def _event(desk: Desk, key: str) -> Meeting:
    return get_treaty_event(key, viewer=desk.viewer)


def _page(request: HttpRequest, desk: Desk, found: Meeting) -> HttpResponse:
    told = treaty_event(found, desk.campaign, desk.treaty, **desk.asked)
    context: dict[str, Any] = {
        "meeting": found,
        "highlighted": told.highlighted,
        "requests": told.requests,
        "rows": told.rows,
        "awaiting": told.awaiting,
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    title = _("Treaty event: %(meeting)s") % {"meeting": found.name}
    return render_desk(request, desk, "events/treaty_event", context, title=title, here="meetings")


def _form(request: HttpRequest, desk: Desk, form: Any, title: str) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "form", {"form": form}, title=title, here="meetings", status=status)
