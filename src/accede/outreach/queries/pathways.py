"""Where States stand on their roads to joining, as far as one viewer may know."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Q

from accede.access.confidentiality import get_visible
from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.law import terms
from accede.outreach import stages as catalogue
from accede.outreach.models import Move, Pathway
from accede.outreach.stages import Stage, Template
from accede.record.models import Source, State
from accede.record.queries import status, treaties
from accede.record.queries.status import StatusRow

# A road that nobody has looked at for so long is worth a question.
CHECKED_FOR_DAYS = 90


@dataclass(frozen=True, slots=True)
class Step:
    """A move, as a row: from where it came, and what it passed over. `kind` and `pk` lead back to the record.

    Deposit and entry into force have no record here, and so no `pk`.
    """

    pk: int | None
    stage: Stage
    date_given: str
    day: date
    way: Literal["first", "forward", "back", "again"]
    passed_over: tuple[Stage, ...] = ()
    evidence: str = ""
    source: Source | None = None
    by: str = ""
    confidentiality: int = Confidentiality.PUBLIC
    shipped: bool = False
    kind: str = "move"

    @property
    def class_label(self) -> str:
        return str(Confidentiality(self.confidentiality).label)


@dataclass(frozen=True, slots=True)
class Stop:
    """A stage of one State's road. `been`: it came here once, though it may have gone back since."""

    stage: Stage
    place: Literal["behind", "passed-over", "here", "ahead"]
    been: bool
    date_given: str  # of the last time; empty where it never was


@dataclass(frozen=True, slots=True)
class Road:
    """One State's road. `now` is empty where nothing is known; `pk` where nobody has chosen or checked the road."""

    iso3: str
    name: str
    shade: str
    template: Template
    stops: Sequence[Stop]
    steps: Sequence[Step]  # the latest first
    now: Stage | None
    since: str
    pk: int | None
    checked_on: date | None
    checked_by: str
    check_is_due: bool
    kind: str = "pathway"

    @property
    def is_begun(self) -> bool:
        return self.pk is not None or bool(self.steps)

    @property
    def heard(self) -> list[Stop]:
        """The chambers on this road that have approved, as far as is on record."""
        return [stop for stop in self.stops if stop.stage.key in catalogue.CHAMBERS and stop.been]

    @property
    def has_parliament(self) -> bool:
        """Whether each chamber on this road has approved. That is no deposit."""
        chambers = [stop for stop in self.stops if stop.stage.key in catalogue.CHAMBERS]
        return bool(chambers) and all(stop.been for stop in chambers)

    @property
    def missing(self) -> list[Stage]:
        """What still lies between parliament and the depositary, as far as is on record; nothing for a Party.

        Stages of parliament and after it that the State never came to. The last of them is always the deposit: an
        approval, a decree or the press is none.
        """
        if not self.heard or self.shade.startswith("party"):
            return []
        keys = [stop.stage.key for stop in self.stops]
        first = min(keys.index(key) for key in catalogue.CHAMBERS if key in keys)
        return [
            stop.stage
            for stop in self.stops[first:]
            if not stop.been and stop.stage.key != catalogue.IN_FORCE
        ]

    @property
    def own_stages(self) -> list[str]:
        """Keys of the stages that people set, as `alter_pathway` takes them."""
        return [stop.stage.key for stop in self.stops if not stop.stage.by_record]


@dataclass(frozen=True, slots=True)
class Column:
    """A stage with the States at it; without a stage, those of which nothing is known yet."""

    stage: Stage | None
    roads: Sequence[Road]


def pathway(state: State, *, campaign: Campaign, on: date, viewer: Viewer, language: str) -> Road:
    """The State's road as it stood at the end of that day."""
    treaty = treaties.get_treaty(campaign.treaty_key, viewer=viewer)
    row = status.status_row(treaty, state, on=on, viewer=viewer, language=language)
    (road,) = _roads(campaign, on, viewer, [row], only=[state.pk])
    return road


def table(
    campaign: Campaign, *, on: date, viewer: Viewer, language: str, everyone: bool = False
) -> list[Road]:
    """The roads that are begun or, with `everyone`, those of all States not party, too."""
    treaty = treaties.get_treaty(campaign.treaty_key, viewer=viewer)
    rows = status.status_table(treaty, on=on, viewer=viewer, language=language)
    roads = _roads(campaign, on, viewer, rows)
    return [road for road in roads if (everyone and road.shade in status.OUTSIDE) or _is_of_interest(road)]


def roads_begun(campaign: Campaign, rows: Sequence[StatusRow], *, on: date, viewer: Viewer) -> list[Road]:
    """Of these States, whose rows of the status table are read already, the roads that are begun."""
    roads = _roads(campaign, on, viewer, rows, only=[row.iso3 for row in rows])
    return [road for road in roads if _is_of_interest(road)]


