"""Sittings of working groups, as they are told to programs: their papers, agenda and minutes as the page shows them."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.meetings.models import Minute, Sitting, SittingPaper, WorkingGroup
from accede.meetings.queries import sittings, working_groups
from accede.meetings.queries.action_items import ActionRow
from accede.meetings.queries.working_groups import KindRow, MemberRow


@dataclass(frozen=True, slots=True)
class SittingOut:
    """When and where a group sits or sat."""

    number: int
    day: date
    hour: time | None
    place: str
    meeting: str
    standing: Sitting.Standing
    confidentiality: int


@dataclass(frozen=True, slots=True)
class PaperOut:
    """A file that lies before the group; it is at /papers/{number}/file."""

    number: int
    title: str
    file_name: str
    size: int
    closed: bool
    confidentiality: int


@dataclass(frozen=True, slots=True)
class MinuteOut:
    """What was said or decided, and what is to be done after it. `row`: by which number it is mended."""

    row: int
    kind: Minute.Kind
    text: str
    closed: bool
    confidentiality: int
    steps: list[ActionRow]


@dataclass(frozen=True, slots=True)
class ItemOut:
    """An item under its number on the agenda. `row`: by which number it is changed."""

    number: int
    row: int
    title: str
    closed: bool
    papers: list[PaperOut]
    minutes: list[MinuteOut]


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingTold:
    """A sitting with all that the reader may see of it; `carried` is what earlier ones left open."""

    sitting: SittingOut
    invitation: str
    others_present: str
    follows: bool
    carried: list[ActionRow]
    agenda: list[ItemOut]
    papers: list[PaperOut]
    minutes: list[MinuteOut]
    steps: list[ActionRow]
    members: list[tuple[int, str]]
    present: list[str]
    sees_closed: bool


@dataclass(frozen=True, slots=True)
class GroupTold:
    """A group with its members and former members, its sittings, and what is to be done."""

    group: WorkingGroup
    kinds: list[KindRow]
    former: list[MemberRow]
    sittings: list[SittingOut]
    open_items: list[ActionRow]
    sees_closed: bool


@dataclass(frozen=True, slots=True)
class GroupOut:
    """A group in numbers, with the sitting before it and the one behind it."""

    group: WorkingGroup
    members: int
    next: SittingOut | None
    last: SittingOut | None
    open_items: int


def sitting_page(sitting: Sitting, *, on: date, viewer: Viewer, language: str) -> SittingTold:
    """Agenda, papers and minutes, open and, for whoever may see it, closed."""
    page = sittings.sitting_page(sitting, on=on, viewer=viewer, language=language)
    return SittingTold(
        sitting=_sitting(page.sitting),
        invitation=page.sitting.invitation,
        others_present=page.sitting.others_present,
        follows=page.follows,
        carried=page.carried,
        agenda=[
            ItemOut(
                each.number,
                each.row.pk,
                each.row.title,
                each.row.closed,
                [_paper(row) for row in each.papers],
                [_minute(row) for row in each.minutes],
            )
            for each in page.agenda
        ],
        papers=[_paper(row) for row in page.papers],
        minutes=[_minute(row) for row in page.minutes],
        steps=page.steps,
        members=page.members,
        present=page.present,
        sees_closed=page.sees_closed,
    )


def group_page(group: WorkingGroup, *, on: date, viewer: Viewer, language: str) -> GroupTold:
    page = working_groups.group_page(group, on=on, viewer=viewer, language=language)
    convened = [_sitting(row) for row in page.sittings]
    return GroupTold(page.group, page.kinds, page.former, convened, page.open_items, page.sees_closed)


def groups(campaign: Campaign, *, on: date, viewer: Viewer) -> list[GroupOut]:
    """In the order in which they were founded; those that ended come last."""
    return [
        GroupOut(
            row.group,
            row.members,
            _sitting(row.next) if row.next else None,
            _sitting(row.last) if row.last else None,
            row.open_items,
        )
        for row in working_groups.groups(campaign, on=on, viewer=viewer)
    ]


def _sitting(row: Sitting) -> SittingOut:
    standing: Any = Sitting.Standing(row.standing)
    return SittingOut(
        row.pk, row.day, row.hour, row.place, row.meeting_id or "", standing, int(row.confidentiality)
    )


def _paper(row: SittingPaper) -> PaperOut:
    return PaperOut(row.pk, row.title, row.file_name, row.size, row.closed, int(row.confidentiality))


def _minute(told: sittings.MinuteRow) -> MinuteOut:
    row = told.row
    kind: Any = Minute.Kind(row.kind)
    return MinuteOut(row.pk, kind, row.text, row.closed, int(row.confidentiality), told.steps)
