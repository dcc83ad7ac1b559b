"""Workshops as the desk sees them, and what a focal point's link opens."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.queries import hash_of
from accede.access.viewer import Viewer
from accede.meetings import rules, workshop_rules
from accede.meetings.actions.registration import COMING
from accede.meetings.models import (
    Delegation,
    InvitationLink,
    Needs,
    Outcome,
    Participant,
    Session,
    SignIn,
    Workshop,
)

Reply, Standing = Delegation.Reply, Participant.Standing
PAGE = 40
_SHOWN = (
    "name",
    "post",
    "organisation",
    "part",
    "language",
    "standing",
    "waits",
    "sponsorship",
    "delegation__state_id",
    "workshop_id",
)


class NoSuchLinkError(LookupError):
    """A token that opens nothing: unknown, revoked, or past its day."""


@dataclass(frozen=True)
class Opened:
    """What a focal point's link opens: the invitation of one State."""

    link: InvitationLink
    on: date

    @property
    def delegation(self) -> Delegation:
        return self.link.delegation

    @property
    def workshop(self) -> Workshop:
        return self.link.delegation.workshop

    @property
    def may_reply(self) -> bool:
        """A first reply, or a further person."""
        return workshop_rules.takes_replies(self.workshop, self.on)

    @property
    def may_change(self) -> bool:
        has_people = self.delegation.reply in (Reply.ACCEPTED, Reply.WAITING)
        return workshop_rules.takes_changes(self.workshop, self.on) and (self.may_reply or has_people)

    @cached_property
    def people(self) -> "list[Named]":
        """All but those who were withdrawn, as the focal point named them."""
        rows = Participant.objects.unguarded(because="whoever has the link replies for them").filter(
            delegation=self.delegation
        )
        found = [each for each in rows if each.standing != Standing.WITHDRAWN]
        return _named(found, _needs_of(found))

    @cached_property
    def sessions(self) -> list[Session]:
        return list(self.workshop.sessions.all())

    @cached_property
    def ahead(self) -> int:
        """Delegations before it on the waiting list."""
        waiting = Delegation.objects.unguarded(because="only how many").filter(
            workshop=self.workshop, reply=Reply.WAITING, replied_at__lt=self.delegation.replied_at
        )
        return int(waiting.count())


@dataclass(frozen=True, slots=True)
class Named:
    """A participant, with what is to change on them and what they need."""

    row: Participant
    wanted: Mapping[str, str]
    needs: Needs | None

    @property
    def waits(self) -> bool:
        return self.row.waits


def _named(rows: Iterable[Participant], needs: Mapping[int, Needs]) -> list[Named]:
    return [Named(each, json.loads(each.change) if each.change else {}, needs.get(each.pk)) for each in rows]


def _needs_of(rows: Sequence[Participant]) -> dict[int, Needs]:
    found = Needs.objects.unguarded(because="of people who may be seen").filter(participant__in=rows)
    return {each.participant_id: each for each in found}


def opened_by(token: str, *, at: datetime) -> Opened:
    """Raises NoSuchLinkError."""
    link = (
        InvitationLink.objects.filter(token_hash=hash_of(token), revoked_at__isnull=True)
        .select_related(
            "delegation__state", "delegation__workshop__meeting", "delegation__workshop__campaign"
        )
        .first()
    )
    if link is None or at.date() > link.delegation.workshop.meeting.ends + workshop_rules.SHOWS_FOR:
        raise NoSuchLinkError
    return Opened(link, at.date())


# ---------------------------------------------------------------- the desk
@dataclass(frozen=True, slots=True)
class Counted:
    """A workshop in numbers."""

    workshop: Workshop
    invited: int = 0
    replied: int = 0
    accepted: int = 0


def workshops(campaign: Campaign, *, viewer: Viewer) -> list[Counted]:
    """For those who run the campaign; the latest first."""
    rules.insist_on_running(viewer, campaign)
    found = list(Workshop.objects.filter(campaign=campaign).select_related("meeting"))
    counts: dict[int, Counter[str]] = {each.pk: Counter() for each in found}
    rows = Delegation.objects.visible_to(viewer).filter(workshop__in=found)
    for number, reply in rows.order_by().values_list("workshop_id", "reply"):
        counts[number][reply] += 1
    return [
        Counted(each, told.total(), told.total() - told[Reply.NONE], told[Reply.ACCEPTED])
        for each in found
        for told in (counts[each.pk],)
    ]


