"""Of which campaign an entry of the trail tells, and what it calls its object: a plan is open to its campaign's people."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps

from accede.access.models import AuditEntry, Campaign
from accede.access.trail import Within
from accede.campaign.models import Plan
from accede.campaign.models.wording import wording

# From a row to its plan, and to what it is called by; the rows of a plan that hold a title lead there of themselves.
PATHS = {
    "campaign.Plan": ("pk", "titles"),
    "campaign.ActivityWord": ("activity__plan", "activity__titles"),
    "campaign.ActivityPartner": ("activity__plan", "partner__titles"),
    "campaign.Rate": ("plan", "currency"),
}
TEXTS = "campaign.ActionText"


def within(entries: Iterable[AuditEntry]) -> dict[int, Within]:
    """By the entry's number. What was taken out of a plan is told by what the entry itself holds of it."""
    entries = list(entries)
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.kind].append(entry.object_key)
    rows = {(kind, key): found for kind, keys in by_kind.items() for key, found in _rows(kind, keys).items()}
    campaigns = dict(Plan.objects.values_list("pk", "campaign_id"))
    of_treaties: defaultdict[str, set[str]] = defaultdict(set)
    for key, treaty in Campaign.objects.values_list("pk", "treaty_key"):
        of_treaties[treaty].add(key)
    found: dict[int, Within] = {}
    for entry in entries:
        place, called = rows.get((entry.kind, entry.object_key)) or _as_written(entry)
        keys = of_treaties[place] if entry.kind == TEXTS else {campaigns[place]} if place in campaigns else ()
        found[entry.pk] = Within(frozenset(keys), called)
    return found


def _rows(kind: str, keys: list[str]) -> dict[str, tuple[str, str]]:
    """From its number to the plan of each row that is still there, or the treaty of a text; and to its name."""
    if kind == TEXTS:
        path, name = "action__action_plan__treaty", "action__action_plan__titles"
    else:
        path, name = PATHS.get(kind, ("plan", "titles"))
    told: Any = apps.get_model(kind)._default_manager.filter(pk__in=keys)  # noqa: SLF001 -- Django's documented name for it
    return {
        str(key): (plan, wording(called) if isinstance(called, dict) else called)
        for key, plan, called in told.values_list("pk", path, name)
    }


def _as_written(entry: AuditEntry) -> tuple[str, str]:
    plan = (entry.changes.get("plan") or [None])[-1]
    titles = (entry.changes.get("titles") or [None])[-1]
    return str(plan or ""), wording(titles) if isinstance(titles, dict) else ""
