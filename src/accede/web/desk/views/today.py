"""The desk's first page: what a day begins with."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.outreach import queries as work
from accede.outreach import rules
from accede.web.desk.page import Desk, desk_page, render_desk

# What is due within so many days stands on the page.
AHEAD_DAYS = 14


@require_safe
@desk_page
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    until = desk.on + timedelta(days=AHEAD_DAYS)
    context: dict[str, Any] = {
        "follow_ups": work.follow_ups(desk.campaign, person=desk.person.pk, due_until=until, **desk.asked),
        "pledges": work.pledges(desk.campaign, due_until=until, **desk.asked),
        "may_log": rules.may_log(desk.viewer, desk.campaign),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    return render_desk(request, desk, "today/today", context, title=_("Today"), here="today")
