"""Figures of the work with States, and how much of it serves an activity. Told to those who may see all of it."""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from accede.access.roles import Attribution
from accede.access.viewer import Viewer
from accede.campaign.work import Tied
from accede.outreach.models import Exchange, FollowUp
from accede.record.measures import Asked, Counted, Figure, Measure
from accede.record.queries import status
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
    names = asked.names()
    rows = _exchanges(asked)
    counted = tuple(
        Counted(name=names[row.state_id], iso3=row.state_id, day=row.held_on, kind=row.get_level_display())
        for row in rows.attributable_by(asked.viewer).defer("said", "assessment", "who", "place")
    )
    return Figure(value=_number(rows, asked), counted=counted, confined=_confined(rows, asked.viewer))


def _met(asked: Asked, wanted: set[str]) -> Figure:
    """Each State once, by the day on which it was met last, under the highest level at which it was met."""
    if _is_limited(asked):
        return Figure(value=None, limited=True)
    names = asked.names()
    rows = _exchanges(asked).filter(state__in=wanted)
    told = rows.attributable_by(asked.viewer).order_by("held_on")
    latest: dict[str, date] = {}
    highest: dict[str, str] = {}
    for iso3, day, level in told.values_list("state_id", "held_on", "level"):
        latest[iso3] = day  # the last one stays
        highest[iso3] = min(level, highest.get(iso3, level), key=_LEVELS.index)
    counted = tuple(
        Counted(name=names[iso3], iso3=iso3, day=latest[iso3], kind=str(Exchange.Level(highest[iso3]).label))
        for iso3 in sorted(latest)
    )
    return Figure(
        value=_number(rows, asked, of="state_id"), counted=counted, confined=_confined(rows, asked.viewer)
    )


def _states_met(asked: Asked) -> Figure:
    standings = status.statuses(asked.treaty, on=asked.until, viewer=asked.viewer)
    names = asked.names()
    return _met(asked, {iso3 for iso3 in names if not standings.get(iso3, "").startswith("party")})


def _target_states_met(asked: Asked) -> Figure:
    found = asked.once(targeting.targets)
    return _met(asked, {target.iso3 for target in found})


def _follow_ups_done(asked: Asked) -> Figure:
    if _is_limited(asked):
        return Figure(value=None, limited=True)
    rows = FollowUp.objects.filter(
        campaign=asked.campaign, done_on__gte=asked.since, done_on__lte=asked.until
    )
    names = asked.names()
    told = rows.attributable_by(asked.viewer).values_list("state_id", "done_on")
    counted = tuple(Counted(name=names.get(iso3, "—"), iso3=iso3 or "", day=day) for iso3, day in told)
    return Figure(value=_number(rows, asked), counted=counted, confined=_confined(rows, asked.viewer))


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
