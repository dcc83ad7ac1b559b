"""Figures of invitations to workshops. Who replied is told to those who run the campaign."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext_noop as _

from accede.access.viewer import Viewer
from accede.campaign.work import Reader, Tied
from accede.meetings import rules
from accede.meetings.models import Delegation
from accede.record.measures import Asked, Counted, Figure, Measure

_BECAUSE = "that a State was invited, and whether it replied, is known to those who invited it"


def _figure(asked: Asked, *, share: bool) -> Figure:
    if not rules.runs_meetings(asked.viewer, asked.campaign):
        return Figure(value=None, limited=True)
    invited: dict[str, date | None] = {}
    for iso3, replied, listed, ends in asked.keep(
        (Delegation, asked.first, asked.last), lambda: _sent(asked)
    ):
        if listed <= asked.until and ends >= asked.since:
            day = replied.date() if replied and replied.date() <= asked.until else None
            invited[iso3] = invited.get(iso3) or day
    names = asked.names()
    counted = tuple(
        Counted(name=names[iso3], iso3=iso3, day=day) for iso3, day in sorted(invited.items()) if day
    )
    if share:
        value = round(100 * len(counted) / len(invited), 1) if invited else None
        return Figure(value=value, one_by_one=lambda: counted)
    return Figure(value=len(counted), one_by_one=lambda: counted)


def _sent(asked: Asked) -> list[tuple[str, datetime | None, date, date]]:
    """Of the whole: State, when it replied, since when it is on the list, and the last day of the workshop."""
    rows = Delegation.objects.unguarded(because=_BECAUSE).filter(
        campaign=asked.campaign, listed_on__lte=asked.last, workshop__meeting__ends__gte=asked.first
    )
    told = ("state_id", "replied_at", "listed_on", "workshop__meeting__ends")
    return list(rows.order_by("listed_on", "pk").values_list(*told))


def _answered(asked: Asked) -> Figure:
    return _figure(asked, share=False)


def _answered_share(asked: Asked) -> Figure:
    return _figure(asked, share=True)


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            "invitations-answered",
            _("Invitations and what was answered"),
            _("States"),
            _answered,
            _(
                "States that replied by the day to an invitation to a workshop of the period: accepted or declined."
            ),
        ),
        Measure(
            "invitations-answered-share",
            _("Invitations answered of those sent"),
            _("per cent"),
            _answered_share,
            _("Those that replied, of all that were invited to the workshops of the period."),
        ),
    )
}


def _replies_tied(numbers: Collection[int], on: date, _viewer: Viewer) -> dict[int, Tied]:
    """Replies by the day, of the States invited by then. `LIMITED` keeps it to those who run the campaign."""
    rows = Delegation.objects.unguarded(because=_BECAUSE).filter(
        workshop__activity__in=list(numbers), listed_on__lte=on
    )
    tied: Counter[int] = Counter()
    done: Counter[int] = Counter()
    for number, replied in rows.order_by().values_list("workshop__activity_id", "replied_at"):
        tied[number] += 1
        done[number] += bool(replied and replied.date() <= on)
    return {number: Tied(tied[number], done[number]) for number in tied}


READERS: dict[str, Reader] = {"invitations": _replies_tied}
