"""The whole plan as it stood on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from accede.access.viewer import Viewer
from accede.campaign import rules
from accede.campaign.models import Activity, Objective, Output, Plan, TimelineLine
from accede.campaign.models.activities import said_on
from accede.campaign.queries.indicators import Background, Gauge, IndicatorRow, background
from accede.campaign.queries.plans import plans_of
from accede.campaign.standing import Reached, Standing, State, by_days, by_work, standing, together
from accede.campaign.work import LIMITED, READERS, Tied

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """`tied` is the work that it counts; None where it counts none, or this viewer cannot see all of that."""

    activity: Activity
    standing: Standing
    tied: Tied | None

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def is_open(self) -> bool:
        return self.state not in (State.DONE, State.DROPPED)


@dataclass(frozen=True, slots=True)
class LineRow:
    line: TimelineLine
    state: State


@dataclass(frozen=True, slots=True)
class GoalRow:
    """An objective or an output, with the indicators by which it is measured."""

    goal: Objective | Output
    indicators: tuple[IndicatorRow, ...]
    outputs: tuple["GoalRow", ...] = ()

    @property
    def state(self) -> Reached:
        """By its own indicators and those of its outputs."""
        own = [row.state for row in self.indicators]
        return together([*own, *(output.state for output in self.outputs)])


@dataclass(frozen=True, slots=True)
class Overview:
    plan: Plan
    on: date
    background: list[Background]
    objectives: list[GoalRow]
    outputs: list[GoalRow]
    indicators: list[IndicatorRow]
    activities: list[ActivityRow]
    timeline: list[LineRow]

    def lines(self, *states: str) -> list[LineRow]:
        return [row for row in self.timeline if row.state in states]

    @property
    def overdue(self) -> list[LineRow]:
        return self.lines(State.OVERDUE)

    @property
    def due(self) -> list[LineRow]:
        return self.lines(State.DUE, State.UNDER_WAY)

    @property
    def done(self) -> list[LineRow]:
        return self.lines(State.DONE)

    @property
    def upcoming(self) -> list[LineRow]:
        return self.lines(State.UPCOMING)


def overview(plan: Plan, *, on: date, viewer: Viewer, language: str) -> Overview:
    """Objectives, outputs, indicators, activities and timeline, each with its state that day."""
    rules.insist_on_reading(viewer, plan)
    gauge = Gauge(plan, on, viewer, language)
    rows = [gauge.row(each) for each in plan.indicators.select_related("objective", "output")]
    outputs = [
        GoalRow(each, tuple(row for row in rows if row.indicator.output_id == each.pk))
        for each in plan.outputs.all()
    ]
    return Overview(
        plan=plan,
        on=on,
        background=background(gauge),
        objectives=[_objective(each, rows, outputs) for each in plan.objectives.all()],
        outputs=outputs,
        indicators=rows,
        activities=activities(plan, on=on, viewer=viewer),
        timeline=timeline(plan, on=on, viewer=viewer),
    )


def _objective(objective: Objective, rows: list[IndicatorRow], outputs: list[GoalRow]) -> GoalRow:
    return GoalRow(
        objective,
        tuple(row for row in rows if row.indicator.objective_id == objective.pk),
        tuple(
            each
            for each in outputs
            if isinstance(each.goal, Output) and each.goal.objective_id == objective.pk
        ),
    )


def activities(plan: Plan, *, on: date, viewer: Viewer) -> list[ActivityRow]:
    """The plan's activities with their state. The number of queries does not grow with them."""
    rules.insist_on_reading(viewer, plan)
    found = plan.activities.select_related("owner", "plan").prefetch_related(
        "words", "objectives", "targets", "meetings", "shares__partner__organisation"
    )
    return activity_rows(list(found), on=on, viewer=viewer)


def activity_rows(found: list[Activity], *, on: date, viewer: Viewer) -> list[ActivityRow]:
    by_kind: dict[str, dict[int, Tied]] = {}
    for kind, read in READERS.items():
        numbers = [each.pk for each in found if each.counts == kind]
        by_kind[kind] = dict(read(numbers, on, viewer)) if numbers else {}
    return [_activity_row(each, by_kind, on, viewer) for each in found]


def _activity_row(
    activity: Activity, by_kind: dict[str, dict[int, Tied]], on: date, viewer: Viewer
) -> ActivityRow:
    word = said_on(list(activity.words.all()), on)
    said = State(word.state) if word else None
    tied = None
    if activity.counts in by_kind and not is_limited(activity.counts, viewer, activity.plan.campaign_id):
        tied = by_kind[activity.counts].get(activity.pk, Tied())
    days = (activity.starts, activity.ends)
    computed = by_work(*days, activity.planned, tied, on) if tied else by_days(*days, on)
    return ActivityRow(activity, standing(computed, from_work=tied is not None, said=said), tied)


def is_limited(counts: str, viewer: Viewer, campaign: str) -> bool:
    """Whether the viewer sees at most a part of that kind of work: no number of it would be true then."""
    return counts in LIMITED and not viewer.coordinates(campaign)


def timeline(plan: Plan, *, on: date, viewer: Viewer) -> list[LineRow]:
    """Every line in the plan's order, with its state that day."""
    rules.insist_on_reading(viewer, plan)
    lines = plan.timeline.select_related("activity__owner", "activity__plan")
    return [LineRow(line, State(line.state_on(on))) for line in lines]


@dataclass(frozen=True, slots=True)
class DueLine:
    """A line of some plan, for the page of the day and for reminders. `own`: the viewer owns its activity."""

    line: TimelineLine
    plan: Plan
    state: State
    own: bool = False


def due_lines(
    campaign: str, *, on: date, viewer: Viewer, person: int | None = None, soon: timedelta = SOON
) -> list[DueLine]:
    """Lines of the campaign's plans that are overdue, or end or begin soon; of one owner, where one is given.

    Of a plan that is over, what was left undone is no reminder any more once another follows it.
    """
    if not rules.may_read(viewer, campaign):
        return []
    found = (
        TimelineLine.objects.filter(is_heard(on, "plan"), plan__campaign=campaign)
        .filter(Q(ends__lte=on + soon) | Q(starts__gt=on), starts__lte=on + soon)
        .exclude(done__lte=on)
        .select_related("activity__owner", "activity__plan")
        .order_by("ends", "plan", "place")
    )
    if person is not None:
        found = found.filter(activity__owner=person)
    known = {plan.pk: plan for plan in plans_of(frozenset({campaign}))}
    rows = []
    for line in found:
        line.plan = known[line.plan_id]  # of many lines it is one plan
        rows.append(DueLine(line, line.plan, State(line.state_on(on)), _owns(viewer, line)))
    return [row for row in rows if _is_pressing(row, on, soon)]


def is_heard(on: date, plan: str) -> Q:
    """Rows whose plan, found by that path, is not over, or has none that follows it."""
    return Q(**{f"{plan}__ends__gte": on}) | ~Q(Exists(Plan.objects.filter(follows=OuterRef(plan))))


def _owns(viewer: Viewer, line: TimelineLine) -> bool:
    activity = line.activity
    return activity is not None and viewer.person_id is not None and activity.owner_id == viewer.person_id


def _is_pressing(row: DueLine, on: date, soon: timedelta) -> bool:
    match row.state:
        case State.OVERDUE | State.UPCOMING:
            return True
        case State.DUE | State.UNDER_WAY:
            return row.line.ends <= on + soon
    return False


def unfinished(rows: Iterable[ActivityRow]) -> list[ActivityRow]:
    """What another plan would carry on."""
    return [row for row in rows if row.is_open]