def board(campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> list[Column]:
    """The roads that are begun, by the stage that each State is at. Every stage that lies on one has its column."""
    roads = table(campaign, on=on, viewer=viewer, language=language)
    at: defaultdict[str, list[Road]] = defaultdict(list)
    for road in roads:
        at[road.now.key if road.now else ""].append(road)
    on_a_road = {stop.stage.key for road in roads for stop in road.stops}
    columns = [Column(stage, at[key]) for key, stage in catalogue.stages().items() if key in on_a_road]
    return [Column(None, at[""]), *columns] if at[""] else columns


def get_move(number: int, *, viewer: Viewer) -> Move:
    """The move itself, for the actions. Raises NotVisibleError."""
    return get_visible(Move, number, viewer=viewer)


def stages_to_choose(campaign: Campaign, *, viewer: Viewer) -> list[Stage]:
    """What may stand on a road towards the campaign's treaty, in the usual order."""
    return [
        stage
        for stage in catalogue.stages().values()
        if not stage.by_record
        and any(stage.is_for(campaign.treaty_key, signed=signed) for signed in (True, False))
    ]


def templates_to_choose(campaign: Campaign, *, viewer: Viewer) -> list[Template]:
    return [each for each in catalogue.templates().values() if each.is_for(campaign.treaty_key)]


def current_stages(campaign: Campaign, *, on: date, viewer: Viewer) -> dict[str, str]:
    """ISO code to the key of the stage that the State last came to by hand, as far as the viewer may know."""
    moves = _moves(campaign, on, viewer).select_related(None)
    return dict(moves.values_list("state_id", "stage"))


def _is_of_interest(road: Road) -> bool:
    by_hand = any(not step.stage.by_record for step in road.steps)
    return road.pk is not None or by_hand


def _moves(campaign: Campaign, on: date, viewer: Viewer, only: Collection[str] | None = None) -> Any:
    """Oldest first. What ships is of the treaty, and of no campaign."""
    found = Move.objects.filter(
        Q(campaign=None) | Q(campaign=campaign), treaty=campaign.treaty_key, taken_back=False, day__lte=on
    )
    if only is not None:
        found = found.filter(state__in=only)
    return found.attributable_by(viewer).select_related("source", "by").order_by("day", "pk")


def _roads(
    campaign: Campaign,
    on: date,
    viewer: Viewer,
    rows: Sequence[StatusRow],
    only: Collection[str] | None = None,
) -> list[Road]:
    """Of these rows; `only`, where they are of some States."""
    moves: defaultdict[str, list[Move]] = defaultdict(list)
    for row in _moves(campaign, on, viewer, only):
        moves[row.state_id].append(row)
    chosen = Pathway.objects.filter(campaign=campaign)
    if only is not None:
        chosen = chosen.filter(state__in=only)
    own = {row.state_id: row for row in chosen.attributable_by(viewer).select_related("checked_by")}
    return [_road(row, own.get(row.iso3), moves[row.iso3], campaign.treaty_key, on) for row in rows]


def _road(row: StatusRow, own: Pathway | None, moves: list[Move], treaty_key: str, on: date) -> Road:
    usual = catalogue.usual_template(row.iso3, treaty_key)
    template = catalogue.templates().get(own.template, usual) if own else usual
    keys = (
        [key for key in own.stages if key in catalogue.stages()]
        if own
        else catalogue.stages_of(usual, treaty_key, signed=row.standing.signature_date is not None)
    )
    known = [move for move in moves if move.stage in catalogue.stages()]  # a stage may ship no more
    keys = [*catalogue.with_others(keys, (move.stage for move in known)), *catalogue.those_of_the_record()]
    steps = [*_steps(known, keys), *_by_record(row, on)]
    now = steps[-1] if steps else None
    checked = own.checked_on if own else None
    return Road(
        iso3=row.iso3,
        name=row.name,
        shade=row.shade,
        template=template,
        stops=_stops(keys, steps),
        steps=steps[::-1],
        now=now.stage if now else None,
        since=now.date_given if now else "",
        pk=own.pk if own else None,
        checked_on=checked,
        checked_by=own.checked_by.name if own and own.checked_by else "",
        check_is_due=row.standing.status != terms.Status.PARTY
        and (checked is None or (on - checked).days > CHECKED_FOR_DAYS),
    )


def _steps(moves: list[Move], keys: list[str]) -> list[Step]:
    stages, steps = catalogue.stages(), list[Step]()
    been: set[str] = set()
    before: str | None = None
    for move in moves:
        here = keys.index(move.stage)
        there = keys.index(before) if before else -1
        way: Literal["first", "forward", "back", "again"] = "forward"
        if before is None:
            way = "first"
        elif here <= there:
            way = "back" if here < there else "again"
        over = keys[there + 1 : here] if way == "forward" else []
        steps.append(
            Step(
                pk=move.pk,
                stage=stages[move.stage],
                date_given=move.date_given,
                day=move.day,
                way=way,
                passed_over=tuple(stages[key] for key in over if key not in been),
                evidence=move.evidence,
                source=move.source,
                by=move.by.name if move.by else "",
                confidentiality=move.confidentiality,
                shipped=move.shipped_key is not None,
            )
        )
        been.add(move.stage)
        before = move.stage
    return steps


def _by_record(row: StatusRow, on: date) -> list[Step]:
    """What only the depositary tells: the deposit of a Party and, once it is there, its entry into force."""
    consent, in_force = row.consent, row.standing.entry_into_force_date
    if row.standing.status != terms.Status.PARTY or consent is None:
        return []
    stages = catalogue.stages()
    steps = [
        Step(
            None,
            stages["deposit"],
            consent.date_given or consent.action_date.isoformat(),
            consent.action_date,
            "forward",
        )
    ]
    if row.standing.in_force and in_force and in_force <= on:
        steps.append(Step(None, stages["entry-into-force"], in_force.isoformat(), in_force, "forward"))
    return steps


def _stops(keys: list[str], steps: Sequence[Step]) -> list[Stop]:
    last: Mapping[str, str] = {step.stage.key: step.date_given for step in steps}
    here = keys.index(steps[-1].stage.key) if steps else -1
    stops = []
    for place, key in enumerate(keys):
        where: Literal["behind", "passed-over", "here", "ahead"] = "ahead"
        if place == here:
            where = "here"
        elif place < here:
            where = "behind" if key in last else "passed-over"
        stops.append(Stop(catalogue.stages()[key], where, key in last, last.get(key, "")))
    return stops
