"""The calendar by month, the typical year, and a meeting as a file for calendars."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from babel import Locale
from babel.dates import get_day_names
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.meetings.queries.calendar import Entry, entries
from accede.meetings.queries.forums import forums_of
from accede.record.meetings.models import Meeting
from accede.record.partial_dates import NotADateError, first_possible_day
from accede.record.queries import meetings
from accede.reminders.calendar import file_of
from accede.reminders.links import Links
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.places import place_of


@dataclass(slots=True)
class OnDay:
    """A day of the page. `other`: it is of the month before or after, and only fills the week."""

    day: date
    other: bool
    today: bool
    items: list[dict[str, Any]] = field(default_factory=list)


@require_safe
@desk_page
def month(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A month, week by week. What has only a month or a year stands above it: its day is not known."""
    first = _asked(request.GET.get("month", ""), desk.on)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    begins = Locale(desk.language).first_week_day
    weeks = calendar.Calendar(begins).monthdatescalendar(first.year, first.month)
    since, until = weeks[0][0], weeks[-1][-1]
    days = {day: OnDay(day, day.month != first.month, day == desk.on) for week in weeks for day in week}
    own = forums_of(desk.person.pk, viewer=desk.viewer)
    found = meetings.between(since, until, viewer=desk.viewer)
    for each in found:
        if each.day_is_known:
            _put(days, each.begins, each.ends, _meeting(desk, each, is_own=each.pk in own))
    for entry in entries(desk.campaign.pk, since=since, until=until, viewer=desk.viewer):
        _put(days, entry.begins, entry.ends, _entry(desk, entry))
    names = get_day_names("abbreviated", context="stand-alone", locale=desk.language)
    context = {
        "first": first,
        "weeks": [[days[day] for day in week] for week in weeks],
        "week_days": [names[(begins + place) % 7] for place in range(7)],
        "undated": [
            each for each in found if not each.day_is_known and each.begins <= last and each.ends >= first
        ],
        "before": first - timedelta(days=1),
        "after": last + timedelta(days=1),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
        "is_empty": not any(each.items for each in days.values() if not each.other),
    }
    return render_desk(request, desk, "meetings/month", context, title=_("Calendar"), here="meetings")


@require_safe
@desk_page
def year(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The typical year: what comes again, when it usually does, when it was held last, and whether the next is on record."""
    context = {
        "rows": meetings.all_series(on=desk.on, viewer=desk.viewer),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    return render_desk(request, desk, "meetings/year", context, title=_("The typical year"), here="meetings")


@require_safe
@desk_page
def calendar_file(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The meeting and its sessions for a calendar: public facts and nothing else."""
    found = meetings.get_meeting(key, viewer=desk.viewer)
    sittings = meetings.sessions(found, viewer=desk.viewer)
    links = Links(desk.language, base=request.build_absolute_uri("/").rstrip("/"))
    content = file_of(found, sittings, url=links.meeting(desk.campaign.pk, found.pk), language=desk.language)
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{found.pk}.ics"'},
    )


def _asked(text: str, on: date) -> date:
    """The first day of the month that the address names; what makes no sense is the month of today."""
    try:
        asked = first_possible_day(text) if text else on
    except NotADateError:
        asked = on
    within = date.min.year < asked.year < date.max.year
    return (asked if within else on).replace(day=1)


def _put(days: dict[date, OnDay], begins: date, ends: date, item: dict[str, Any]) -> None:
    for day in _each_day(max(begins, min(days)), min(ends, max(days))):
        days[day].items.append(item | {"goes_on": day != begins})


def _each_day(first: date, last: date) -> Iterator[date]:
    yield from (first + timedelta(days=number) for number in range((last - first).days + 1))


def _meeting(desk: Desk, meeting: Meeting, *, is_own: bool) -> dict[str, Any]:
    return {
        "name": meeting.name,
        "url": reverse("desk-meeting", args=[desk.campaign.pk, meeting.pk]),
        "place": meeting.place,
        "is_own": is_own,
        "kind": "meeting",
    }


def _entry(desk: Desk, entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "url": place_of(desk, entry.kind, entry.number),
        "place": entry.place,
        "at": entry.at,
        "zone": entry.zone,
        "is_own": desk.person.pk in entry.people,
        "kind": entry.kind,
    }