def get_workshop(campaign: Campaign, number: int, *, viewer: Viewer) -> Workshop:
    rules.insist_on_running(viewer, campaign)
    found = (
        Workshop.objects.filter(campaign=campaign, pk=number)
        .select_related("meeting", "campaign", "activity__plan")
        .first()
    )
    if found is None:
        raise NotVisibleError
    return found


def workshop_of(meeting_key: str, campaign: Campaign, *, viewer: Viewer) -> Workshop | None:
    """The workshop to which the meeting is one, for those who run the campaign."""
    if not rules.runs_meetings(viewer, campaign.pk):
        return None
    return Workshop.objects.filter(campaign=campaign, meeting=meeting_key).first()


@dataclass(frozen=True, slots=True)
class Invited:
    """A State on the list: how it was written to, what it replied, how many of it come, wait for approval, were there."""

    delegation: Delegation
    has_link: bool
    opened: bool
    coming: int
    waits: int
    there: int


def invited(workshop: Workshop, *, viewer: Viewer) -> list[Invited]:
    """Each State that is invited, in six reads however many they are. No name of a person is opened for it."""
    rules.insist_on_running(viewer, workshop.campaign)
    links = InvitationLink.objects.filter(delegation__workshop=workshop)
    linked, opened = set(), set()
    for number, revoked_at, opened_at in links.values_list("delegation_id", "revoked_at", "opened_at"):
        if revoked_at is None:
            linked.add(number)
        if opened_at is not None:
            opened.add(number)
    was_there = set(
        SignIn.objects.filter(participant__workshop=workshop).values_list("participant_id", flat=True)
    )
    coming: Counter[int] = Counter()
    waits: Counter[int] = Counter()
    there: Counter[int] = Counter()
    rows = Participant.objects.visible_to(viewer).filter(workshop=workshop, delegation__isnull=False)
    for person, number, standing, row_waits in rows.order_by().values_list(
        "pk", "delegation_id", "standing", "waits"
    ):
        coming[number] += standing in COMING
        waits[number] += row_waits
        there[number] += person in was_there
    found = Delegation.objects.visible_to(viewer).filter(workshop=workshop)
    found = found.only("pk", "state_id", "reply", "replied_at", "changed_at", "invited_at", "workshop_id")
    return [
        Invited(each, each.pk in linked, each.pk in opened, coming[each.pk], waits[each.pk], there[each.pk])
        for each in found
    ]


def get_delegation(workshop: Workshop, iso3: str, *, viewer: Viewer) -> Delegation:
    rules.insist_on_running(viewer, workshop.campaign)
    found: Delegation | None = (
        Delegation.objects.visible_to(viewer)
        .filter(workshop=workshop, state_id=iso3.upper())
        .select_related("state", "workshop__meeting", "workshop__campaign")
        .first()
    )
    if found is None:
        raise NotVisibleError
    return found


def people_of(delegation: Delegation, *, viewer: Viewer) -> list[Named]:
    rows = list(Participant.objects.visible_to(viewer).filter(delegation=delegation))
    for row in rows:
        row.workshop = delegation.workshop
    return _named(rows, _visible_needs(rows, viewer))


def _visible_needs(rows: Sequence[Participant], viewer: Viewer) -> dict[int, Needs]:
    found = Needs.objects.visible_to(viewer).filter(participant__in=[each.pk for each in rows])
    return {each.participant_id: each for each in found}


def get_participant(workshop: Workshop, number: int, *, viewer: Viewer) -> Participant:
    rules.insist_on_running(viewer, workshop.campaign)
    found: Participant | None = (
        Participant.objects.visible_to(viewer)
        .filter(workshop=workshop, pk=number)
        .select_related("delegation__state", "workshop__campaign", "workshop__meeting")
        .first()
    )
    if found is None:
        raise NotVisibleError
    return found


def needs_of(participant: Participant, *, viewer: Viewer) -> Needs | None:
    found: Needs | None = Needs.objects.visible_to(viewer).filter(participant=participant).first()
    return found


