"""A plan and what stands in it. A campaign has as many plans as it has years; the texts are the plan's own."""

from accede.campaign.models.action_plans import Action, ActionPlan, ActionText
from accede.campaign.models.activities import Activity, ActivityPartner, ActivityWord, Partner, Report
from accede.campaign.models.budget import BudgetLine, Rate
from accede.campaign.models.plans import (
    BackgroundFigure,
    Indicator,
    Objective,
    Output,
    Plan,
    TargetKind,
)
from accede.campaign.models.timeline import TimelineLine

__all__ = [
    "Action",
    "ActionPlan",
    "ActionText",
    "Activity",
    "ActivityPartner",
    "ActivityWord",
    "BackgroundFigure",
    "BudgetLine",
    "Indicator",
    "Objective",
    "Output",
    "Partner",
    "Plan",
    "Rate",
    "Report",
    "TargetKind",
    "TimelineLine",
]
