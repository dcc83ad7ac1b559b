"""A plan as its file: what `import` reads again, and nothing that is confidential."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from accede import languages
from accede.access.viewer import Viewer
from accede.campaign import rules
from accede.campaign.models import Activity, Plan
from accede.campaign.plan_file.layout import SECTIONS

Values = dict[str, Any]


def export(plan: Plan, *, viewer: Viewer) -> str:
    """The plan's file. Who may not see the budget gets it without."""
    rules.insist_on_reading(viewer, plan)
    money = rules.sees_budget(viewer, plan.campaign_id)
    told: Values = {
        "plan": plan.pk,
        "campaign": plan.campaign_id,
        "title": _words(plan.titles),
        "starts": plan.starts,
        "ends": plan.ends,
        "meeting": plan.meeting_id,
        "follows": plan.follows_id,
        "currency": plan.currency,
        "budget_note": _words(plan.budget_note) if money else None,
        "actions": [each.key for each in plan.actions.order_by("action_plan__from_year", "number")],
        "background": [_row(row, "background") for row in plan.background.all()],
        "objectives": [_row(row, "objectives") for row in plan.objectives.all()],
        "outputs": [_row(row, "outputs") for row in plan.outputs.select_related("objective")],
        "indicators": [
            _row(row, "indicators") for row in plan.indicators.select_related("objective", "output")
        ],
        "targets": [_row(row, "targets") for row in plan.targets.all()],
        "partners": [
            _row(row, "partners") | _organisation(row.organisation)
            for row in plan.partners.select_related("organisation")
        ],
        "activities": [_activity(row) for row in _activities(plan)],
        "timeline": [_row(row, "timeline") for row in plan.timeline.select_related("activity")],
    }
    if money:
        told["budget"] = [_row(row, "budget") for row in plan.budget.select_related("activity")]
        told["rates"] = [
            {"currency": row.currency, "on": row.on, "rate": _number(row.rate)} for row in plan.rates.all()
        ]
    text: str = yaml.dump(
        _without_empty(told), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110
    )
    return text


def _activities(plan: Plan) -> Iterable[Activity]:
    return plan.activities.select_related("owner").prefetch_related(
        "objectives", "targets", "meetings", "shares__partner", "words"
    )


def _activity(row: Activity) -> Values:
    told = _row(row, "activities")
    told |= {
        "owner": row.owner.email if row.owner else None,
        "objectives": [each.key for each in row.objectives.all()],
        "targets": [each.key for each in row.targets.all()],
        "meetings": [each.pk for each in row.meetings.all()],
        "partners": [
            _without_empty({"partner": each.partner.key, "role": _words(each.role)})
            for each in row.shares.all()
        ],
        "said": [{"state": str(each.state), "on": each.on} for each in reversed(list(row.words.all()))],
    }
    return _in_order(told, "activities")


def _organisation(organisation: Any) -> Values:
    return {"organisation": organisation.name} if organisation else {}


def _row(row: Any, section: str) -> Values:
    """The values that stand in the row's own columns, in the order of the layout."""
    told: Values = {}
    for key, field in SECTIONS[section].items():
        if key == "title":
            told[key] = _words(row.titles)
        elif field.holds == "words":
            told[key] = _words(getattr(row, key))
        elif field.holds == "key" and field.section:
            other = getattr(row, key)
            told[key] = other.key if other else None
        elif field.holds in ("amount", "money", "rate"):
            told[key] = _number(getattr(row, key))
        elif field.holds in ("whole", "count") or hasattr(type(row), key):
            value = getattr(row, key)
            if isinstance(value, str | int | date | list) or value is None:
                told[key] = str(value) if isinstance(value, str) else value
    if section != "activities":
        return _in_order(told, section)
    return {key: value for key, value in told.items() if key not in ("objectives", "targets", "meetings")}


def _in_order(told: Values, section: str) -> Values:
    return _without_empty({key: told[key] for key in SECTIONS[section] if key in told})


def _without_empty(told: Values) -> Values:
    return {key: value for key, value in told.items() if value not in (None, "", [], {})}


def _words(texts: dict[str, str]) -> Any:
    """English first, then the others as they always stand: which comes first in a database is the database's affair."""
    if list(texts) == ["en"]:
        return texts["en"]
    return {code: texts[code] for code in ("en", *languages.LANGUAGES) if code in texts}


class _Number(str):
    """A number as it is written, with no more zeros than it needs."""

    __slots__ = ()


def _number(value: Decimal | None) -> _Number | None:
    if value is None or value == 0:
        return None if value is None else _Number("0")
    text = f"{value:f}"
    return _Number(text.rstrip("0").rstrip(".") if "." in text else text)


class _Dumper(yaml.SafeDumper):
    """Lists of keys stand in one line; numbers as they are written."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 -- Yaml's own signature
        return True


def _as_number(dumper: yaml.SafeDumper, data: _Number) -> yaml.Node:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:float" if "." in data else "tag:yaml.org,2002:int", data
    )


def _as_list(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.Node:
    flat = all(isinstance(each, str) for each in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=flat)


_Dumper.add_representer(_Number, _as_number)
_Dumper.add_representer(list, _as_list)
