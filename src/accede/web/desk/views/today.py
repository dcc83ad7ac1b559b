"""The desk's first page: what a day begins with. And the States that wait."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.access import trail_heads
from accede.campaign import rules as of_plans
from accede.campaign.queries.overview import DueLine, due_lines
from accede.campaign.queries.plans import plan_of_day
from accede.campaign.queries.reports import returned_reports, waiting_reports
from accede.campaign.standing import State
from accede.legislation.queries import parliaments, proceedings
from accede.meetings.queries.action_items import due_from_groups
from accede.meetings.queries.events import due
from accede.meetings.queries.sittings import coming
from accede.outreach import queries as work
from accede.outreach import rules
from accede.outreach.queries import assignments
from accede.outreach.queries.arrivals import arrivals
from accede.outreach.queries.gaps import gaps
from accede.outreach.queries.open_work import open_by_state
from accede.outreach.queries.planner import in_the_room
from accede.outreach.queries.silence import SILENT_AFTER_WEEKS, silent_states
from accede.record.queries import meetings, states
from accede.reporting import recall
from accede.survey.silence import waiting
from accede.targeting import queries as targeting
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.places import place_of
from accede.web.desk.views.plans import asked_day
from accede.web.templatetags.accede import day
from accede.webhooks import queries as webhooks

# What is due within so many days stands on the page; of each kind, and of silent States, so many.
AHEAD_DAYS = 14
SHOWN = 8
# What came in since when, in days: the key stands in the address.
SINCE = {"yesterday": 1, "week": 7, "month": 31}
MOST_WEEKS = 520


@require_safe
@desk_page
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What a day begins with. Of another day, what the record and the plan tell of it: steps and arrivals are of today."""
    now, desk = desk.on, replace(desk, on=asked_day(request, desk))
    targets = targeting.targets_in_brief(desk.treaty, **desk.asked)
    silent = silent_states(desk.campaign, targets, on=desk.on, viewer=desk.viewer)
    shares = assignments.states_shared(desk.campaign, **desk.asked)
    meeting = meetings.next_meeting(on=desk.on, viewer=desk.viewer, treaty=desk.treaty)
    lines = due_lines(desk.campaign.pk, on=desk.on, viewer=desk.viewer)
    plan = plan_of_day(on=desk.on, viewer=desk.viewer, campaign=desk.campaign)
    context: dict[str, Any] = {
        "on": desk.on,
        "elsewhen": desk.on != now,
        "lines": [(row, of_plans.may_mark(desk.viewer, row.line)) for row in _first(lines)],
        "lines_overdue": sum(row.state == State.OVERDUE for row in lines),
        "more_lines": len(lines) > SHOWN,
        "plan_over": plan if plan and plan.ends < desk.on else None,
        "writes_plans": of_plans.may_write(desk.viewer, desk.campaign.pk),
        "meeting": meeting,
        "room": in_the_room(meeting, desk.campaign, targets, on=desk.on, viewer=desk.viewer)
        if meeting
        else None,
        "silent": silent[:SHOWN],
        "silent_count": len(silent),
        "weeks": SILENT_AFTER_WEEKS,
        "requests": due(
            desk.campaign.pk, until=desk.on + timedelta(days=AHEAD_DAYS), on=desk.on, viewer=desk.viewer
        ),
        "gaps": gaps(desk.campaign, targets, **desk.asked),
        "parliaments": parliaments.notices_ahead([target.iso3 for target in targets], **desk.asked)[:SHOWN],
        "own": next((share.states for share in shares if share.person == desk.person.pk), []),
        "may_log": rules.may_log(desk.viewer, desk.campaign),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
        "coordinates": desk.viewer.coordinates(desk.campaign.pk),
    }
    if desk.on == now:
        context["left"] = [share for share in shares if not share.runs]
        context |= _of_now(request, desk)
    title = _("Today") if desk.on == now else day(desk.on)
    return render_desk(request, desk, "today/today", context, title=title, here="today")


