"""The plan as other programs read it."""

from decimal import Decimal
from typing import Any

from accede.access.viewer import Viewer
from accede.campaign import rules
from accede.campaign.models import BudgetLine
from accede.campaign.queries.overview import ActivityRow, Overview
from accede.record.tables import Record

PLAN = ("kind", "key", "title", "starts", "ends", "state", "value", "target", "unit")


def plan_records(told: Overview, *, viewer: Viewer) -> list[Record]:
    """One record each: objectives, activities, outputs, indicators, lines of the timeline, lines of the budget."""
    plan = told.plan
    rows = [_row("objective", row.goal, state=row.state) for row in told.objectives]
    rows += [_activity(row) for row in told.activities]
    rows += [_row("output", row.goal, state=row.state) for row in told.outputs]
    rows += [
        _row(
            "indicator",
            row.indicator,
            starts=row.indicator.since,
            ends=row.indicator.due,
            state=row.state,
            value=_number(row.value),
            target=_number(row.indicator.target),
            unit=row.measure.unit_label,
        )
        for row in told.indicators
    ]
    rows += [
        _row("timeline", row.line, starts=row.line.starts, ends=row.line.ends, state=row.state)
        for row in told.timeline
    ]
    if rules.sees_budget(viewer, plan.campaign_id):
        rows += [_budget(line) for line in plan.budget.all()]
    return rows


def _row(kind: str, element: Any, **known: Any) -> Record:
    told = dict.fromkeys(PLAN, "") | {"kind": kind, "key": element.key, "title": element.title}
    for name, value in known.items():
        told[name] = value.isoformat() if hasattr(value, "isoformat") else value
    told["state"] = str(told["state"])
    return told


def _activity(row: ActivityRow) -> Record:
    activity, said = row.activity, row.standing.said
    state = f"{row.state} (owner: {said})" if said else str(row.state)
    counted = {"value": row.tied.done, "unit": str(activity.counts)} if row.tied else {}
    return _row(
        "activity",
        activity,
        starts=activity.starts,
        ends=activity.ends,
        state=state,
        target=activity.planned if activity.planned is not None else "",
        **counted,
    )


def _budget(line: BudgetLine) -> Record:
    over = line.planned and line.spent > line.planned
    return _row(
        "budget",
        line,
        state="over-spent" if over or (line.spent and not line.planned) else "within",
        value=f"{line.spent:.2f}",
        target=f"{line.planned:.2f}",
        unit=line.currency,
    )


def _number(value: float | Decimal | None) -> float | str:
    """A whole number without a point; nothing where it is not known."""
    if value is None:
        return ""
    return int(value) if value == int(value) else float(value)
