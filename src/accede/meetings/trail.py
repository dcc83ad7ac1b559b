"""Of which campaign an entry of the trail tells, and what it calls its object: what is open to a campaign's people."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps

from accede.access.models import AuditEntry
from accede.access.trail import Within
from accede.campaign.models.wording import wording

# From a row to its campaign, and to what it is called by, in languages.
PATHS = {
    "meetings.WorkingGroup": ("campaign", "names"),
    "meetings.Part": ("campaign", "meeting__names"),
    "meetings.Workshop": ("campaign", "meeting__names"),
    "meetings.Session": ("workshop__campaign", "workshop__meeting__names"),
}


def within(entries: Iterable[AuditEntry]) -> dict[int, Within]:
    """By the entry's number."""
    entries = list(entries)
    found: dict[int, Within] = {}
    for kind, paths in PATHS.items():
        own = {entry.pk: entry.object_key for entry in entries if entry.kind == kind}
        if not own:
            continue
        rows: Any = apps.get_model(kind)._default_manager.filter(pk__in=set(own.values()))  # noqa: SLF001 -- Django's documented name for it
        known = {
            str(key): Within(frozenset({campaign}), wording(names))
            for key, campaign, names in rows.values_list("pk", *paths)
        }
        found |= {number: known[key] for number, key in own.items() if key in known}
    return found
