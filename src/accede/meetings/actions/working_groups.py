"""A working group and its members: founded, mended, ended; who sits in it, from and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign, Organisation
from accede.access.recording import save_change
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.campaign.models import Activity
from accede.meetings import rules
from accede.meetings.actions.recording import write_down
from accede.meetings.models import GroupMember, WorkingGroup
from accede.record.models import State


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupWords:
    """What a form says of a group, in one language. `kinds`: name and what it does, in their order."""

    language: str
    name: str
    mandate: str = ""
    kinds: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who sits for whom: an organisation on this desk, a State, or another by its name."""

    kind: str = ""
    organisation: Organisation | None = None
    state: State | None = None
    name: str = ""
    post: str = ""
    address: str = ""
    held_from: date
    held_until: date | None = None


@transaction.atomic
def found_group(
    *,
    campaign: Campaign,
    words: GroupWords,
    open_class: Confidentiality,
    closed_class: Confidentiality,
    activity: Activity | None = None,
    by: Viewer,
    at: datetime,
) -> WorkingGroup:
    rules.insist_on_running(by, campaign)
    row = WorkingGroup(
        campaign=campaign, key=_free_key(campaign, words.name), since_given=at.date().isoformat()
    )
    _say(row, words)
    _set(row, open_class, closed_class, activity)
    row.save()
    audit.write(act="found working group", of=row, by=by, at=at)
    return row


@transaction.atomic
def edit_group(
    *,
    group: WorkingGroup,
    words: GroupWords,
    open_class: Confidentiality,
    closed_class: Confidentiality,
    activity: Activity | None = None,
    ended_on: date | None = None,
    by: Viewer,
    at: datetime,
) -> None:
    """What was written keeps its class: another one holds for what is written from now on."""
    rules.insist_on_running(by, group.campaign)
    before = audit.values(group)
    _say(group, words)
    _set(group, open_class, closed_class, activity)
    group.ended_on = ended_on
    if audit.values(group) != before:
        group.save()
        audit.write(act="edit working group", of=group, by=by, at=at, before=before)


@transaction.atomic
def serve_next_plan(carried: Mapping[int, Activity], by: Viewer, at: datetime) -> None:
    """A group that served an activity serves the one as which it was carried over. Its sittings stay what they were."""
    for group in WorkingGroup.objects.filter(activity__in=list(carried), ended_on=None):
        before = audit.values(group)
        group.activity = carried[group.activity_id or 0]
        group.save(update_fields=["activity"])
        audit.write(act="edit working group", of=group, by=by, at=at, before=before)


@transaction.atomic
def add_member(
    *, group: WorkingGroup, seat: Seat, closed: bool = False, by: Viewer, at: datetime
) -> GroupMember:
    """`closed`: that it is a member is told in the closed part only."""
    rules.insist_on_running(by, group.campaign)
    row = GroupMember(group=group, closed=closed)
    _seat(row, seat)
    return write_down(
        row,
        campaign=group.campaign,
        confidentiality=group.class_of(closed=closed),
        act="add group member",
        by=by,
        at=at,
    )


@transaction.atomic
def edit_member(*, member: GroupMember, seat: Seat, by: Viewer, at: datetime) -> None:
    """Another post, other days. Its term ends with `held_until`, the first day outside."""
    rules.insist_on_changing(by, member)
    before = audit.values(member)
    _seat(member, seat)
    save_change(member, before, act="edit group member", by=by, at=at)


def _seat(row: GroupMember, seat: Seat) -> None:
    given = [bool(seat.organisation), bool(seat.state), bool(seat.name.strip())]
    if sum(given) != 1:
        raise ValidationError(
            {
                "organisation": _(
                    "Say who it is: an organisation on this desk, a State, or another by its name."
                )
            }
        )
    if seat.held_until is not None and seat.held_until <= seat.held_from:
        raise ValidationError({"held_until": _("The term ends after it begins.")})
    if seat.kind and seat.kind not in {each["key"] for each in row.group.kinds}:
        raise ValidationError({"kind": _("The group has no such kind of members.")})
    for name in ("kind", "organisation", "state", "held_from", "held_until"):
        setattr(row, name, getattr(seat, name))
    row.name, row.post, row.address = seat.name.strip(), seat.post.strip(), seat.address.strip()
    _insist_on_one_seat(row)


def _insist_on_one_seat(row: GroupMember) -> None:
    """The same organisation or State holds the same post once at a time."""
    others = GroupMember.objects.unguarded(because="only whether the seat is taken").filter(
        group=row.group_id
    )
    for each in others.exclude(pk=row.pk):
        same = (each.organisation_id, each.state_id, each.name.casefold(), each.post.casefold()) == (
            row.organisation_id,
            row.state_id,
            row.name.casefold(),
            row.post.casefold(),
        )
        overlaps = (each.held_until is None or row.held_from < each.held_until) and (
            row.held_until is None or each.held_from < row.held_until
        )
        if same and overlaps:
            raise ValidationError(
                {
                    "held_from": _("This seat is held already, from %(day)s on.")
                    % {"day": each.held_from.isoformat()}
                }
            )


def _say(row: WorkingGroup, words: GroupWords) -> None:
    if not words.name.strip():
        raise ValidationError({"name": _("Give it a name.")})
    row.names = (
        {**row.names, words.language: words.name.strip()}
        if row.names
        else {words.language: words.name.strip()}
    )
    row.mandates = dict(row.mandates) | {words.language: words.mandate.strip()}
    if not words.mandate.strip():
        row.mandates.pop(words.language)
    row.kinds = _kinds(row.kinds, words)


def _kinds(held: Sequence[Mapping[str, Any]], words: GroupWords) -> list[dict[str, Any]]:
    """Those that are named as before stay what they are, in all languages; others are new."""
    known = {_word(each["names"], words.language).casefold(): each for each in held}
    found: list[dict[str, Any]] = []
    for name, part in words.kinds:
        before = known.get(name.casefold())
        key = before["key"] if before else _key(name, {each["key"] for each in (*held, *found)})
        parts = dict(before["parts"]) if before else {}
        if part != _word(parts, words.language):
            parts[words.language] = part
        names = before["names"] if before else {words.language: name}
        found.append({"key": key, "names": names, "parts": {k: v for k, v in parts.items() if v}})
    return found


def _word(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _set(
    row: WorkingGroup, open_class: Confidentiality, closed_class: Confidentiality, activity: Activity | None
) -> None:
    if open_class == Confidentiality.PUBLIC:
        raise ValidationError(
            {"open_class": _("Nothing of a group’s work is public from the start. Release it later.")}
        )
    if closed_class < open_class:
        raise ValidationError(
            {"closed_class": _("The closed part is open to no more readers than the open one.")}
        )
    if activity is not None and activity.plan.campaign_id != row.campaign_id:
        raise ValidationError({"activity": _("This activity is of another campaign.")})
    row.open_class, row.closed_class, row.activity = open_class, closed_class, activity


def _free_key(campaign: Campaign, name: str) -> str:
    taken = set(WorkingGroup.objects.values_list("key", flat=True))
    return _key(f"{campaign.pk}-{name}", taken)


def _key(name: str, taken: set[str]) -> str:
    start = slugify(name)[:32].strip("-") or "group"
    return next(
        key for key in (start, *(f"{start}-{number}" for number in range(2, 10_000))) if key not in taken
    )
