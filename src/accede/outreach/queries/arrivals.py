"""What came in: records that are new to the desk, as the trail tells and as the viewer may see them now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from accede.access.confidentiality import Confidential, confidential_models
from accede.access.encryption import encrypted_fields
from accede.access.models import AuditEntry, Campaign
from accede.access.viewer import Viewer
from accede.campaign import entries as further
from accede.record.queries import states

# What is told of at most: a page of a morning, and no more to open.
MOST = 40
# Of how many new records, seen or not: an import of thousands is told of elsewhere.
LOOKED_AT = 1000
# Acts by which a record comes to the desk. What stands in an exchange comes with it.
NEW = {
    "log exchange": "outreach.Exchange",
    "add contact": "outreach.Contact",
    "bring in contact": "outreach.Contact",
    "plan meeting": "outreach.PlannedMeeting",
    "hand over": "outreach.Handover",
    "move": "outreach.Move",
    "record obstacle": "evidence.Obstacle",
    "record position": "evidence.Position",
    "record interpretive position": "evidence.InterpretivePosition",
    "record statement": "evidence.Statement",
    "record incident": "evidence.Incident",
    "assess incident": "evidence.Assessment",
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record that is new. `iso3` is empty where no State is meant, or the viewer is not to be told which."""

    kind: str
    pk: int
    kind_name: str
    iso3: str
    name: str
    at: datetime
    by_name: str
    record: Confidential


class _Entry(NamedTuple):
    """What is asked of an entry of the trail: it holds what changed, too, and that may be long."""

    kind: str
    object_key: str
    at: datetime
    by_name: str


def arrivals(campaign: Campaign, *, since: datetime, viewer: Viewer, language: str) -> Sequence[Arrival]:
    """Records of the campaign that were written down since then, the latest first.

    Looked up anew for this viewer: whoever may not see a record is not told that there is one.
    """
    new = NEW | further.NEW
    found_new = AuditEntry.objects.filter(at__gte=since, act__in=new, kind__in=set(new.values()))
    told = found_new.order_by("-pk").values_list("kind", "object_key", "at", "by_name")
    entries = [_Entry(*values) for values in told[:LOOKED_AT]]
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        numbers[entry.kind].append(entry.object_key)
    models: dict[str, Any] = {model._meta.label: model for model in confidential_models().values()}  # noqa: SLF001
    seen: dict[tuple[str, str], Any] = {
        (kind, str(row.pk)): row
        for kind, keys in numbers.items()
        for row in models[kind]
        .objects.visible_to(viewer)
        .filter(pk__in=keys, campaign=campaign)
        .order_by()
        .defer(*encrypted_fields(models[kind]))  # that it came is told, not what it says
    }
    names = states.state_names(language, viewer=viewer)
    found = [
        _arrival(entry, seen[entry.kind, entry.object_key], names, viewer)
        for entry in entries
        if (entry.kind, entry.object_key) in seen
    ]
    return found[:MOST]


def _arrival(entry: _Entry, row: Any, names: dict[str, str], viewer: Viewer) -> Arrival:
    iso3 = getattr(row, "state_id", None) or ""
    shown = row.speaker_is_shown_to(viewer)
    return Arrival(
        kind=str(row._meta.model_name),  # noqa: SLF001 -- Django's documented name for it
        pk=row.pk,
        kind_name=str(row._meta.verbose_name),  # noqa: SLF001
        iso3=iso3 if shown else "",
        name=names.get(iso3, "") if shown else "",
        at=entry.at,
        by_name=entry.by_name if shown else "",
        record=row,
    )
