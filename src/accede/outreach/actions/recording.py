"""What every row goes through: its owner and class, its checks, the trail."""

from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign, Person
from accede.access.queries import viewer_of
from accede.access.roles import Attribution, Confidentiality
from accede.access.viewer import Viewer
from accede.outreach import rules

Row = TypeVar("Row", bound=Confidential)


def write_down(
    row: Row,
    *,
    campaign: Campaign,
    confidentiality: Confidentiality,
    attribution: Attribution = Attribution.OPEN,
    act: str,
    by: Viewer,
    at: datetime,
) -> Row:
    """Save a new row for its owner. Raises NotAllowedError and ValidationError. The caller holds the transaction."""
    row.campaign = campaign
    row.owner_id = rules.insist_on_contributing(by, campaign)
    row.confidentiality = confidentiality
    row.attribution = attribution
    if confidentiality == Confidentiality.PUBLIC:
        raise ValidationError(
            {
                "confidentiality": _(
                    "Nothing of the work with a State is public from the start. Release it later."
                )
            }
        )
    row.full_clean()
    row.save()
    audit.write(act=act, of=row, by=by, at=at)
    return row


def write_part(row: Row, *, of: Confidential, act: str, by: Viewer, at: datetime) -> Row:
    """Save a new row that stands in another: with that one's owner, class and rule."""
    row.campaign_id, row.owner_id = of.campaign_id, of.owner_id
    row.confidentiality, row.attribution = of.confidentiality, of.attribution
    row.full_clean()
    row.save()
    audit.write(act=act, of=row, by=by, at=at)
    return row


def insist_on_reader(record: Confidential, person: Person, *, field: str, at: datetime) -> None:
    """Whoever is to do something with the record can read it."""
    if not record.is_visible_to(viewer_of(person, on=at.date())):
        raise ValidationError(
            {
                field: _("%(name)s may not see this: choose somebody else, or a wider class.")
                % {"name": person.name}
            }
        )
