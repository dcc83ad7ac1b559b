"""Writes of the work plan. Each is one transaction with its audit entry in it."""

from accede.campaign.actions.importing import import_plan
from accede.campaign.actions.shipped import load_shipped_plans

__all__ = ["import_plan", "load_shipped_plans"]
