"""One list of everything of a State. Which entries there are is read first, and only a page of them is opened."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.campaign import entries
from accede.campaign.entries import Asking, Key, Source
from accede.evidence.models import InterimStep, Obstacle, Position, Statement
from accede.evidence.queries.obstacles import visible_superseders
from accede.evidence.queries.rows import Row, obstacle_row, position_row, statement_row, step_row
from accede.law import terms
from accede.outreach.models import Exchange, FollowUp, Pledge
from accede.outreach.queries.rows import exchange_rows, follow_up_row, pledge_row
from accede.record.meetings.models import Attendance
from accede.record.models import State, TreatyAction, Vote
from accede.record.partial_dates import Firmness
from accede.record.queries import states, treaties
from accede.record.queries.status import current_actions
from accede.targeting.evidence import MEANS

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteEntry(Row):
    """A vote on the treaty's resolution; `text` is empty, the choice is in words in `label`."""

    resolution: str
    body: str
    choice: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEntry(Row):
    """A treaty action; `label` is its kind in words, `text` the record's note."""

    action: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceEntry(Row):
    """That the State was at a meeting; `label` is the meeting's name."""

    meeting: str
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of entries, the latest first, and how many there are of each kind.

    Promises and next steps are entries of their own, and not in the exchanges that they came of; an exchange says
    nothing of who was there.
    `page.object_list` holds rows; what a row is, its `kind` says: exchange, pledge, followup, vote, treatyaction,
    statement, obstacle, position, interimstep, attendance; and what other rooms tell, such as handout.
    """

    page: Page[Any]
    counts: dict[str, int]


def timeline(
    state: State,
    campaign: Campaign,
    *,
    kinds: Iterable[str] = (),
    page: int | str = 1,
    size: int = PAGE,
    on: date,
    viewer: Viewer,
    language: str,
) -> Timeline:
    """Everything of the State until that day that the viewer may see and may know to be of this State.

    What is open stands on the day when it is due, and so may lie ahead. What has no date comes last.
    """
    asking = Asking(
        state,
        campaign,
        treaties.get_treaty(campaign.treaty_key, viewer=viewer),
        on,
        viewer,
        states.state_names(language, viewer=viewer),
    )
    chosen = set(kinds)
    counts: Counter[str] = Counter()
    found: list[tuple[date, int, int]] = []
    for place, (kind, keys, _rows) in enumerate([*SOURCES, *entries.FURTHER]):
        own = keys(asking)
        counts[kind] = len(own)
        if not chosen or kind in chosen:
            found += [(day or date.min, -place, number) for day, number in own]
    found.sort(reverse=True)
    shown: Page[Any] = Paginator(found, size).get_page(page)
    shown.object_list = _opened(asking, list(shown.object_list))
    return Timeline(shown, dict(counts))


def _opened(asking: Asking, keys: Sequence[tuple[date, int, int]]) -> list[Row]:
    """The rows of these keys, in their order."""
    opened: dict[tuple[int, int], Row] = {}
    for place, (_kind, _keys, rows) in enumerate([*SOURCES, *entries.FURTHER]):
        numbers = [number for _day, minus, number in keys if minus == -place]
        if numbers:
            opened |= {(-place, row.pk): row for row in rows(asking, numbers)}
    return [opened[minus, number] for _day, minus, number in keys]


def _keys(rows: Any, day: Any) -> list[Key]:
    return list(rows.annotate(at=day).order_by().values_list("at", "pk"))


def _exchange_keys(asking: Asking) -> list[Key]:
    return _keys(asking.mine(Exchange).filter(held_on__lte=asking.on), F("held_on"))


def _exchanges(asking: Asking, numbers: Iterable[int]) -> Iterable[Row]:
    found = asking.mine(Exchange).filter(pk__in=numbers)
    return exchange_rows(found, asking.viewer, asking.names, on=asking.on, parts=False)


def _pledge_keys(asking: Asking) -> list[Key]:
    made = asking.mine(Pledge).filter(made_on__lte=asking.on)
    return _keys(made, Coalesce("settled_on", "due_on", "made_on"))


def _pledges(asking: Asking, numbers: Iterable[int]) -> Iterable[Row]:
    found = asking.mine(Pledge).filter(pk__in=numbers).select_related("owner")
    return [pledge_row(row, asking.viewer, asking.names, on=asking.on) for row in found]


def _follow_up_keys(asking: Asking) -> list[Key]:
    made = asking.mine(FollowUp).filter(made_on__lte=asking.on)
    return _keys(made, Coalesce("done_on", "due_on", "made_on"))


def _follow_ups(asking: Asking, numbers: Iterable[int]) -> Iterable[Row]:
    found = asking.mine(FollowUp).filter(pk__in=numbers).select_related("owner", "assignee")
    return [follow_up_row(row, asking.viewer, asking.names, on=asking.on) for row in found]


def _obstacle_keys(asking: Asking) -> list[Key]:
    return _keys(asking.said(Obstacle), F("day"))


def _obstacles(asking: Asking, numbers: Iterable[int]) -> Iterable[Row]:
    found = list(asking.said(Obstacle).filter(pk__in=numbers).select_related("code", "source"))
    newer = visible_superseders(found, asking.on, asking.viewer)
    for row in found:
        replaced = row.superseded_by_id in newer
        withdrawn = row.withdrawn_day is not None and row.withdrawn_day <= asking.on
        yield replace(
            obstacle_row(row, asking.viewer, asking.names),
            superseded_by=row.superseded_by_id if replaced else None,
            standing=not (replaced or withdrawn),
        )


def _position_keys(asking: Asking) -> list[Key]:
    return _keys(asking.said(Position), F("day"))


def _positions(asking: Asking, numbers: Iterable[int]) -> Iterable[Row]:
    latest = max(_position_keys(asking), key=lambda key: (key[0] or date.min, key[1]))
    for row in asking.said(Position).filter(pk__in=numbers).select_related("source"):
        yield replace(position_row(row, asking.viewer, asking.names), standing=row.pk == latest[1])


def _statement_keys(asking: Asking) -> list[Key]:
    return _keys(asking.said(Statement), F("day"))


def _statements(asking: Asking, numbers: Iterable[int]) -> Iterable[Row]:
    found = asking.said(Statement).filter(pk__in=numbers).select_related("source")
    return [statement_row(row, asking.viewer, asking.names) for row in found]


def _taken(asking: Asking) -> Any:
    steps = InterimStep.objects.filter(state=asking.state, treaty=asking.treaty)
    return steps.filter(Q(taken_date__isnull=True) | Q(taken_date__lte=asking.on))


def _step_keys(asking: Asking) -> list[Key]:
    return _keys(_taken(asking), F("taken_date"))


def _steps(asking: Asking, numbers: Iterable[int]) -> Iterable[Row]:
    found = _taken(asking).filter(pk__in=numbers).select_related("source")
    return [step_row(step, asking.names, on=asking.on) for step in found]


def _cast(asking: Asking) -> Any:
    held = Q(roll_call__vote_date__lte=asking.on) | Q(
        roll_call__vote_date__isnull=True, roll_call__year__lt=asking.on.year
    )
    return Vote.objects.filter(held, state=asking.state, roll_call__resolution__treaty=asking.treaty)


def _vote_keys(asking: Asking) -> list[Key]:
    cast = _cast(asking).order_by().values_list("roll_call__vote_date", "roll_call__year", "pk")
    return [(day or date(year, 12, 31), number) for day, year, number in cast]


def _votes(asking: Asking, numbers: Iterable[int]) -> Iterable[Row]:
    for vote in _cast(asking).filter(pk__in=numbers).select_related("roll_call__source"):
        call = vote.roll_call
        yield VoteEntry(
            kind="vote",
            pk=vote.pk,
            iso3=asking.state.pk,
            name=asking.names[asking.state.pk],
            date_given=call.vote_date.isoformat() if call.vote_date else str(call.year),
            firmness=Firmness.DAY if call.vote_date else Firmness.YEAR,
            day=call.vote_date,
            text="",
            source=call.source,
            shipped=call.batch_id is None,
            resolution=call.resolution_id,
            body=call.get_body_display(),
            choice=vote.choice,
            label=vote.get_choice_display(),
        )


def _acted(asking: Asking) -> Any:
    actions = current_actions(asking.treaty, viewer=asking.viewer)
    return actions.filter(state=asking.state, action_date__lte=asking.on)


def _action_keys(asking: Asking) -> list[Key]:
    return _keys(_acted(asking).select_related(None), F("action_date"))


def _actions(asking: Asking, numbers: Iterable[int]) -> Iterable[Row]:
    for action in _acted(asking).filter(pk__in=numbers):
        yield _action(action, asking)


def _action(action: TreatyAction, asking: Asking) -> ActionEntry:
    return ActionEntry(
        kind="treatyaction",
        pk=action.pk,
        iso3=asking.state.pk,
        name=asking.names[asking.state.pk],
        date_given=action.date_given,
        firmness=action.firmness,
        day=action.action_date,
        text=action.note,
        source=action.source,
        shipped=action.batch_id is None,
        action=action.kind,
        label=MEANS[terms.ActionKind(action.kind)](),
    )


def _seen(asking: Asking) -> Any:
    seen = Attendance.objects.filter(state=asking.state, meeting__ends__lte=asking.on)
    return seen.filter(Q(meeting__treaty=asking.treaty) | Q(meeting__treaty=None))


def _attendance_keys(asking: Asking) -> list[Key]:
    return _keys(_seen(asking), F("meeting__begins"))


def _attendances(asking: Asking, numbers: Iterable[int]) -> Iterable[Row]:
    for row in _seen(asking).filter(pk__in=numbers).order_by().select_related("meeting", "source"):
        yield AttendanceEntry(
            kind="attendance",
            pk=row.pk,
            iso3=asking.state.pk,
            name=asking.names[asking.state.pk],
            date_given=row.meeting.begins_given,
            firmness=Firmness.DAY if row.meeting.day_is_known else Firmness.MONTH,
            day=row.meeting.begins,
            text="",
            source=row.source,
            shipped=row.shipped,
            meeting=row.meeting_id,
            label=row.meeting.name,
        )


# Kind, which entries there are, and those of some numbers. A further kind is a further line.
# Of one day, what comes first here stands on top; then what rooms beside this one tell.
SOURCES: Sequence[Source] = (
    ("exchange", _exchange_keys, _exchanges),
    ("pledge", _pledge_keys, _pledges),
    ("followup", _follow_up_keys, _follow_ups),
    ("treatyaction", _action_keys, _actions),
    ("vote", _vote_keys, _votes),
    ("statement", _statement_keys, _statements),
    ("position", _position_keys, _positions),
    ("obstacle", _obstacle_keys, _obstacles),
    ("interimstep", _step_keys, _steps),
    ("attendance", _attendance_keys, _attendances),
)
