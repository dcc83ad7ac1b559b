"""Figures of what was held, and how much of it serves an activity. Each kind of event tells of itself by queries/held.py."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_noop as _

from accede.access.viewer import Viewer
from accede.campaign.work import Reader, Tied
from accede.meetings import rules
from accede.meetings.queries import events
from accede.meetings.queries.held import Held, held
from accede.record.measures import Asked, Counted, Figure, Measure
from accede.targeting import queries as targeting


def _held(asked: Asked) -> list[Held] | None:
    """None for whoever sees a part of it at most. Sittings of working groups have figures of their own."""
    if not rules.runs_meetings(asked.viewer, asked.campaign):
        return None
    found = asked.keep(
        (held, asked.first, asked.last),
        lambda: held(
            asked.campaign, since=asked.first, until=asked.last, viewer=asked.viewer, but_for=["sitting"]
        ),
    )
    return [each for each in found if asked.since <= each.day and (each.ends or each.day) <= asked.until]


def _events_held(asked: Asked) -> Figure:
    found = _held(asked)
    if found is None:
        return Figure(value=None, limited=True)
    return Figure(
        value=len(found),
        one_by_one=lambda: [Counted(name=each.name, day=each.day, about=each.place) for each in found],
    )


def _came(asked: Asked, wanted: Collection[str] | None) -> Figure:
    """None where of no event it is known who came: that is not the same as nobody."""
    found = _held(asked)
    if found is None:
        return Figure(value=None, limited=True)
    known = [each for each in found if each.attendance_is_known]
    if not known:
        return Figure(value=None)
    names = asked.names()
    counted = tuple(
        Counted(name=names[iso3], iso3=iso3, day=each.day, about=each.name)
        for each in known
        for iso3 in each.came
        if iso3 in names and (wanted is None or iso3 in wanted)
    )
    return Figure(value=len(counted), one_by_one=lambda: counted)


def _attendance(asked: Asked) -> Figure:
    return _came(asked, None)


def _targets_came(asked: Asked) -> Figure:
    """Each target State once, by the event to which it came last."""
    figure = _came(asked, asked.once(targeting.targeted))
    if figure.value is None:
        return figure
    latest = {each.iso3: each for each in figure.counted}
    return Figure(value=len(latest), one_by_one=lambda: [latest[iso3] for iso3 in sorted(latest)])


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            "events-held",
            _("Events held"),
            _("events"),
            _events_held,
            _("Side events, speaking slots and workshops of the campaign that were held in the period."),
        ),
        Measure(
            "events-attendance",
            _("Attendance at events"),
            _("States"),
            _attendance,
            _(
                "States that came to those events, each as often as it came; nothing where it is not known who came."
            ),
        ),
        Measure(
            "target-states-at-events",
            _("Target States at events"),
            _("States"),
            _targets_came,
            _("States in a target category on the day that came to one of those events or more."),
        ),
    )
}


def _events_tied(numbers: Collection[int], on: date, viewer: Viewer) -> dict[int, Tied]:
    return {number: Tied(*counts) for number, counts in events.tied(numbers, on, viewer).items()}


# By what an activity counts (campaign.models.Activity.Counts).
READERS: dict[str, Reader] = {"events": _events_tied}
