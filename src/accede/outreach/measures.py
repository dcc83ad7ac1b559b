"""Figures of the work with States, and how much of it serves an activity. Told to those who may see all of it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from accede.access.roles import Attribution
from accede.access.viewer import Viewer
from accede.campaign.work import Tied
from accede.outreach.models import Exchange, FollowUp
from accede.record.measures import Asked, Counted, Figure, Measure
from accede.targeting import queries as targeting

_LEVELS = list(Exchange.Level.values)  # the highest first


def _is_limited(asked: Asked) -> bool:
    """Bilateral notes are for those who run the campaign: to others any number of them would be a part."""
    return not asked.viewer.coordinates(asked.campaign)


def _exchanges(asked: Asked) -> Any:
    return Exchange.objects.filter(
        campaign=asked.campaign, held_on__gte=asked.since, held_on__lte=asked.until
    )


def _confined(rows: Any, viewer: Viewer) -> bool:
    """Whether some of them may only be counted."""
    counts = rows.count_by("attribution", viewer=viewer)
    return Attribution.AGGREGATE_ONLY in counts


def _number(rows: Any, asked: Asked, *, of: str = "") -> float | None:
    found = rows.count_by("campaign_id", viewer=asked.viewer, of=of)
    number: int | None = found.get(asked.campaign, 0)
    return number


def _held(asked: Asked) -> Figure:
    if _is_limited(asked):
        return Figure(value=None, limited=True)
    rows = _exchanges(asked)
    return Figure(
        value=_number(rows, asked),
        one_by_one=lambda: _each_held(asked),
        has_confined=lambda: _confined(rows, asked.viewer),
    )


def _each_held(asked: Asked) -> Iterator[Counted]:
    names = asked.names()
    told = _exchanges(asked).attributable_by(asked.viewer)
    for iso3, day, level in told.values_list("state_id", "held_on", "level"):
        yield Counted(name=names[iso3], iso3=iso3, day=day, kind=str(Exchange.Level(level).label))


def _met(asked: Asked, wanted: set[str]) -> Figure:
    """Each State once, by the day on which it was met last, under the highest level at which it was met."""
    if _is_limited(asked):
        return Figure(value=None, limited=True)
    rows = _exchanges(asked).filter(state__in=wanted)
    return Figure(
        value=_number(rows, asked, of="state_id"),
        one_by_one=lambda: _each_met(asked, rows),
        has_confined=lambda: _confined(rows, asked.viewer),
    )


def _each_met(asked: Asked, rows: Any) -> list[Counted]:
    names = asked.names()
    told = rows.attributable_by(asked.viewer).order_by("held_on")
    latest: dict[str, date] = {}
    highest: dict[str, str] = {}
    for iso3, day, level in told.values_list("state_id", "held_on", "level"):
        latest[iso3] = day  # the last one stays
        highest[iso3] = min(level, highest.get(iso3, level), key=_LEVELS.index)
    return [
        Counted(name=names[iso3], iso3=iso3, day=latest[iso3], kind=str(Exchange.Level(highest[iso3]).label))
        for iso3 in sorted(latest)
    ]


def _states_met(asked: Asked) -> Figure:
    standings = asked.standings()
    return _met(asked, {iso3 for iso3 in asked.names() if not standings.get(iso3, "").startswith("party")})


def _target_states_met(asked: Asked) -> Figure:
    return _met(asked, asked.once(targeting.targeted))


def _follow_ups_done(asked: Asked) -> Figure:
    if _is_limited(asked):
        return Figure(value=None, limited=True)
    rows = FollowUp.objects.filter(
        campaign=asked.campaign, done_on__gte=asked.since, done_on__lte=asked.until
    )
    return Figure(
        value=_number(rows, asked),
        one_by_one=lambda: _each_done(asked, rows),
        has_confined=lambda: _confined(rows, asked.viewer),
    )


def _each_done(asked: Asked, rows: Any) -> Iterator[Counted]:
    names = asked.names()
    for iso3, day in rows.attributable_by(asked.viewer).values_list("state_id", "done_on"):
        yield Counted(name=names.get(iso3, "—"), iso3=iso3 or "", day=day)


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            "exchanges-held",
            _("Exchanges held"),
            _("exchanges"),
            _held,
            _("Bilateral exchanges of the period on this desk, whoever held them."),
        ),
        Measure(
            "states-met",
            _("States not party that were met"),
            _("States"),
            _states_met,
            _("States not party on the day with which an exchange of the period is on this desk."),
        ),
        Measure(
            "target-states-met",
            _("Target States met"),
            _("States"),
            _target_states_met,
            _("States in a target category on the day with which an exchange of the period is on this desk."),
        ),
        Measure(
            "follow-ups-done",
            _("Follow-ups done"),
            _("follow-ups"),
            _follow_ups_done,
            _("Next steps that were done in the period."),
        ),
    )
}


def _exchanges_tied(numbers: Collection[int], on: date, viewer: Viewer) -> dict[int, Tied]:
    """Held, all of them: one that is to come stands in no exchange yet."""
    rows = Exchange.objects.filter(activity__in=list(numbers), held_on__lte=on).visible_to(viewer)
    counted = Counter(rows.values_list("activity_id", flat=True))
    return {number: Tied(tied, tied) for number, tied in counted.items()}


def _follow_ups_tied(numbers: Collection[int], on: date, viewer: Viewer) -> dict[int, Tied]:
    rows = FollowUp.objects.filter(exchange__activity__in=list(numbers), made_on__lte=on).visible_to(viewer)
    tied: Counter[int] = Counter()
    done: Counter[int] = Counter()
    for number, day in rows.values_list("exchange__activity_id", "done_on"):
        tied[number] += 1
        done[number] += bool(day and day <= on)
    return {number: Tied(tied[number], done[number]) for number in tied}


READERS: dict[str, Callable[[Collection[int], date, Viewer], dict[int, Tied]]] = {
    "exchanges": _exchanges_tied,
    "follow-ups": _follow_ups_tied,
}
