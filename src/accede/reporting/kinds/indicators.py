"""Figures of a period: those of the work plan that worked towards the meeting, and all others that are public."""

from datetime import date

from accede.campaign.measures import MEASURES
from accede.campaign.models import Indicator, Plan
from accede.record.measures import Asked, Figure, Measure
from accede.reporting.blocks import Line, Table, line
from accede.reporting.telling import Telling


def table(telling: Telling, *, since: date, until: date, plan: Plan | None) -> Table:
    """Each figure for the period and, where the plan has it among its indicators, since the plan began.

    A figure of confidential work, of which the readers see a part at most, is no figure for them: it is withheld.
    """
    wanted: dict[str, Indicator] = {}
    for indicator in plan.indicators.all() if plan else ():
        wanted.setdefault(indicator.measure, indicator)
    order = [*wanted, *(key for key in MEASURES if key not in wanted)]
    rows: list[tuple[Line, ...]] = []
    for key in order:
        measure, own = MEASURES[key], wanted.get(key)
        figure = _read(telling, measure, since, until)
        if figure.limited:
            rows += [(line(measure.label), text, (), ()) for text in telling.hold_back()]
            continue
        begun = _read(telling, measure, own.since, until) if own and own.since <= until else None
        rows.append(
            (
                _label(telling, measure),
                _value(telling, measure, figure),
                _value(telling, measure, begun) if begun else (),
                line(
                    telling.decimal(f"{own.target.normalize():f}") if own and own.target is not None else ""
                ),
            )
        )
    began = telling.day(plan.starts) if plan else "–"
    return Table(
        key="indicators",
        caption=telling.say("indicators", **{"from": telling.day(since), "until": telling.day(until)}),
        head=(
            telling.say("indicator"),
            telling.say("in_the_period"),
            telling.say("since_the_plan", day=began),
            telling.say("target"),
        ),
        rows=tuple(rows),
        widths=(8, 3, 4, 2),
    )


def number(telling: Telling, value: float | None) -> str:
    """A count, or that it is too small to be told."""
    return telling.word("too_few") if value is None else f"{value:g}"


def _read(telling: Telling, measure: Measure, since: date, until: date) -> Figure:
    return measure.read(
        Asked(
            treaty=telling.treaty,
            campaign=telling.campaign.pk,
            since=since,
            until=until,
            viewer=telling.readers,
            language=telling.language,
        )
    )


def _value(telling: Telling, measure: Measure, figure: Figure) -> Line:
    """The figure as its unit is written; a dash where it cannot be told."""
    value = figure.value
    if value is None:
        told = telling.word("too_few") if figure.confined else "–"
    elif (share := measure.in_per_cent(value)) is not None:
        told = telling.percent(f"{share:.1f}")
    elif measure.key == "net-parties":
        told = telling.decimal(f"{value:+g}") if value else "0"
    else:
        told = telling.decimal(f"{value:g}")
    return line(told)


def _label(telling: Telling, measure: Measure) -> Line:
    """The numbers of sources stand at the name: at a figure they would be read with it."""
    return telling.resting(str(measure.label), telling.treaty.source if "parties" in measure.key else None)
