"""A sitting with all that the reader may see of it: agenda, papers, minutes, and what is to be done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from accede.access.confidentiality import NotVisibleError, get_visible
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.meetings.models import AgendaItem, GroupMember, Minute, Sitting, SittingPaper
from accede.meetings.queries.action_items import ActionRow, carried, member_name, of_sitting
from accede.meetings.queries.calendar import Entry
from accede.meetings.queries.working_groups import members_on, sees_closed
from accede.record.queries import states


@dataclass(frozen=True, slots=True)
class MinuteRow:
    row: Minute
    steps: list[ActionRow]


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item under its number, which it has whoever reads: numbers of items that one may not see are left out."""

    number: int
    row: AgendaItem
    papers: list[SittingPaper] = field(default_factory=list)
    minutes: list[MinuteRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SittingPage:
    """`follows`: whether there was a sitting before it, so that its first item is what that one left open."""

    sitting: Sitting
    follows: bool
    carried: list[ActionRow]
    agenda: list[AgendaRow]
    papers: list[SittingPaper]  # under no item
    minutes: list[MinuteRow]  # under no item
    steps: list[ActionRow]  # under no minutes that the reader sees
    members: list[tuple[int, str]]
    present: list[str]
    sees_closed: bool

    @property
    def is_minuted(self) -> bool:
        return bool(self.minutes or self.steps or any(each.minutes for each in self.agenda))


def sitting_page(sitting: Sitting, *, on: date, viewer: Viewer, language: str) -> SittingPage:
    follows = _follows(sitting)
    steps = of_sitting(sitting, on=on, viewer=viewer, language=language)
    minutes = list(Minute.objects.visible_to(viewer).filter(sitting=sitting))
    papers = list(SittingPaper.objects.visible_to(viewer).filter(sitting=sitting).defer("content"))
    told = [MinuteRow(row, [step for step in steps if step.minute == row.pk]) for row in minutes]
    agenda = [
        AgendaRow(
            number,
            row,
            [each for each in papers if each.item_id == row.pk],
            [each for each in told if each.row.item_id == row.pk],
        )
        for number, row in _numbered(sitting, viewer, follows=follows)
    ]
    shown = {each.row.pk for each in agenda}
    names = states.state_names(language, viewer=viewer)
    seats = members_on(sitting.group, sitting.day, viewer=viewer)
    there = GroupMember.objects.visible_to(viewer).filter(sittings=sitting).select_related("organisation")
    return SittingPage(
        sitting=sitting,
        follows=follows,
        carried=carried(sitting, on=on, viewer=viewer, language=language),
        agenda=agenda,
        papers=[each for each in papers if each.item_id not in shown],
        minutes=[each for each in told if each.row.item_id not in shown],
        steps=[step for step in steps if step.minute not in {row.pk for row in minutes}],
        members=[(row.pk, member_name(row, names)) for row in seats],
        present=[member_name(row, names) for row in there],
        sees_closed=sees_closed(sitting.group, viewer=viewer),
    )


def _numbered(sitting: Sitting, viewer: Viewer, *, follows: bool) -> list[tuple[int, AgendaItem]]:
    """What is open from earlier sittings is the first item, where there was one."""
    seen = {row.pk: row for row in AgendaItem.objects.visible_to(viewer).filter(sitting=sitting)}
    every = AgendaItem.objects.unguarded(because="only their order").filter(sitting=sitting)
    numbers = every.values_list("pk", flat=True)
    return [(number, seen[pk]) for number, pk in enumerate(numbers, 2 if follows else 1) if pk in seen]


def _follows(sitting: Sitting) -> bool:
    because = "whether the group sat before is told by the number of the first item"
    earlier = Sitting.objects.unguarded(because=because).filter(group=sitting.group_id, day__lte=sitting.day)
    return (
        earlier.exclude(standing=Sitting.Standing.CANCELLED)
        .exclude(day=sitting.day, pk__gte=sitting.pk)
        .exists()
    )


def numbered_items(sitting: Sitting, *, viewer: Viewer) -> Sequence[tuple[int, AgendaItem]]:
    """The items that the viewer sees, with their numbers."""
    return _numbered(sitting, viewer, follows=_follows(sitting))


def present_of(sitting: Sitting, *, viewer: Viewer) -> list[int]:
    """The members who were there, by their numbers, as far as the viewer may see."""
    found = GroupMember.objects.visible_to(viewer).filter(sittings=sitting)
    return list(found.values_list("pk", flat=True))


def get_sitting(number: int, *, campaign: Campaign, viewer: Viewer) -> Sitting:
    """Raises NotVisibleError."""
    found = get_visible(Sitting, number, viewer=viewer)
    if found.campaign_id != campaign.pk or not found.speaker_is_shown_to(viewer):
        raise NotVisibleError(f"sitting {number}")
    return found


def get_agenda_item(number: int, *, campaign: Campaign, viewer: Viewer) -> AgendaItem:
    """Raises NotVisibleError."""
    found = get_visible(AgendaItem, number, viewer=viewer)
    _insist(found.sitting, campaign, viewer)
    return found


def get_paper(number: int, *, campaign: Campaign, viewer: Viewer) -> SittingPaper:
    """With its file. Raises NotVisibleError."""
    found = get_visible(SittingPaper, number, viewer=viewer)
    _insist(found.sitting, campaign, viewer)
    return found


def get_minute(number: int, *, campaign: Campaign, viewer: Viewer) -> Minute:
    """Raises NotVisibleError."""
    found = get_visible(Minute, number, viewer=viewer)
    _insist(found.sitting, campaign, viewer)
    return found


def _insist(sitting: Sitting, campaign: Campaign, viewer: Viewer) -> None:
    if sitting.campaign_id != campaign.pk or not sitting.speaker_is_shown_to(viewer):
        raise NotVisibleError(f"sitting {sitting.pk}")


def sittings_of(campaign: Campaign, *, viewer: Viewer) -> list[Sitting]:
    """Of all groups of the campaign, the latest first."""
    return list(Sitting.objects.attributable_by(viewer).filter(campaign=campaign).select_related("group"))


def coming(campaign: Campaign, *, on: date, ahead: timedelta, viewer: Viewer) -> list[Sitting]:
    """Sittings that are convened within that time, the next first."""
    found = Sitting.objects.attributable_by(viewer).filter(
        campaign=campaign, standing=Sitting.Standing.CONVENED, day__gte=on, day__lte=on + ahead
    )
    return list(found.select_related("group").order_by("day", "pk"))


def entries(campaign: str, since: date, until: date, viewer: Viewer) -> list[Entry]:
    """For the calendar: what is convened or was held. No hour, which stands in the clock of a place without a zone."""
    found: Any = Sitting.objects.attributable_by(viewer).filter(
        campaign=campaign, day__gte=since, day__lte=until
    )
    rows = found.exclude(standing=Sitting.Standing.CANCELLED).select_related("group")
    return [
        Entry(
            kind="sitting",
            number=row.pk,
            name=row.group.name,
            begins=row.day,
            ends=row.day,
            place=row.place,
            meeting=row.meeting_id or "",
        )
        for row in rows
    ]
