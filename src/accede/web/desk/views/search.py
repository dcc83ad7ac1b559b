"""Finding words in everything that the reader may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.access.roles import Confidentiality
from accede.evidence import queries as said
from accede.evidence.queries.search import Hit
from accede.legislation.queries import search as at_home
from accede.legislation.queries import told as in_parliament
from accede.meetings.queries import events
from accede.meetings.queries.group_search import GroupHit, find_groups, search_groups
from accede.outreach.queries.search import WorkHit, find_meetings, find_people, search_work
from accede.record.queries import states
from accede.toolkit import queries as toolkit
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.places import place_of

PAGE = 30


@dataclass(frozen=True, slots=True)
class Found:
    """A record as the page shows it, wherever it comes from."""

    place: str
    name: str
    title: str
    text: str
    day: date | None
    date_given: str
    firmness: str
    confidentiality: int
    class_label: str

    @property
    def is_public(self) -> bool:
        return self.confidentiality == Confidentiality.PUBLIC


@require_safe
@desk_page
def search(request: HttpRequest, desk: Desk) -> HttpResponse:
    """States by any of their names, meetings, people, and what is written down, newest first."""
    sought = request.GET.get("q", "").strip()[:200]
    names = states.state_names(desk.language, viewer=desk.viewer)
    page = Paginator(_written_down(desk, sought) if sought else [], PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "sought": sought,
        "states": [(iso3, names[iso3]) for iso3 in states.find_states(sought, viewer=desk.viewer)]
        if sought
        else [],
        "meetings": find_meetings(sought, on=desk.on, viewer=desk.viewer),
        "groups": find_groups(sought, desk.campaign, viewer=desk.viewer),
        "people": find_people(sought, on=desk.on, viewer=desk.viewer),
        "page": page,
        "keep": urlencode({"q": sought}) + "&",
    }
    title = _("Search: %(sought)s") % {"sought": sought} if sought else _("Search the desk")
    return render_desk(request, desk, "search", context, title=title)


def _written_down(desk: Desk, sought: str) -> list[Found]:
    evidence = said.search(sought, viewer=desk.viewer, language=desk.language)
    evidence += at_home.search(sought, viewer=desk.viewer, language=desk.language)
    evidence += in_parliament.search(sought, desk.campaign, viewer=desk.viewer, language=desk.language)
    work = search_work(sought, desk.campaign, viewer=desk.viewer, language=desk.language)
    found = [_said(desk, hit) for hit in evidence if hit.treaty == desk.treaty.pk]
    found += [_done(desk, hit) for hit in work]
    found += [
        _sat(desk, hit)
        for hit in search_groups(sought, desk.campaign, viewer=desk.viewer, language=desk.language)
    ]
    found += [_done(desk, hit) for hit in toolkit.search(sought, desk.campaign, **desk.asked)]
    found += [
        _held(desk, row, text)
        for row, text in events.found_by(sought, desk.campaign.pk, on=desk.on, viewer=desk.viewer)
    ]
    return sorted(found, key=lambda each: each.day or date.min, reverse=True)


def _said(desk: Desk, hit: Hit) -> Found:
    row = hit.row
    return Found(
        place=place_of(desk, row.kind, row.pk, row.iso3),
        name=row.name,
        title=hit.title,
        text=hit.text,
        day=row.day,
        date_given=row.date_given,
        firmness=row.firmness,
        confidentiality=row.confidentiality,
        class_label=row.class_label,
    )


def _sat(desk: Desk, hit: GroupHit) -> Found:
    campaign = desk.campaign.pk
    return Found(
        place=reverse("desk-sitting", args=[campaign, hit.sitting])
        if hit.sitting
        else reverse("desk-group", args=[campaign, hit.group]),
        name="",
        title=hit.title,
        text=hit.text,
        day=hit.day,
        date_given=hit.day.isoformat() if hit.day else "",
        firmness="",
        confidentiality=hit.confidentiality,
        class_label=hit.class_label,
    )


def _held(desk: Desk, row: events.EventRow, text: str) -> Found:
    return Found(
        place=place_of(desk, row.kind, row.pk),
        name=row.what_label,
        title=row.title,
        text=text,
        day=row.day,
        date_given=row.day.isoformat() if row.day else "",
        firmness="",
        confidentiality=row.confidentiality,
        class_label=row.class_label,
    )


def _done(desk: Desk, hit: WorkHit | toolkit.Hit) -> Found:
    return Found(
        place=place_of(desk, hit.kind, hit.pk, hit.iso3),
        name=hit.name,
        title=hit.title,
        text=hit.text,
        day=hit.day,
        date_given=hit.day.isoformat() if hit.day else "",
        firmness="",
        confidentiality=hit.confidentiality,
        class_label=hit.class_label,
    )
