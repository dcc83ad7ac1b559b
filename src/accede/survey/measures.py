"""Figures of the survey that a plan's indicators can use. Who answered is told to those who run the campaign."""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date

from django.utils.translation import gettext_noop as _

from accede.access.viewer import Viewer
from accede.campaign.work import Tied
from accede.record.measures import Asked, Counted, Figure, Measure
from accede.survey import rules
from accede.survey.models import Response

_BECAUSE = "that a State was asked, and whether it answered, is known to those who asked"


def _put(asked: Asked) -> dict[str, tuple[date, date | None]]:
    """Each State that was asked until the last day: when last, and when it answered first since the first day."""
    rows = (
        Response.objects.unguarded(because=_BECAUSE)
        .filter(campaign=asked.campaign, round__opened_on__lte=asked.until)
        .order_by("round__opened_on", "pk")
        .values_list("state_id", "round__opened_on", "round__closed_on", "received_on", "signed_at")
    )
    found: dict[str, tuple[date, date | None]] = {}
    for iso3, opened, closed, received, signed in rows:
        if closed is not None and closed < asked.since:
            continue
        day = received or (signed.date() if signed else None)
        answered = day if day and day <= asked.until else None
        found[iso3] = (opened, found[iso3][1] if iso3 in found and found[iso3][1] else answered)
    return found


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
