"""Meetings, who attends them, whom to meet there, and the sheet to take along."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.access import queries as access
from accede.meetings.queries.forums import parts
from accede.meetings.queries.workshops import workshop_of
from accede.meetings.rules import runs_meetings
from accede.outreach import actions, rules
from accede.outreach.queries.clashes import clashes
from accede.outreach.queries.planned import get_planned
from accede.outreach.queries.planner import planner
from accede.record.meetings.models import Meeting
from accede.record.queries import meetings, states
from accede.toolkit import queries as toolkit
from accede.toolkit.queries.given import Asked as HandOutsAsked
from accede.web.desk.forms.meetings import AttendanceForm, PlanForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.meeting_changes import insist_on_contributing


@require_safe
@desk_page
def meeting_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those to come, the next first; or past ones, the latest first."""
    past = request.GET.get("when") == "past"
    found = meetings.meetings(on=desk.on, viewer=desk.viewer, when="past" if past else "coming")
    context = {
        "rows": found,
        "past": past,
        "runs": runs_meetings(desk.viewer, desk.campaign.pk),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    return render_desk(request, desk, "meetings/list", context, title=_("Meetings"), here="meetings")


@require_safe
@desk_page
def meeting(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The planner: which target States are there, whom we have met, what to say to each."""
    found = meetings.get_meeting(key, viewer=desk.viewer)
    there = meetings.attendance(found, viewer=desk.viewer)
    names = states.state_names(desk.language, viewer=desk.viewer)
    stands_against = clashes(found, desk.campaign, viewer=desk.viewer, language=desk.language)
    context = _planned(desk, found) | {
        "attending": [(iso3, name) for iso3, name in names.items() if iso3 in there],
        "sessions": meetings.sessions(found, viewer=desk.viewer),
        "clashes": stands_against,
        "going": parts([found.pk], desk.campaign.pk, viewer=desk.viewer)[found.pk],
        "beside_parts": parts(
            [each.meeting.pk for each in stands_against.beside], desk.campaign.pk, viewer=desk.viewer
        ),
        "before": meetings.before_it(found, viewer=desk.viewer),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
        "may_log": rules.may_log(desk.viewer, desk.campaign),
        "given": toolkit.all_hand_outs(desk.campaign, HandOutsAsked(meeting=found.pk), **desk.asked),
        "runs": runs_meetings(desk.viewer, desk.campaign.pk),
        "workshop": workshop_of(found.pk, desk.campaign, viewer=desk.viewer),
        "trail": access.audit_of(found, viewer=desk.viewer),
    }
    return render_desk(request, desk, "meetings/meeting", context, title=found.name, here="meetings")


@require_safe
@desk_page
def sheet(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The planner on paper."""
    found = meetings.get_meeting(key, viewer=desk.viewer)
    return render_desk(
        request, desk, "meetings/sheet", _planned(desk, found), title=found.name, here="meetings"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def attendance(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Tick the States that attend. `from` in the address ticks those that attended an earlier one, to be gone through."""
    insist_on_contributing(desk)
    found = meetings.get_meeting(key, viewer=desk.viewer)
    there = set(meetings.attendance(found, viewer=desk.viewer))
    earlier = meetings.before_it(found, viewer=desk.viewer)
    if earlier and request.GET.get("from") == earlier.pk:
        there |= set(meetings.attendance(earlier, viewer=desk.viewer))
    # A form without a single tick is sent with nothing but its token.
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AttendanceForm(*sent, desk=desk, attending=there)
    form.editing(found, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("Who attends is on record."))
        return redirect("desk-meeting", desk.campaign.pk, found.pk)
    context = {
        "form": form,
        "meeting": found,
        "earlier": earlier,
        "earlier_attending": len(meetings.attendance(earlier, viewer=desk.viewer)) if earlier else 0,
    }
    title = _("Who attends: %(meeting)s") % {"meeting": found.name}
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "meetings/attendance", context, title=title, here="meetings", status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def plan(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """To meet a State there. `state` in the address fills in which."""
    rules.insist_on_logging(desk.viewer, desk.campaign)
    found = meetings.get_meeting(key, viewer=desk.viewer)
    initial = {"state": request.GET.get("state", "").upper()}
    form = PlanForm(request.POST or None, desk=desk, meeting=found, initial=initial)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("It is planned."))
        _warn(request, desk, found, form.made.pk)
        return redirect("desk-meeting", desk.campaign.pk, found.pk)
    return _form(request, desk, form, _("Plan to meet a State: %(meeting)s") % {"meeting": found.name})


@require_POST
@desk_page
def met(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """It took place: on to logging what was said."""
    planned = get_planned(number, viewer=desk.viewer)
    actions.mark_met(planned=planned, **desk.acting)
    messages.success(request, _("Marked as met. Log what was said while you remember it."))
    asked = urlencode({"state": planned.state_id, "meeting": planned.meeting_id})
    return redirect(f"{reverse('desk-exchange-new', args=[desk.campaign.pk])}?{asked}")


@require_POST
@desk_page
def cancel(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """It will not take place."""
    planned = get_planned(number, viewer=desk.viewer)
    key = planned.meeting_id
    actions.cancel_planned(planned=planned, **desk.acting)
    messages.success(request, _("It is taken off the plan."))
    return redirect("desk-meeting", desk.campaign.pk, key)


def _planned(desk: Desk, found: Meeting) -> dict[str, Any]:
    return {"meeting": found, "planner": planner(found, desk.campaign, **desk.asked)}


def _warn(request: HttpRequest, desk: Desk, found: Meeting, number: int) -> None:
    """Who goes is elsewhere at that hour: it is planned all the same, for people know better."""
    for pair in clashes(found, desk.campaign, viewer=desk.viewer, language=desk.language).twice:
        other = next((each for each in pair if each.pk != number), None)
        if other and number in (each.pk for each in pair):
            messages.warning(
                request,
                _("%(person)s is to meet %(state)s at that hour, too.")
                % {"person": other.person_name, "state": other.name},
            )


def _form(request: HttpRequest, desk: Desk, form: Any, title: str) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "form", {"form": form}, title=title, here="meetings", status=status)