def _attending(workshop: Workshop, viewer: Viewer) -> Any:
    """Those who are to come: guests of the desk, and the delegates of those that have places."""
    rules.insist_on_running(viewer, workshop.campaign)
    seen = Participant.objects.visible_to(viewer).filter(workshop=workshop, standing__in=COMING)
    return seen.exclude(delegation__reply__in=[Reply.WAITING, Reply.DECLINED]).order_by(
        "delegation__state_id", "pk"
    )


def participants_page(workshop: Workshop, *, page: int | str, viewer: Viewer) -> Page[Any]:
    """Forty of those who come, by State; what is encrypted is opened no further than the page shows."""
    found = _attending(workshop, viewer).select_related("delegation").only(*_SHOWN)
    shown: Page[Any] = Paginator(found, PAGE).get_page(page)
    shown.object_list = list(shown.object_list)
    return shown


def participants(workshop: Workshop, *, viewer: Viewer) -> list[Participant]:
    """All of them, with all that is told of them."""
    return list(_attending(workshop, viewer).select_related("delegation"))


def approved(workshop: Workshop, *, viewer: Viewer) -> list[Participant]:
    """Those who are approved, for a list, badges, and signing in: who they are, and no more."""
    found = _attending(workshop, viewer).filter(standing=Standing.APPROVED).select_related("delegation")
    return list(found.only(*_SHOWN))


def in_need(workshop: Workshop, *, viewer: Viewer) -> dict[int, bool]:
    """Number of each participant who told of needs to whether a letter for the visa is among them."""
    rules.insist_on_running(viewer, workshop.campaign)
    found = Needs.objects.visible_to(viewer).filter(participant__workshop=workshop)
    return dict(found.values_list("participant_id", "visa"))


def needed(workshop: Workshop, *, viewer: Viewer) -> dict[int, Needs]:
    """What they need, by the participant's number."""
    rules.insist_on_running(viewer, workshop.campaign)
    found = Needs.objects.visible_to(viewer).filter(participant__workshop=workshop)
    return {each.participant_id: each for each in found}


def signed_in(workshop: Workshop, *, viewer: Viewer) -> dict[int, list[date]]:
    """Participant's number to the days on which they signed in."""
    rules.insist_on_running(viewer, workshop.campaign)
    found: dict[int, list[date]] = {}
    rows = SignIn.objects.filter(participant__workshop=workshop)
    for number, day in rows.values_list("participant_id", "day"):
        found.setdefault(number, []).append(day)
    return found


def outcomes(workshop: Workshop, *, viewer: Viewer) -> dict[int, str]:
    """Number of the promise to the ISO code of the State that made it there."""
    rules.insist_on_running(viewer, workshop.campaign)
    seen = Delegation.objects.visible_to(viewer).filter(workshop=workshop)
    rows = Outcome.objects.filter(delegation__in=seen.values("pk"))
    return dict(rows.values_list("pledge", "delegation__state_id"))


@dataclass(frozen=True, slots=True)
class Visit:
    """A State and a workshop: what it replied, and whether it was there."""

    workshop: Workshop
    delegation: Delegation
    there: bool


def of_state(iso3: str, campaign: Campaign, *, viewer: Viewer) -> list[Visit]:
    """The workshops to which the State was invited, the latest first; nothing for others than those who run the campaign."""
    if not rules.runs_meetings(viewer, campaign.pk):
        return []
    rows = list(
        Delegation.objects.visible_to(viewer)
        .filter(state_id=iso3, workshop__campaign=campaign)
        .select_related("workshop__meeting")
        .order_by("-workshop__meeting__begins")
    )
    there = set(
        SignIn.objects.filter(participant__delegation__in=[each.pk for each in rows]).values_list(
            "participant__delegation_id", flat=True
        )
    )
    return [Visit(each.workshop, each, each.pk in there) for each in rows]


def silent(workshop: Workshop, *, viewer: Viewer) -> list[Delegation]:
    """Those that have not replied, with the address to which they were written."""
    rules.insist_on_running(viewer, workshop.campaign)
    return list(Delegation.objects.visible_to(viewer).filter(workshop=workshop, reply=Reply.NONE))
