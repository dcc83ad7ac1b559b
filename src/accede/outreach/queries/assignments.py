"""Who looks after which State, and what was handed over. An assignment is open to all who hold a role."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from accede.access import queries as access
from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign, Person
from accede.access.viewer import Viewer
from accede.asked_once import as_it_is, once
from accede.campaign.queries.overview import ActivityRow
from accede.campaign.queries.owners import activities_told, open_activities
from accede.outreach.models import Approach, Assignment, FollowUp, Handover, Pledge
from accede.outreach.queries.approaches import ApproachRow, approach_row
from accede.outreach.queries.planned import PlannedRow, planned_rows
from accede.outreach.queries.rows import (
    FollowUpRow,
    Names,
    OutreachRow,
    PledgeRow,
    follow_up_row,
    pledge_row,
    told,
)
from accede.record.queries import states


@dataclass(frozen=True, slots=True)
class Share:
    """The States that one person looks after, and the unfinished activities of the plan that the person owns.

    `runs`: the person still runs the campaign or, with activities alone, still contributes; else somebody should take
    over.
    """

    person: int
    name: str
    states: Sequence[tuple[str, str, date]]  # ISO code, name, since when
    runs: bool
    activities: Sequence[ActivityRow] = ()


@dataclass(frozen=True, slots=True)
class Matters:
    """What is open, as far as one viewer may see it and know of which State it is."""

    follow_ups: Sequence[FollowUpRow]
    pledges: Sequence[PledgeRow]
    planned: Sequence[PlannedRow]
    approaches: Sequence[tuple[str, str, ApproachRow]]  # ISO code, name, what people wrote
    activities: Sequence[ActivityRow] = ()

    def __bool__(self) -> bool:
        return bool(self.follow_ups or self.pledges or self.planned or self.approaches or self.activities)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRow(OutreachRow):
    """A handover. `text` is the note to the successor; `matters` is asked anew for each reader."""

    from_name: str
    to_name: str
    states: Sequence[tuple[str, str]]
    matters: Matters | None = None
    kept: Mapping[str, Sequence[int]] = field(
        default_factory=dict
    )  # kind to numbers, those of other rooms too


def looked_after(
    campaign: Campaign, *, on: date, viewer: Viewer, only: str = ""
) -> dict[str, tuple[int, str]]:
    """ISO code to the number and name of whoever looks after the State that day; of all States, or one."""
    found = _standing(campaign, on=on, viewer=viewer, only=only)
    return {row.state_id: (row.person_id, row.person.name) for row in found}


def shares(campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> list[Share]:
    """Everybody who looks after States that day or owns an activity, by name; those first who left."""
    return _shares(campaign, on=on, viewer=viewer, language=language, every_activity=True)


def states_shared(campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> list[Share]:
    """The same without the activities of people who run the campaign, which are not read."""
    return _shares(campaign, on=on, viewer=viewer, language=language, every_activity=False)


def _shares(
    campaign: Campaign, *, on: date, viewer: Viewer, language: str, every_activity: bool
) -> list[Share]:
    names = states.state_names(language, viewer=viewer)
    own: defaultdict[tuple[int, str], dict[str, date]] = defaultdict(dict)
    for row in _standing(campaign, on=on, viewer=viewer):
        own[row.person_id, row.person.name][row.state_id] = row.held_from
    running = {person.pk for person in access.coordination(campaign, on=on, viewer=viewer)}
    contributing = {person.pk for person in access.contributors(campaign, on=on, viewer=viewer)}
    owned = open_activities(
        campaign, on=on, viewer=viewer, but_of=None if every_activity else running & contributing
    )
    for rows in owned.values():
        owner = rows[0].activity.owner
        if owner is not None:
            own[owner.pk, owner.name]  # is there, if only with activities
    found = [
        Share(
            number,
            name,
            [(iso3, state, since[iso3]) for iso3, state in names.items() if iso3 in since],
            runs=number in (running if since else contributing),
            activities=owned.get(number, ()),
        )
        for (number, name), since in own.items()
    ]
    return sorted(found, key=lambda share: (share.runs, share.name, share.person))


def states_of(person: Person, campaign: Campaign, *, on: date, viewer: Viewer) -> list[str]:
    """ISO codes of the States that the person looks after that day."""
    return [row.state_id for row in _standing(campaign, on=on, viewer=viewer) if row.person_id == person.pk]


def handovers(
    campaign: Campaign, *, on: date, viewer: Viewer, language: str, to: int | None = None
) -> list[HandoverRow]:
    """Those until that day that the viewer may see, to one person or to anybody: the latest first, without what was open."""
    names = states.state_names(language, viewer=viewer)
    found = Handover.objects.visible_to(viewer).filter(campaign=campaign, on__lte=on)
    if to is not None:
        found = found.filter(to_person=to)
    return [_handover_row(row, names) for row in found.select_related("owner", "from_person", "to_person")]


def received(
    campaign: Campaign, *, since: date, on: date, viewer: Viewer, language: str
) -> list[HandoverRow]:
    """What was handed over to the viewer in these days, the latest first."""
    found = handovers(campaign, on=on, viewer=viewer, language=language, to=viewer.person_id)
    return [row for row in found if row.day and row.day >= since]


def handover(number: int, *, on: date, viewer: Viewer, language: str) -> HandoverRow:
    """A handover, with what was open then and what became of it since. Raises NotVisibleError."""
    seen = Handover.objects.visible_to(viewer).select_related("owner", "from_person", "to_person")
    row = seen.filter(pk=number).first()
    if row is None:
        raise NotVisibleError(f"Handover {number}")
    names = states.state_names(language, viewer=viewer)
    return _handover_row(row, names, _matters(row.matters, names, on=on, viewer=viewer))


def open_matters(
    campaign: Campaign, iso3s: Collection[str], *, on: date, viewer: Viewer, language: str
) -> Matters:
    """What is open about these States that day: what a handover of them would pass on."""
    about = {"campaign": campaign, "state__in": iso3s}
    steps = FollowUp.objects.attributable_by(viewer).filter(**about, done_on=None)
    pledges = Pledge.objects.attributable_by(viewer).filter(**about, standing=Pledge.Standing.OPEN)
    approaches = Approach.objects.attributable_by(viewer).filter(**about)
    names = states.state_names(language, viewer=viewer)
    return Matters(
        follow_ups=_follow_ups(steps, names, on=on, viewer=viewer),
        pledges=_pledges(pledges, names, on=on, viewer=viewer),
        planned=planned_rows(
            Q(campaign=campaign, state__in=iso3s, met=False, meeting__ends__gte=on), names, viewer=viewer
        ),
        approaches=_approaches(approaches, names),
    )


def _standing(campaign: Campaign, *, on: date, viewer: Viewer, only: str = "") -> Sequence[Assignment]:
    return _held(campaign.pk, on=on, only=only) if viewer.roles.get(campaign.pk) else []


@once(as_it_is)
def _held(campaign: str, *, on: date, only: str) -> Sequence[Assignment]:
    found = Assignment.objects.filter(
        Q(held_until=None) | Q(held_until__gt=on), campaign=campaign, held_from__lte=on
    )
    return list((found.filter(state=only) if only else found).select_related("person"))


def _handover_row(row: Handover, names: Names, matters: Matters | None = None) -> HandoverRow:
    return HandoverRow(
        **told(row, None, row.on, row.note, names, shown=True),
        from_name=row.from_person.name,
        to_name=row.to_person.name,
        states=[(iso3, name) for iso3, name in names.items() if iso3 in row.states],
        matters=matters,
        kept=row.matters,
    )


def _matters(kept: dict[str, list[int]], names: Names, *, on: date, viewer: Viewer) -> Matters:
    """Of these numbers what the viewer may see now, as it stands now."""
    return Matters(
        follow_ups=_follow_ups(
            FollowUp.objects.attributable_by(viewer).filter(pk__in=kept["followup"]),
            names,
            on=on,
            viewer=viewer,
        ),
        pledges=_pledges(
            Pledge.objects.attributable_by(viewer).filter(pk__in=kept["pledge"]), names, on=on, viewer=viewer
        ),
        planned=planned_rows(Q(pk__in=kept["plannedmeeting"]), names, viewer=viewer),
        approaches=_approaches(
            Approach.objects.attributable_by(viewer).filter(pk__in=kept["approach"]), names
        ),
        activities=activities_told(kept.get("activity", ()), on=on, viewer=viewer),
    )


def _follow_ups(found: Any, names: Names, *, on: date, viewer: Viewer) -> list[FollowUpRow]:
    rows = found.select_related("owner", "assignee").order_by("done_on", "due_on", "pk")
    return [follow_up_row(row, viewer, names, on=on) for row in rows]


def _pledges(found: Any, names: Names, *, on: date, viewer: Viewer) -> list[PledgeRow]:
    rows = found.select_related("owner").order_by("settled_on", "due_on", "pk")
    return [pledge_row(row, viewer, names, on=on) for row in rows]


def _approaches(found: Any, names: Names) -> list[tuple[str, str, ApproachRow]]:
    rows = {row.state_id: approach_row(row) for row in found.select_related("edited_by")}
    return [(iso3, name, rows[iso3]) for iso3, name in names.items() if iso3 in rows]
