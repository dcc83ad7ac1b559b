"""What a day begins with, finding words, and work that goes on in the background: as the pages of the same names."""

from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils import timezone

from accede.access import trail_heads
from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk.room import Room
from accede.background import progress
from accede.campaign import rules as of_plans
from accede.campaign.queries.overview import due_lines
from accede.campaign.queries.plans import plan_of_day
from accede.campaign.queries.reports import returned_reports, waiting_reports
from accede.evidence.queries.looking import Sought
from accede.legislation.queries import parliaments, proceedings
from accede.meetings.queries.action_items import due_from_groups
from accede.meetings.queries.events import due
from accede.meetings.queries.sittings import coming
from accede.outreach import queries as work
from accede.outreach.queries import assignments
from accede.outreach.queries.arrivals import arrivals
from accede.outreach.queries.gaps import gaps
from accede.outreach.queries.planner import in_the_room
from accede.outreach.queries.silence import silent_states
from accede.record.models import Treaty
from accede.record.queries import meetings
from accede.reporting import recall
from accede.reporting import search as finding
from accede.survey.silence import waiting
from accede.targeting import queries as targeting
from accede.webhooks import queries as webhooks

room = Room("Today")

# As the page has it: due within so many days, of each kind so many; came in since so many days.
AHEAD = timedelta(days=14)
MONTH = timedelta(days=31)
SHOWN = 8
SINCE = {"yesterday": 1, "week": 7, "month": 31}
FOUND_ON_A_PAGE = 30
LONGEST = 200


def today(
    campaign: Campaign,
    treaty: Treaty,
    *,
    since: Literal["yesterday", "week", "month"] = "week",
    on: date,
    at: datetime,
    viewer: Viewer,
    language: str,
) -> Any:
    """What Today shows: of each kind the first eight, of which the lists have all.

    Of another day, what the record and the plan tell of it: what is open and what came in is kept as it is now.
    """
    asked: Any = {"on": on, "viewer": viewer, "language": language}
    targets = targeting.targets(treaty, **asked)
    silent = silent_states(campaign, targets, on=on, viewer=viewer)
    shares = assignments.shares(campaign, **asked)
    meeting = meetings.next_meeting(on=on, viewer=viewer, treaty=treaty)
    notices = parliaments.notices_ahead([target.iso3 for target in targets], **asked)
    told: dict[str, Any] = {
        "on": on,
        "plan": plan_of_day(on=on, viewer=viewer, campaign=campaign),
        "lines": sorted(due_lines(campaign.pk, on=on, viewer=viewer), key=lambda row: not row.own)[:SHOWN],
        "meeting": meeting,
        "in_the_room": in_the_room(meeting, campaign, targets, on=on, viewer=viewer) if meeting else None,
        "silent": silent[:SHOWN],
        "silent_count": len(silent),
        "requests": due(campaign.pk, until=on + AHEAD, on=on, viewer=viewer),
        "gaps": gaps(campaign, targets, **asked),
        "parliaments": notices[:SHOWN],
        "own_states": next((share.states for share in shares if share.person == viewer.person_id), []),
    }
    if on == timezone.localdate(at):
        told["left"] = [share for share in shares if not share.runs]
        told |= _of_now(campaign, since, **asked)
    return told


def _of_now(campaign: Campaign, since: str, *, on: date, viewer: Viewer, language: str) -> dict[str, Any]:
    asked: Any = {"on": on, "viewer": viewer, "language": language}
    until, first = on + AHEAD, on - timedelta(days=SINCE[since])
    moment = timezone.make_aware(datetime.combine(first, time.min))
    runs = of_plans.may_write(viewer, campaign.pk)
    broken = trail_heads.last_break(viewer=viewer)
    steps = work.follow_ups(campaign, person=viewer.person_id, due_until=until, most=SHOWN, **asked)
    return {
        "follow_ups": steps,
        "promises": work.pledges(campaign, due_until=until, most=SHOWN, **asked),
        "action_items": due_from_groups(campaign, most=SHOWN, **asked),
        "sittings": [
            {"number": each.pk, "group": each.group.name, "day": each.day}
            for each in coming(campaign, on=on, ahead=MONTH, viewer=viewer)
        ],
        "proceedings": proceedings.coming(campaign, until=until, **asked)[:SHOWN],
        "rounds": waiting(campaign, **asked),
        "reports_waiting": waiting_reports(campaign, viewer=viewer) if runs else [],
        "reports_returned": returned_reports(campaign, viewer=viewer),
        "arrivals": arrivals(campaign, since=moment, viewer=viewer, language=language),
        "handovers": assignments.received(campaign, since=on - MONTH, **asked),
        "to_recall": [
            {"document": row.paper, "received": row.received}
            for row in recall.recalls(campaign, viewer=viewer, issued_by=viewer.person_id)
        ],
        "webhooks_off": [each.pk for each in webhooks.switched_off(campaign, viewer=viewer)],
        "trail_broken": {"day": broken.day, "entry": broken.entry, "why": broken.why} if broken else None,
    }


def found(
    campaign: Campaign,
    treaty: Treaty,
    *,
    words: str = "",
    part: int = 1,
    page: int = 1,
    on: date,
    viewer: Viewer,
    language: str,
) -> Page[finding.Found]:
    """What is written down and holds all the words, in any language, with accents or without; the newest first.

    At first 1,600 records are looked through, the newest 500 of each kind, and of none fewer than 40 if it has them; with `part` 2 500 of
    each kind, from the 41st on, with 3 the 500 before them, and so on. Some may be found in the first part and in the second.
    """
    sought = Sought(words.strip()[:LONGEST], part=part)
    rows = finding.written_down(sought, campaign, treaty, on=on, viewer=viewer, language=language)
    return Paginator(rows, FOUND_ON_A_PAGE).get_page(page)


def called(campaign: Campaign, *, words: str = "", on: date, viewer: Viewer, language: str) -> finding.Named:
    """States, meetings, groups and people whose names hold the words."""
    return finding.named(words.strip()[:LONGEST], campaign, on=on, viewer=viewer, language=language)


def going_on(task: UUID, *, viewer: Viewer) -> Any:
    """How far the work is. Its number is told by the write that began it, and by the file or bundle it is for."""
    told = progress.of(task)
    if told is None:
        raise NotVisibleError(str(task))
    return {
        "state": told.state,
        "step": told.step,
        "done": told.done,
        "total": told.total,
        "refused": told.result if isinstance(told.result, str) else "",
    }


room.one("/today", today, row=dict[str, Any], asks=("since",), summary="What a day begins with")
room.several("/search", found, row=finding.Found, summary="What is written down and holds the words")
room.one("/search/names", called, asks=("words",), summary="States, meetings, groups and people of that name")
room.one("/tasks/{task}", going_on, row=dict[str, Any], summary="How far work in the background is")
