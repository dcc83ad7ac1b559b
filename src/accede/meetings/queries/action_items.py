"""Action items of working groups: whose they are, when they are due, and which are before the next sitting."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import F, Q

from accede.access.confidentiality import NotVisibleError, get_visible
from accede.access.models import Campaign, Person
from accede.access.viewer import Viewer
from accede.meetings import rules
from accede.meetings.models import ActionItem, GroupMember, Sitting
from accede.record.queries import states

When = Literal["open", "overdue", "done"]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action item as lists show it. `who` is empty where nobody is to do it yet, or the viewer may not see who."""

    pk: int
    what: str
    who: str
    person: int | None
    due_on: date | None
    done_on: date | None
    result: str
    overdue: bool
    own: bool
    may_finish: bool
    may_change: bool
    sitting: int
    day: date
    group: str
    minute: int | None
    closed: bool
    confidentiality: int
    class_label: str
    kind: str = "actionitem"

    @property
    def is_open(self) -> bool:
        return self.done_on is None


def action_items(
    campaign: Campaign,
    *,
    when: When = "open",
    own: bool = False,
    group: int | None = None,
    due_until: date | None = None,
    most: int | None = None,
    on: date,
    viewer: Viewer,
    language: str,
) -> list[ActionRow]:
    """Open ones by the day on which they are due, those without one last; done ones the latest first."""
    found = _seen(viewer).filter(campaign=campaign)
    if own:
        found = found.filter(_own(viewer))
    if group is not None:
        found = found.filter(sitting__group=group)
    if when == "done":
        found = found.filter(done_on__isnull=False).order_by("-done_on", "-pk")
    else:
        found = found.filter(done_on=None).order_by(F("due_on").asc(nulls_last=True), "pk")
    if when == "overdue":
        found = found.filter(due_on__lt=on)
    if due_until is not None:
        found = found.filter(due_on__lte=due_until)
    return rows(found[:most], on=on, viewer=viewer, language=language)


def due_from_groups(
    campaign: Campaign, *, most: int, on: date, viewer: Viewer, language: str
) -> list[ActionRow]:
    """What Today shows: one's own that are open, whenever they are due; to those who run the campaign all, their own first."""
    own = not viewer.coordinates(campaign.pk)
    found = action_items(campaign, own=own, on=on, viewer=viewer, language=language)
    return sorted(found, key=lambda row: not row.own)[:most]


def carried(sitting: Sitting, *, on: date, viewer: Viewer, language: str) -> list[ActionRow]:
    """What earlier sittings of the group left to be done, and what of it is reported at this one: not done before its day."""
    earlier = Q(sitting__day__lt=sitting.day) | Q(sitting__day=sitting.day, sitting__lt=sitting.pk)
    still = Q(done_on=None) | Q(done_on__gte=sitting.day)
    found = _seen(viewer).filter(earlier, still, sitting__group=sitting.group_id)
    return rows(
        found.order_by(F("due_on").asc(nulls_last=True), "pk"), on=on, viewer=viewer, language=language
    )


def of_sitting(sitting: Sitting, *, on: date, viewer: Viewer, language: str) -> list[ActionRow]:
    """Those that were born in its minutes."""
    found = _seen(viewer).filter(sitting=sitting).order_by("pk")
    return rows(found, on=on, viewer=viewer, language=language)


def told(numbers: Collection[int], *, on: date, viewer: Viewer, language: str) -> list[ActionRow]:
    """Of these numbers what the viewer may see now, as it stands now."""
    found = _seen(viewer).filter(pk__in=list(numbers)).order_by("done_on", "due_on", "pk")
    return rows(found, on=on, viewer=viewer, language=language)


def open_of(
    campaign: Campaign, person: Person, *, on: date, viewer: Viewer, language: str
) -> list[ActionRow]:
    """What that person has still to do, as far as the viewer may see."""
    found = _seen(viewer).filter(campaign=campaign, person=person, done_on=None)
    return rows(found.order_by("due_on", "pk"), on=on, viewer=viewer, language=language)


def get_action_item(number: int, *, campaign: Campaign, viewer: Viewer) -> ActionItem:
    """The action item itself, for the actions. Raises NotVisibleError."""
    found = get_visible(ActionItem, number, viewer=viewer)
    if found.campaign_id != campaign.pk:
        raise NotVisibleError(f"action item {number}")
    return found


def due_of(campaign: Campaign, person: Person, *, until: date, on: date, viewer: Viewer) -> list[ActionRow]:
    """What the person, or their organisation, has before them with a day on which it is due."""
    found = action_items(campaign, own=True, due_until=until, on=on, viewer=viewer, language=person.language)
    return [row for row in found if row.due_on]


def rows(found: Any, *, on: date, viewer: Viewer, language: str) -> list[ActionRow]:
    items = list(found)
    sittings = {
        each.pk: each
        for each in Sitting.objects.unguarded(because="its day and group are told with what stands in it")
        .filter(pk__in={item.sitting_id for item in items})
        .select_related("group")
        .only("pk", "day", "group")
    }
    seen = GroupMember.objects.visible_to(viewer).filter(pk__in={item.member_id for item in items})
    names = states.state_names(language, viewer=viewer) if items else {}
    members = {each.pk: each for each in seen.select_related("organisation")}
    return [
        _row(item, sittings[item.sitting_id], members.get(item.member_id or 0), names, on=on, viewer=viewer)
        for item in items
    ]


def _row(
    item: ActionItem,
    sitting: Sitting,
    member: GroupMember | None,
    names: Mapping[str, str],
    *,
    on: date,
    viewer: Viewer,
) -> ActionRow:
    organisation = member.organisation_id if member else None
    ours = organisation is not None and organisation == viewer.organisation_id
    own = ours or (item.person_id is not None and item.person_id == viewer.person_id)
    may_change = rules.may_change(viewer, item)
    return ActionRow(
        pk=item.pk,
        what=item.what,
        who=item.person.name if item.person else member_name(member, names) if member else "",
        person=item.person_id,
        due_on=item.due_on,
        done_on=item.done_on,
        result=item.result,
        overdue=item.is_overdue(on),
        own=own,
        may_finish=may_change or (own and viewer.contributes_to(item.campaign_id or "")),
        may_change=may_change,
        sitting=sitting.pk,
        day=sitting.day,
        group=sitting.group.name,
        minute=item.minute_id,
        closed=item.closed,
        confidentiality=item.confidentiality,
        class_label=str(item.get_confidentiality_display()),
    )


def member_name(member: GroupMember, names: Mapping[str, str]) -> str:
    """Whom it is: the organisation or State, and the post."""
    who = (
        names.get(member.state_id, "")
        if member.state_id
        else member.organisation.name
        if member.organisation
        else member.name
    )
    return ", ".join(part for part in (who, member.post) if part)


def _seen(viewer: Viewer) -> Any:
    return ActionItem.objects.visible_to(viewer).select_related("person")


def _own(viewer: Viewer) -> Q:
    own = Q(person=viewer.person_id or 0)
    return own | Q(member__organisation=viewer.organisation_id) if viewer.organisation_id else own
