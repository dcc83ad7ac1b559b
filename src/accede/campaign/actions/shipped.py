"""The plan and the action plans that travel with the program."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from accede.access.models import Campaign
from accede.access.roles import Role
from accede.access.viewer import Viewer
from accede.campaign.actions.importing import replace
from accede.campaign.models import Action, ActionPlan, Plan
from accede.campaign.plan_file.reading import read

FOLDER = Path(str(resources.files("accede.campaign"))) / "shipped"


@transaction.atomic
def load_shipped_plans() -> None:
    """Action plans are brought up to date. A work plan is loaded once: from then on it is its people's own."""
    _load_action_plans()
    keys = Campaign.objects.values_list("pk", flat=True)
    by = Viewer(name="first start", roles={key: frozenset({Role.ADMINISTRATOR}) for key in keys})
    for path in sorted((FOLDER / "plans").glob("*.yaml")):
        if not Plan.objects.filter(pk=path.stem).exists():
            replace(written=read(path.read_text(encoding="utf-8")), by=by)


def _load_action_plans() -> None:
    for entry in _entries():
        plan, _made = ActionPlan.objects.update_or_create(
            pk=entry["key"],
            defaults={
                "titles": entry["title"],
                "treaty_id": entry["treaty"],
                "from_year": entry["from"],
                "until_year": entry["until"],
            },
        )
        for number in entry["actions"]:
            Action.objects.get_or_create(action_plan=plan, number=number)


def _entries() -> Iterator[dict[str, Any]]:
    text = (FOLDER / "action_plans.yaml").read_text(encoding="utf-8")
    yield from yaml.safe_load(text)
