"""Working groups as their pages show them. A group is open to all roles; of what is in it each reader sees their part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accede.access.confidentiality import NotVisibleError, get_visible
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.campaign.models.wording import wording
from accede.meetings.models import ActionItem, GroupMember, Sitting, WorkingGroup
from accede.meetings.queries.action_items import ActionRow, action_items, member_name
from accede.meetings.queries.held import Held
from accede.record.queries import states


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the list: how many members the viewer sees, when it sits next, what is open."""

    group: WorkingGroup
    members: int
    next: Sitting | None
    last: Sitting | None
    open_items: int


@dataclass(frozen=True, slots=True)
class MemberRow:
    pk: int
    who: str
    iso3: str
    post: str
    kind: str
    held_from: date
    held_until: date | None
    current: bool
    closed: bool
    confidentiality: int
    class_label: str


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of members, what it does in the group, and who is of it now."""

    key: str
    name: str
    part: str
    members: list[MemberRow]


@dataclass(frozen=True, slots=True)
class GroupPage:
    group: WorkingGroup
    kinds: list[KindRow]
    former: list[MemberRow]
    sittings: list[Sitting]
    open_items: list[ActionRow]
    sees_closed: bool


def groups(campaign: Campaign, *, on: date, viewer: Viewer) -> list[GroupRow]:
    """In the order in which they were founded; those that ended come last."""
    found = list(WorkingGroup.objects.filter(campaign=campaign))
    members: dict[int, int] = {}
    for row in GroupMember.objects.visible_to(viewer).filter(campaign=campaign):
        members[row.group_id] = members.get(row.group_id, 0) + row.is_member_on(on)
    sittings: dict[int, list[Sitting]] = {}
    convened = Sitting.objects.attributable_by(viewer).filter(campaign=campaign)
    for sitting in convened.exclude(standing=Sitting.Standing.CANCELLED):
        sittings.setdefault(sitting.group_id, []).append(sitting)  # the latest first
    items: dict[int, int] = {}
    seen = ActionItem.objects.visible_to(viewer).filter(campaign=campaign, done_on=None)
    for number in seen.order_by().values_list("sitting__group", flat=True):
        items[number] = items.get(number, 0) + 1
    told = [
        GroupRow(
            group,
            members.get(group.pk, 0),
            next((each for each in reversed(sittings.get(group.pk, [])) if each.day >= on), None),
            next((each for each in sittings.get(group.pk, []) if each.day < on), None),
            items.get(group.pk, 0),
        )
        for group in found
    ]
    return sorted(told, key=lambda row: row.group.ended_on is not None and row.group.ended_on <= on)


def get_group(number: int, *, campaign: Campaign, viewer: Viewer) -> WorkingGroup:
    """Raises NotVisibleError where the campaign has no such group."""
    found = WorkingGroup.objects.select_related("campaign", "activity", "source").filter(
        pk=number, campaign=campaign
    )
    group = found.first()
    if group is None or campaign.pk not in viewer.roles:
        raise NotVisibleError(f"working group {number}")
    return group


def group_page(group: WorkingGroup, *, on: date, viewer: Viewer, language: str) -> GroupPage:
    every = members(group, on=on, viewer=viewer, language=language)
    current = [row for row in every if row.current]
    kinds = [
        KindRow(
            each["key"],
            wording(each["names"]),
            wording(each["parts"]),
            [row for row in current if row.kind == each["key"]],
        )
        for each in group.kinds
    ]
    named = {each.key for each in kinds}
    rest = [row for row in current if row.kind not in named]
    if rest:
        kinds.append(KindRow("", "", "", rest))
    return GroupPage(
        group,
        kinds,
        [row for row in every if not row.current],
        list(Sitting.objects.attributable_by(viewer).filter(group=group)),
        action_items(group.campaign, group=group.pk, on=on, viewer=viewer, language=language),
        sees_closed(group, viewer=viewer),
    )


def sees_closed(group: WorkingGroup, *, viewer: Viewer) -> bool:
    return viewer.clearance(group.campaign_id) >= group.closed_class


def members(group: WorkingGroup, *, on: date, viewer: Viewer, language: str) -> list[MemberRow]:
    """Everybody who is a member, was or will be: as far as the viewer may see."""
    names = states.state_names(language, viewer=viewer)
    found = GroupMember.objects.visible_to(viewer).filter(group=group).select_related("organisation")
    return sorted((_member(row, names, on) for row in found), key=lambda row: row.who.casefold())


def members_on(group: WorkingGroup, day: date, *, viewer: Viewer) -> list[GroupMember]:
    """Who was, or will be, a member that day."""
    found = GroupMember.objects.visible_to(viewer).filter(group=group).select_related("organisation")
    return [row for row in found if row.is_member_on(day)]


def get_member(number: int, *, campaign: Campaign, viewer: Viewer) -> GroupMember:
    """Raises NotVisibleError."""
    found = get_visible(GroupMember, number, viewer=viewer)
    if found.campaign_id != campaign.pk:
        raise NotVisibleError(f"member {number}")
    return found


def groups_of_state(
    iso3: str, campaign: Campaign, *, on: date, viewer: Viewer
) -> list[tuple[WorkingGroup, GroupMember]]:
    """The groups of the campaign in which the State sits that day."""
    found = GroupMember.objects.attributable_by(viewer).filter(campaign=campaign, state=iso3)
    return [(row.group, row) for row in found.select_related("group") if row.is_member_on(on)]


def _member(row: GroupMember, names: Mapping[str, str], on: date) -> MemberRow:
    bare = member_name(row, names)
    return MemberRow(
        pk=row.pk,
        who=bare.removesuffix(f", {row.post}") if row.post else bare,
        iso3=row.state_id or "",
        post=row.post,
        kind=row.kind,
        held_from=row.held_from,
        held_until=row.held_until,
        current=row.is_member_on(on),
        closed=row.closed,
        confidentiality=row.confidentiality,
        class_label=str(row.get_confidentiality_display()),
    )


def held_sittings(campaign: str, since: date, until: date, viewer: Viewer) -> list[Held]:
    """Sittings that were held, with the States whose members were there."""
    found: Any = Sitting.objects.attributable_by(viewer).filter(
        campaign=campaign, day__gte=since, day__lte=until, standing=Sitting.Standing.HELD
    )
    rows = list(found.select_related("group"))
    there: dict[int, list[str]] = {}
    known: set[int] = set()
    seats = Sitting.present.through.objects.filter(sitting__in=[row.pk for row in rows])
    states_of = dict(
        GroupMember.objects.attributable_by(viewer).filter(campaign=campaign).values_list("pk", "state_id")
    )
    for sitting, member in seats.values_list("sitting_id", "groupmember_id"):
        known.add(sitting)
        if iso3 := states_of.get(member):
            there.setdefault(sitting, []).append(iso3)
    return [
        Held(
            kind="sitting",
            number=row.pk,
            name=row.group.name,
            day=row.day,
            place=row.place,
            came=tuple(sorted(set(there.get(row.pk, [])))),
            attendance_is_known=row.pk in known,
            activity=row.activity_id,
            meeting=row.meeting_id or "",
        )
        for row in rows
    ]
