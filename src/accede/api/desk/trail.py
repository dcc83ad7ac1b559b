"""What was done on the desk, by whom and when; and where the trail ends."""

from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from accede.access import trail, trail_heads
from accede.access.actions import NotAllowedError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk.room import Room

ENTRIES_ON_A_PAGE = 50


def insist_on_reading(viewer: Viewer, _campaign: Campaign) -> None:
    if not trail.is_read_by(viewer):
        raise NotAllowedError(_("What was done on the desk, coordinators and administrators read."))


room = Room("Trail", guard=insist_on_reading)


def entries(*, person: int | None = None, kind: str = "", page: int = 1, viewer: Viewer) -> Page[Any]:
    """The newest first. Of what the reader may not see now, no more than that something was done."""
    found = trail.entries(viewer=viewer, person=person, kind=kind)
    pages = Paginator(found, ENTRIES_ON_A_PAGE)
    if not found.query.where:
        pages.count = trail.count(viewer=viewer)
    shown: Page[Any] = pages.get_page(page)
    shown.object_list = [_row(each) for each in trail.told(shown.object_list, viewer=viewer)]
    return shown


def _row(told: trail.Told) -> dict[str, Any]:
    entry = told.entry
    return {
        "number": entry.pk,
        "at": entry.at,
        "by": entry.by_name,
        "act": entry.act,
        "kind": entry.kind,
        "kind_name": told.kind_name,
        "key": entry.object_key if told.shown else "",
        "name": told.name,
        "shown": told.shown,
        "changes": entry.changes if told.shown else {},
    }


def end(*, at: datetime, viewer: Viewer) -> Any:
    """The seal of the last entry and how many there are, to be kept outside; and the last night's break, if it found one."""
    head, broken = trail_heads.head(at=at), trail_heads.last_break(viewer=viewer)
    return {
        "day": head.day,
        "entries": head.entries,
        "hash": head.hash,
        "broken": {"day": broken.day, "entry": broken.entry, "why": broken.why} if broken else None,
    }


def filters(*, viewer: Viewer) -> Any:
    """Whose acts and of which kinds of records the trail tells."""
    return {
        "people": [{"number": number, "name": name} for number, name in trail.who_acted(viewer=viewer)],
        "kinds": [{"kind": kind, "name": name} for kind, name in trail.kinds(viewer=viewer)],
    }


room.one("/trail/filters", filters, row=dict[str, Any], summary="By whom and what the trail can be asked")
room.several("/trail", entries, row=dict[str, Any], summary="What was done on the desk, the newest first")
room.one("/trail/head", end, row=dict[str, Any], summary="Where the trail ends, to be kept outside")
