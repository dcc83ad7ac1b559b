"""Figures of the survey that a plan's indicators can use. Who answered is told to those who run the campaign."""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from accede.access.viewer import Viewer
from accede.campaign.work import Tied
from accede.record.measures import Asked, Counted, Figure, Measure
from accede.survey import rules
from accede.survey.models import Response, Round

_BECAUSE = "that a State was asked, and whether it answered, is known to those who asked"


def _put(asked: Asked) -> dict[str, tuple[date, date | None]]:
    """Each State that was asked until the last day: when last, and when it answered first since the first day."""
    found: dict[str, tuple[date, date | None]] = {}
    for iso3, opened, closed, day in asked.keep(
        (_put_within, asked.first, asked.last), lambda: _put_within(asked)
    ):
        if opened > asked.until or (closed is not None and closed < asked.since):
            continue
        answered = day if day and day <= asked.until else None
        found[iso3] = (opened, found[iso3][1] if iso3 in found and found[iso3][1] else answered)
    return found


def _put_within(asked: Asked) -> list[tuple[str, date, date | None, date | None]]:
    """By round that was open within the whole: the State, the round's days, and the day of the answer."""
    still_open = Q(closed_on__isnull=True) | Q(closed_on__gte=asked.first)
    open_then = Round.objects.filter(still_open, campaign=asked.campaign, opened_on__lte=asked.last)
    rounds: dict[int, Any] = {row.pk: (row.opened_on, row.closed_on) for row in open_then}
    put = Response.objects.unguarded(because=_BECAUSE).filter(round__in=list(rounds))
    rows = put.order_by("pk").values_list("round_id", "state_id", "received_on", "signed_at")
    found = [
        (iso3, *rounds[number], received or (signed.date() if signed else None))
        for number, iso3, received, signed in rows
    ]
    return sorted(found, key=lambda each: each[1])


def _figure(asked: Asked, *, share: bool) -> Figure:
    if not rules.runs_surveys(asked.viewer, asked.campaign):
        return Figure(value=None, limited=True)
    put, names = _put(asked), asked.names()
    counted = tuple(
        Counted(name=names[iso3], iso3=iso3, day=day) for iso3, (_opened, day) in sorted(put.items()) if day
    )
    if share:
        value = round(100 * len(counted) / len(put), 1) if put else None
        return Figure(value=value, one_by_one=lambda: counted)
    return Figure(value=len(counted), one_by_one=lambda: counted)


def _answers(asked: Asked) -> Figure:
    return _figure(asked, share=False)


def _answered_share(asked: Asked) -> Figure:
    return _figure(asked, share=True)


def _asked(asked: Asked) -> Figure:
    if not rules.runs_surveys(asked.viewer, asked.campaign):
        return Figure(value=None, limited=True)
    put, names = _put(asked), asked.names()
    counted = tuple(
        Counted(name=names[iso3], iso3=iso3, day=opened) for iso3, (opened, _day) in sorted(put.items())
    )
    return Figure(value=len(counted), one_by_one=lambda: counted)


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            "survey-asked",
            _("States asked by the survey"),
            _("States"),
            _asked,
            _("States to which a round of the survey was put that was open in the period."),
        ),
        Measure(
            "survey-answers",
            _("Answers to the survey"),
            _("States"),
            _answers,
            _(
                "Of these States, those that signed off their answers by the day. What was inferred is no answer."
            ),
        ),
        Measure(
            "survey-answered-share",
            _("Answers received of those asked"),
            _("per cent"),
            _answered_share,
            _("Those that answered, of all that were asked in the rounds open in the period."),
        ),
    )
}


def _answers_tied(numbers: Collection[int], on: date, _viewer: Viewer) -> dict[int, Tied]:
    """Answers received by the day, of those asked by then. `LIMITED` keeps it to those who run the campaign."""
    rows = Response.objects.unguarded(because=_BECAUSE).filter(
        round__activity__in=list(numbers), round__opened_on__lte=on
    )
    tied: Counter[int] = Counter()
    done: Counter[int] = Counter()
    for number, received, signed in rows.values_list("round__activity_id", "received_on", "signed_at"):
        day = received or (signed.date() if signed else None)
        tied[number] += 1
        done[number] += bool(day and day <= on)
    return {number: Tied(tied[number], done[number]) for number in tied}


READERS: dict[str, Callable[[Collection[int], date, Viewer], dict[int, Tied]]] = {"answers": _answers_tied}
