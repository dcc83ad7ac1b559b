"""Figures of materials handed out, and how much of them serves an activity. Told to those who may see all of it."""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from accede.access.roles import Attribution
from accede.access.viewer import Viewer
from accede.campaign.work import Tied
from accede.record.measures import Asked, Counted, Figure, Measure
from accede.toolkit.models import HandOut


def _given(asked: Asked) -> Any:
    return HandOut.objects.filter(
        campaign=asked.campaign, taken_back=False, handed_on__gte=asked.since, handed_on__lte=asked.until
    )


def _figure(asked: Asked, *, of: str = "") -> Figure:
    """Bilateral work is for those who run the campaign: to others any number of it would be a part."""
    if not asked.viewer.coordinates(asked.campaign):
        return Figure(value=None, limited=True)
    rows = _given(asked)
    value: int | None = rows.count_by("campaign_id", viewer=asked.viewer, of=of).get(asked.campaign, 0)
    return Figure(
        value=value,
        one_by_one=lambda: _each_given(asked, once=bool(of)),
        has_confined=lambda: Attribution.AGGREGATE_ONLY in rows.count_by("attribution", viewer=asked.viewer),
    )


def _each_given(asked: Asked, *, once: bool) -> tuple[Counted, ...]:
    names = asked.names()
    told = (
        _given(asked).attributable_by(asked.viewer).select_related("version__material").defer("note", "who")
    )
    counted = tuple(
        Counted(
            name=names[row.state_id],
            iso3=row.state_id,
            day=row.handed_on,
            about=_title(row, asked.viewer),
            kind=row.version.material.get_kind_display(),
        )
        for row in told.order_by("handed_on", "pk")
    )
    if once:  # by the day on which it was given something last
        return tuple({each.iso3: each for each in counted}.values())
    return counted


def _title(row: HandOut, viewer: Viewer) -> str:
    material = row.version.material
    if not (row.version.is_visible_to(viewer) and material.is_visible_to(viewer)):
        return ""
    return gettext(material.title) if material.shipped_key else material.title


def _handed_out(asked: Asked) -> Figure:
    return _figure(asked)


def _states_given(asked: Asked) -> Figure:
    return _figure(asked, of="state_id")


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            "materials-handed-out",
            _("Materials handed out"),
            _("materials"),
            _handed_out,
            _("Hand-outs of the period on this desk: each version of a material that a State was given."),
        ),
        Measure(
            "states-given-materials",
            _("States that were given materials"),
            _("States"),
            _states_given,
            _("States to which a hand-out of the period on this desk went, each once."),
        ),
    )
}


def _hand_outs_tied(numbers: Collection[int], on: date, viewer: Viewer) -> dict[int, Tied]:
    """Given, all of them: one that is to come stands in no list yet."""
    rows = HandOut.objects.filter(activity__in=list(numbers), handed_on__lte=on, taken_back=False)
    counted = Counter(rows.visible_to(viewer).values_list("activity_id", flat=True))
    return {number: Tied(tied, tied) for number, tied in counted.items()}


READERS: dict[str, Callable[[Collection[int], date, Viewer], dict[int, Tied]]] = {
    "materials": _hand_outs_tied
}
