"""The planner of a meeting: who of the target States is there, whom we have met, what to say to each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence.queries.rows import ObstacleRow
from accede.outreach.models import Approach, Exchange
from accede.outreach.queries import promises, suggestions
from accede.outreach.queries.approaches import ApproachRow, approach_row
from accede.outreach.queries.assignments import looked_after
from accede.outreach.queries.planned import PlannedRow, planned_rows
from accede.outreach.queries.rows import FollowUpRow, OutreachRow, PledgeRow
from accede.outreach.queries.silence import last_contacts
from accede.outreach.queries.suggestions import Suggested
from accede.outreach.stages import Stage
from accede.record.meetings.models import Meeting
from accede.record.queries import meetings, treaties
from accede.targeting import queries as targeting
from accede.targeting.queries import Target


@dataclass(frozen=True, slots=True)
class InTheRoom:
    """A target State at a meeting. `met_here` are the numbers of exchanges in the margins of this meeting."""

    iso3: str
    name: str
    status: str
    attends: bool
    person_name: str
    last: date | None
    met_here: Sequence[int]
    planned: Sequence[PlannedRow]
    obstacles: Sequence[ObstacleRow]
    stage: Stage | None
    suggested: Suggested
    approach: ApproachRow | None
    pledges: Sequence[PledgeRow]
    follow_ups: Sequence[FollowUpRow]


@dataclass(frozen=True, slots=True)
class Planner:
    """`rows` are the target States that attend, then those not known to attend with whom something is planned or was said.

    Where it is not on record who attends, nobody is said to be absent: `elsewhere` are target States of which it is
    not known that they come.
    """

    rows: Sequence[InTheRoom]
    attending: int  # target States
    met: int  # of those in the rows, at this meeting
    elsewhere: Sequence[tuple[str, str]]  # ISO code and name
    attendance_is_known: bool


@dataclass(frozen=True, slots=True)
class Room:
    """The target States known to be at a meeting, in few words: ISO code, name, whether they were met there."""

    states: Sequence[tuple[str, str, bool]]
    attendance_is_known: bool


def in_the_room(
    meeting: Meeting, campaign: Campaign, targets: Sequence[Target], *, on: date, viewer: Viewer
) -> Room:
    """Who of the target States is at the meeting, for a page that leads to its planner."""
    there = meetings.attendance(meeting, viewer=viewer)
    met = _met_at(meeting, campaign, on=on, viewer=viewer)
    return Room([(row.iso3, row.name, row.iso3 in met) for row in targets if row.iso3 in there], bool(there))


def planner(meeting: Meeting, campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> Planner:
    """Whom to meet at the meeting. What the viewer may not see, or not know the State of, is not in it."""
    treaty = treaties.get_treaty(campaign.treaty_key, viewer=viewer)
    targets = {row.iso3: row for row in targeting.targets(treaty, on=on, viewer=viewer, language=language)}
    names = {iso3: row.name for iso3, row in targets.items()}
    there = meetings.attendance(meeting, viewer=viewer)
    planned = _by_state(planned_rows(Q(campaign=campaign, meeting=meeting), names, viewer=viewer))
    met = _met_at(meeting, campaign, on=on, viewer=viewer)
    iso3s = [iso3 for iso3 in targets if iso3 in there or iso3 in planned or iso3 in met]
    known = suggestions.known_of(
        campaign,
        {iso3: targets[iso3] for iso3 in iso3s},
        iso3s=iso3s,
        on=on,
        viewer=viewer,
        language=language,
    )
    people = looked_after(campaign, on=on, viewer=viewer)
    last = last_contacts(campaign, on=on, viewer=viewer)
    written = _approaches(campaign, iso3s, viewer=viewer)
    pledges, steps = _open(campaign, iso3s, on=on, viewer=viewer, language=language)
    rows = [
        InTheRoom(
            iso3=iso3,
            name=names[iso3],
            status=targets[iso3].status,
            attends=iso3 in there,
            person_name=people.get(iso3, (None, ""))[1],
            last=last.get(iso3),
            met_here=met.get(iso3, []),
            planned=planned.get(iso3, []),
            obstacles=_by_code(known[iso3].obstacles),
            stage=_stage(known[iso3]),
            suggested=suggestions.suggest(known[iso3], treaty_key=treaty.key),
            approach=written.get(iso3),
            pledges=pledges.get(iso3, []),
            follow_ups=steps.get(iso3, []),
        )
        for iso3 in iso3s
    ]
    rows.sort(key=lambda row: not row.attends)
    return Planner(
        rows=rows,
        attending=sum(row.attends for row in rows),
        met=sum(bool(row.met_here) for row in rows),
        elsewhere=[(iso3, name) for iso3, name in names.items() if iso3 not in iso3s],
        attendance_is_known=bool(there),
    )


def _by_code(rows: Sequence[ObstacleRow]) -> list[ObstacleRow]:
    """One row a reason, the weightiest: it may have been heard and read, too."""
    first: dict[str, ObstacleRow] = {}
    for row in rows:
        first.setdefault(row.code.pk, row)
    return list(first.values())


def _stage(known: suggestions.Known) -> Stage | None:
    return known.road.now if known.road else None


def _met_at(meeting: Meeting, campaign: Campaign, *, on: date, viewer: Viewer) -> dict[str, list[int]]:
    seen = Exchange.objects.attributable_by(viewer).filter(
        campaign=campaign, meeting=meeting, held_on__lte=on
    )
    found: defaultdict[str, list[int]] = defaultdict(list)
    for iso3, number in seen.order_by("held_on", "pk").values_list("state_id", "pk"):
        found[iso3].append(number)
    return dict(found)


def _approaches(campaign: Campaign, iso3s: Sequence[str], *, viewer: Viewer) -> dict[str, ApproachRow]:
    found = Approach.objects.attributable_by(viewer).filter(campaign=campaign, state__in=iso3s)
    return {row.state_id: approach_row(row) for row in found.select_related("edited_by")}


def _open(
    campaign: Campaign, iso3s: Sequence[str], *, on: date, viewer: Viewer, language: str
) -> tuple[Mapping[str, list[PledgeRow]], Mapping[str, list[FollowUpRow]]]:
    if not iso3s:  # which would ask for all
        return {}, {}
    pledges = promises.pledges(campaign, states_asked=iso3s, on=on, viewer=viewer, language=language)
    steps = promises.follow_ups(campaign, states_asked=iso3s, on=on, viewer=viewer, language=language)
    return _by_state(pledges), _by_state(steps)


R = TypeVar("R", bound=OutreachRow)


def _by_state(rows: Iterable[R]) -> dict[str, list[R]]:
    found: defaultdict[str, list[R]] = defaultdict(list)
    for row in rows:
        found[row.iso3].append(row)
    return dict(found)
