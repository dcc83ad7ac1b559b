"""The pages of an invitation: the workshop and its programme, the reply of the delegation, and later changes of it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accede.meetings.actions.registration import decline, reply
from accede.meetings.models import Delegation
from accede.meetings.queries.workshops import Opened
from accede.record import days
from accede.record.queries import states
from accede.reminders.calendar import file_of
from accede.web.registering.forms import DelegationForm, HeadForm
from accede.web.registering.opening import by_link, page, refusal

Reply = Delegation.Reply
FORM = ["GET", "HEAD", "POST"]


@require_safe
@by_link
def overview(request: HttpRequest, found: Opened, token: str) -> HttpResponse:
    """What one is invited to, what was replied, and who is named."""
    context = common(found, token) | {"saved": request.GET.get("saved", "")}
    return page(request, "overview", context, found.workshop.meeting.name)


@require_http_methods(FORM)
@by_link
def reply_page(request: HttpRequest, found: Opened, token: str) -> HttpResponse:
    """Accept with names; later, change or replace them. What cannot be taken is given back with the reason."""
    back = reverse("register", args=[token])
    if not found.may_change:
        return _closed(request, back)
    form = DelegationForm(
        request.POST if request.method == "POST" else None,
        delegation=found.delegation,
        people=found.people,
        may_add=found.may_reply,
        language=get_language() or "en",
    )
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                row = reply(
                    delegation=found.delegation,
                    people=form.told(),
                    replied_by=form.head.cleaned_data["replied_by"],
                    remark=form.head.cleaned_data["remark"],
                    at=timezone.now(),
                )
            except ValidationError as error:
                form.take(error)
                status = 409 if getattr(error, "code", "") in ("full", "closed") else 400
            else:
                return redirect(f"{back}?saved={'waiting' if row.reply == Reply.WAITING else 'yes'}")
        elif form.meanwhile:
            status = 409
    title = _("Change the delegation") if found.people else _("Accept, and name the delegation")
    return page(request, "reply", common(found, token) | {"form": form}, title, status=status)


@require_http_methods(FORM)
@by_link
def decline_page(request: HttpRequest, found: Opened, token: str) -> HttpResponse:
    back = reverse("register", args=[token])
    if not (found.may_reply or found.may_change):
        return _closed(request, back)
    form = HeadForm(request.POST or None, initial={"replied_by": found.delegation.replied_by})
    if request.method == "POST" and form.is_valid():
        try:
            decline(
                delegation=found.delegation,
                replied_by=form.cleaned_data["replied_by"],
                remark=form.cleaned_data["remark"],
                at=timezone.now(),
            )
        except ValidationError as error:
            return refusal(request, _("Not saved"), " ".join(error.messages), status=409, back=back)
        return redirect(f"{back}?saved=declined")
    status = 400 if request.method == "POST" else 200
    return page(
        request, "decline", common(found, token) | {"form": form}, _("Decline the invitation"), status=status
    )


@require_safe
@by_link
def calendar(_request: HttpRequest, found: Opened, _token: str) -> HttpResponse:
    """The workshop's days for one's own calendar. It says nothing of who comes, and does not hold the link."""
    meeting = found.workshop.meeting
    return HttpResponse(
        file_of(meeting, (), url=meeting.url or settings.ADDRESS, language=get_language() or "en"),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="workshop.ics"'},
    )


def _closed(request: HttpRequest, back: str) -> HttpResponse:
    told = _(
        "Registration is closed: this workshop takes no more delegations. Nothing was changed. If yours should come all "
        "the same, write to whoever invited you."
    )
    return refusal(request, _("Registration is closed"), told, status=409, back=back)


def common(found: Opened, token: str) -> dict[str, Any]:
    language = get_language() or "en"
    workshop = found.workshop
    name = capfirst(states.formal_name(found.delegation.state, language))
    return {
        "token": token,
        "opened": found,
        "workshop": workshop,
        "meeting": workshop.meeting,
        "delegation": found.delegation,
        "state_name": name,
        "days": days.stretch(workshop.meeting.begins, workshop.meeting.ends, language),
    }
