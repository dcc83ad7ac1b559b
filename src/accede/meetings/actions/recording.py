"""What every row goes through: its owner and class, its checks, the trail."""

from datetime import datetime
from typing import TypeVar

from accede.access import audit
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.meetings import rules

Row = TypeVar("Row", bound=Confidential)


def write_down(
    row: Row, *, campaign: Campaign, confidentiality: Confidentiality, act: str, by: Viewer, at: datetime
) -> Row:
    """Save a new row for its owner. Raises NotAllowedError and ValidationError. The caller holds the transaction."""
    row.campaign = campaign
    row.owner_id = rules.insist_on_contributing(by, campaign)
    row.confidentiality = confidentiality
    row.full_clean()
    row.save()
    audit.write(act=act, of=row, by=by, at=at)
    return row


def write_part(row: Row, *, of: Confidential, act: str, by: Viewer, at: datetime) -> Row:
    """Save a new row that stands in another: with that one's owner, class and rule."""
    row.campaign_id, row.owner_id = of.campaign_id, of.owner_id
    row.confidentiality, row.attribution = of.confidentiality, of.attribution
    row.full_clean(validate_constraints=False)  # that would list parts for nobody
    row.save()
    audit.write(act=act, of=row, by=by, at=at)
    return row
