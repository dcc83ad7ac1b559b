"""Reminders by mail, and the calendar that one's own program reads."""

from hashlib import sha256
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accede import asked_once, packing
from accede.access import queries as access
from accede.access.models import Person
from accede.outbox import transport
from accede.reminders import actions, calendar
from accede.reminders import queries as reminders
from accede.reminders.digest import digest
from accede.reminders.links import Links
from accede.reminders.models import Habit
from accede.web.account import second_factor
from accede.web.account.forms import HabitForm
from accede.web.account.page import not_kept, render_account


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    """How often one is reminded, the digest as it would be sent now, and the calendar."""
    return _page(request)


@require_POST
@login_required
def choose(request: HttpRequest) -> HttpResponse:
    me, form = cast("Person", request.user), HabitForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=400)
    viewer = access.viewer_of(me, on=timezone.localdate())
    actions.choose_habit(
        person=me, often=Habit.Often(form.cleaned_data["often"]), by=viewer, at=timezone.now()
    )
    messages.success(request, _("It is kept."))
    return redirect("account-reminders")


@require_POST
@login_required
def open_feed(request: HttpRequest) -> HttpResponse:
    """The new address is shown this once: the desk keeps no more of it than a hash."""
    me = cast("Person", request.user)
    viewer = access.viewer_of(me, on=timezone.localdate())
    if not viewer.roles or not second_factor.is_set_up(me):
        return _page(request, status=403)
    token = actions.open_feed(person=me, by=viewer, at=timezone.now())
    return _page(request, address=request.build_absolute_uri(reverse("calendar-feed", args=[token])))


@require_POST
@login_required
def close_feed(request: HttpRequest) -> HttpResponse:
    me = cast("Person", request.user)
    actions.close_feed(person=me, by=access.viewer_of(me, on=timezone.localdate()), at=timezone.now())
    messages.success(request, _("The address of your calendar answers no more."))
    return redirect("account-reminders")


def _page(
    request: HttpRequest, *, form: HabitForm | None = None, address: str = "", status: int = 200
) -> HttpResponse:
    me, on = cast("Person", request.user), timezone.localdate()
    viewer = access.viewer_of(me, on=on)
    is_safe = second_factor.is_set_up(me)
    context = {
        "form": form or HabitForm(initial={"often": reminders.habit(me, viewer=viewer)}),
        "me": me,
        "is_safe": is_safe,
        "has_role": bool(viewer.roles),
        "is_set": transport.is_set(),
        "digest": digest(me, on=on, links=Links(me.language)) if is_safe and viewer.roles else None,
        "feed": reminders.feed(me, viewer=viewer),
        "address": address,
    }
    return render_account(request, "reminders", context, title=_("Reminders and calendar"), status=status)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, for whoever has its address. All that is wrong is answered alike."""
    on = timezone.localdate()
    reader = calendar.reader_of(token, on=on)
    if reader is None:
        raise Http404
    base = f"{request.scheme}://{request.get_host()}"
    with asked_once.while_reading(request):
        content = calendar.calendar(reader, on=on, places=Links(reader.person.language, base))
    etag = f'W/"{sha256(content).hexdigest()}"'  # the same, packed or not
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="accede.ics"'
    found = get_conditional_response(request, etag=etag, response=answer) or answer
    found["ETag"] = etag
    packing.sent(request, found)
    found["Referrer-Policy"] = "no-referrer"
    return not_kept(found)
