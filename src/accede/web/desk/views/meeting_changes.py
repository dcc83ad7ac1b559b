"""What people tell of a meeting: all about it, its sessions, and whether they go."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accede.access.actions import NotAllowedError
from accede.meetings.actions.forums import take_no_part, take_part
from accede.record.meetings import session_actions as sessions
from accede.record.meetings.models import Meeting, Series
from accede.record.queries import meetings
from accede.web.desk.forms.meetings import MeetingForm, SessionForm
from accede.web.desk.page import Desk, desk_page, render_desk


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A meeting that is not on record yet. `after` or `series` in the address fills in what comes again."""
    insist_on_contributing(desk)
    last = _last(request, desk)
    form = MeetingForm(request.POST or None, desk=desk, initial=_of_next(request, desk, last))
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("The meeting is on record. Now tick who attends."))
        return redirect("desk-attendance", desk.campaign.pk, form.made.pk)
    title = _("The next one: %(meeting)s") % {"meeting": last.name} if last else _("A new meeting")
    return _form(request, desk, form, title)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def change(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """All that is told of a meeting; of one that ships, what its source does not give."""
    insist_on_contributing(desk)
    found = meetings.get_meeting(key, viewer=desk.viewer)
    form = MeetingForm(request.POST or None, desk=desk, meeting=found, initial=_told(found, desk))
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("It is changed."))
        return redirect("desk-meeting", desk.campaign.pk, found.pk)
    return _form(request, desk, form, _("Change: %(meeting)s") % {"meeting": found.name})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def session(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Hours in which it sits."""
    insist_on_contributing(desk)
    found = meetings.get_meeting(key, viewer=desk.viewer)
    form = SessionForm(request.POST or None, desk=desk, meeting=found)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("The session is on record."))
        return redirect("desk-meeting", desk.campaign.pk, found.pk)
    return _form(request, desk, form, _("A session: %(meeting)s") % {"meeting": found.name})


@require_POST
@desk_page
def session_off(request: HttpRequest, desk: Desk, key: str, number: int) -> HttpResponse:
    found = meetings.get_meeting(key, viewer=desk.viewer)
    insist_on_contributing(desk)
    row = meetings.get_session(number, found, viewer=desk.viewer)
    sessions.remove_session(session=row, campaign=desk.campaign, **desk.acting)
    messages.success(request, _("The session is taken off."))
    return redirect("desk-meeting", desk.campaign.pk, found.pk)


@require_POST
@desk_page
def part(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The reader goes there, or does not."""
    found = meetings.get_meeting(key, viewer=desk.viewer)
    act = take_no_part if request.POST.get("goes") == "no" else take_part
    act(meeting=found, person=desk.person, campaign=desk.campaign, **desk.acting)
    messages.success(
        request,
        _("You do not go there: it is out of your calendar.")
        if act is take_no_part
        else _("You go there: its sessions come into your calendar."),
    )
    return redirect("desk-meeting", desk.campaign.pk, found.pk)


def insist_on_contributing(desk: Desk) -> None:
    if not desk.viewer.contributes_to(desk.campaign.pk):
        raise NotAllowedError(_("Only those who contribute to the campaign write down meetings."))


def _last(request: HttpRequest, desk: Desk) -> Meeting | None:
    """The meeting from which the next is made."""
    key = request.GET.get("after", "")
    return meetings.get_meeting(key, viewer=desk.viewer) if key else None


def _of_next(request: HttpRequest, desk: Desk, last: Meeting | None) -> dict[str, Any]:
    """What comes again: all but the days. Of those, the usual month at most, for nobody knows the day."""
    key = request.GET.get("series", "")
    series = last.series if last else meetings.get_series(key, viewer=desk.viewer) if key else None
    if last is None and series is None:
        return {}
    told: Meeting | Series = series or last  # type: ignore[assignment]  # one of both is there
    begins = meetings.usual_next(series, max(last.begins if last else desk.on, desk.on)) if series else ""
    return {
        "name": f"{told.name} {begins[:4]}".strip(),
        "kind": told.kind,
        "begins": begins,
        "place": told.place,
        "zone": told.zone,
        "organiser": told.organiser,
        "languages": last.languages if last else [],
        "url": last.url if last else "",
        "series": series.pk if series else "",
        "comes_again": series is None,
        "under_treaty": told.treaty_id == desk.treaty.pk,
    }


def _told(meeting: Meeting, desk: Desk) -> dict[str, Any]:
    return {
        "name": meeting.name,
        "kind": meeting.kind,
        "begins": meeting.begins_given,
        "ends": meeting.ends_given,
        "place": meeting.place,
        "zone": meeting.zone,
        "organiser": meeting.organiser,
        "languages": meeting.languages,
        "series": meeting.series_id or "",
        "under_treaty": meeting.treaty_id == desk.treaty.pk,
        "url": meeting.url,
    }


def _form(request: HttpRequest, desk: Desk, form: Any, title: str) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "form", {"form": form}, title=title, here="meetings", status=status)
