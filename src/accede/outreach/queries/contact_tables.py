"""Which contacts came in one table, and whether they can be taken out again together."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accede.access.encryption import encrypted_fields
from accede.access.models import AuditEntry, Campaign
from accede.access.viewer import Viewer
from accede.outreach.models import Contact

# How the trail tells a contact from a table; those of one table have one moment.
BROUGHT_IN = "bring in contact"
_KIND = "outreach.Contact"


@dataclass(frozen=True, slots=True)
class ContactTable:
    """The contacts of a table, and those among them that were changed or met since."""

    at: datetime
    by_name: str
    contacts: list[Contact]
    stand: list[Contact]


def contact_tables(campaign: Campaign, *, viewer: Viewer) -> list[ContactTable]:
    """Tables of the viewer's own organisation of which a contact is still there, the latest first."""
    brought = AuditEntry.objects.filter(kind=_KIND, act=BROUGHT_IN).values_list("object_key", flat=True)
    own = {
        str(row.pk): row
        for row in Contact.objects.visible_to(viewer)
        .filter(campaign=campaign, owner=viewer.organisation_id, pk__in=[int(key) for key in set(brought)])
        .defer(*encrypted_fields(Contact))
    }
    entries = AuditEntry.objects.filter(kind=_KIND, object_key__in=own)
    tables: defaultdict[tuple[datetime, str], list[Contact]] = defaultdict(list)
    changed = set()
    for entry in entries.only("act", "at", "by_name", "object_key"):
        if entry.act == BROUGHT_IN:
            tables[entry.at, entry.by_name].append(own[entry.object_key])
        else:
            changed.add(entry.object_key)
    changed |= {str(number) for number in _on_which_others_rest(own, viewer)}
    return [
        ContactTable(at, by_name, contacts, [row for row in contacts if str(row.pk) in changed])
        for (at, by_name), contacts in sorted(tables.items(), reverse=True)
    ]


def _on_which_others_rest(own: Collection[str], viewer: Viewer) -> set[int]:
    """Met at an exchange, merged, or named as somebody's successor."""
    rests = Q(met__isnull=False) | Q(duplicates__isnull=False) | Q(predecessors__isnull=False)
    return set(
        Contact.objects.visible_to(viewer)
        .filter(rests, pk__in=[int(key) for key in own])
        .values_list("pk", flat=True)
    )
