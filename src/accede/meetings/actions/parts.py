"""What stands in a sitting: in its open part or in its closed one, never seen by more than the sitting itself."""

from datetime import datetime
from typing import TypeVar

from accede.access import audit
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.meetings import rules
from accede.meetings.models import Sitting
from accede.meetings.models.working_groups import InAPart

Part = TypeVar("Part", bound=InAPart)


def write_in(row: Part, *, of: Sitting, closed: bool, act: str, by: Viewer, at: datetime) -> Part:
    """Save a new row of a sitting, of the class that its part has. The caller holds the transaction."""
    row.campaign_id = of.campaign_id
    row.owner_id = rules.insist_on_contributing(by, of.group.campaign)
    row.closed = closed or of.closed
    row.confidentiality = max(of.group.class_of(closed=row.closed), Confidentiality(of.confidentiality))
    row.full_clean()
    row.save()
    audit.write(act=act, of=row, by=by, at=at)
    return row