def _of_now(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """What is open, came in and was handed over: kept as it is now, not as it was on a day."""
    until = desk.on + timedelta(days=AHEAD_DAYS)
    since = request.GET.get("since", "")
    since = since if since in SINCE else "week"
    steps = work.follow_ups(
        desk.campaign, person=desk.person.pk, due_until=until, most=SHOWN + 1, **desk.asked
    )
    promises = work.pledges(desk.campaign, due_until=until, most=SHOWN + 1, **desk.asked)
    steps_of_groups = due_from_groups(desk.campaign, most=SHOWN + 1, **desk.asked)
    came = [
        (each, place_of(desk, each.kind, each.pk, each.iso3))
        for each in arrivals(
            desk.campaign, since=_days_ago(desk, SINCE[since]), viewer=desk.viewer, language=desk.language
        )
    ]
    return {
        "to_recall": recall.recalls(desk.campaign, viewer=desk.viewer, issued_by=desk.person.pk),
        "trail_broken": trail_heads.last_break(viewer=desk.viewer),
        "webhooks_off": webhooks.switched_off(desk.campaign, viewer=desk.viewer),
        "steps_of_groups": steps_of_groups[:SHOWN],
        "more_steps_of_groups": len(steps_of_groups) > SHOWN,
        "sittings": coming(
            desk.campaign, on=desk.on, ahead=timedelta(days=SINCE["month"]), viewer=desk.viewer
        ),
        "reports_waiting": waiting_reports(desk.campaign, viewer=desk.viewer)
        if of_plans.may_write(desk.viewer, desk.campaign.pk)
        else [],
        "reports_returned": returned_reports(desk.campaign, viewer=desk.viewer),
        "before_parliament": proceedings.coming(desk.campaign, until=until, **desk.asked)[:SHOWN],
        "waiting": waiting(desk.campaign, **desk.asked),
        "follow_ups": steps[:SHOWN],
        "more_follow_ups": len(steps) > SHOWN,
        "pledges": promises[:SHOWN],
        "more_pledges": len(promises) > SHOWN,
        "since": since,
        "arrivals": came[:SHOWN],
        "more_arrivals": came[SHOWN:],
        "received": assignments.received(
            desk.campaign, since=desk.on - timedelta(days=SINCE["month"]), **desk.asked
        ),
    }


@require_safe
@desk_page
def silent(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Target States not contacted for so many weeks."""
    weeks = _weeks(request.GET.get("weeks", ""))
    own = request.GET.get("who") == "mine"
    targets = targeting.targets_in_brief(desk.treaty, **desk.asked)
    rows = [
        row
        for row in silent_states(desk.campaign, targets, weeks=weeks, on=desk.on, viewer=desk.viewer)
        if not own or row.person == desk.person.pk
    ]
    context = {
        "rows": rows,
        "weeks": weeks,
        "usual": SILENT_AFTER_WEEKS,
        "most": MOST_WEEKS,
        "own": own,
        "may_log": rules.may_log(desk.viewer, desk.campaign),
    }
    return render_desk(request, desk, "today/silent", context, title=_("Silent States"), here="today")


@require_safe
@desk_page
def by_state(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How much is open with each State; of one that is asked for, all of it."""
    asked = request.GET.get("state", "")
    state = states.get_state(asked, viewer=desk.viewer) if asked else None
    names = states.state_names(desk.language, viewer=desk.viewer)
    context = {
        "state": state,
        "name": names[state.pk] if state else "",
        "rows": [] if state else open_by_state(desk.campaign, **desk.asked),
        "follow_ups": work.follow_ups(desk.campaign, states_asked=[state.pk], **desk.asked) if state else [],
        "pledges": work.pledges(desk.campaign, states_asked=[state.pk], **desk.asked) if state else [],
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    return render_desk(request, desk, "today/by_state", context, title=_("Open, by State"), here="follow-ups")


def _first(lines: list[DueLine]) -> list[DueLine]:
    """As many as the page has room for: the reader's own come first, then by the day on which they end."""
    return sorted(lines, key=lambda row: not row.own)[:SHOWN]


def _days_ago(desk: Desk, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(desk.on - timedelta(days=days), time.min))


def _weeks(asked: str) -> int:
    """What makes no sense is left out of account; the page shows how many weeks it is about."""
    known = asked.isascii() and asked.isdecimal()
    return min(max(int(asked[:4]), 1), MOST_WEEKS) if known else SILENT_AFTER_WEEKS
