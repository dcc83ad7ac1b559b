"""Writes of the work plan. Each is one transaction with its audit entry in it."""

from accede.campaign.actions.elements import (
    enter_rate,
    mark_line,
    pass_on_activities,
    remove_element,
    remove_rate,
    save_element,
    save_roles,
    say,
)
from accede.campaign.actions.importing import import_plan
from accede.campaign.actions.plans import clone_plan, load_action_text, save_plan
from accede.campaign.actions.reports import answer_report, report
from accede.campaign.actions.shipped import load_shipped_plans

__all__ = [
    "answer_report",
    "clone_plan",
    "enter_rate",
    "import_plan",
    "load_action_text",
    "load_shipped_plans",
    "mark_line",
    "pass_on_activities",
    "remove_element",
    "remove_rate",
    "report",
    "save_element",
    "save_plan",
    "save_roles",
    "say",
]
