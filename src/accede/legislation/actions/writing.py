"""What every confidential row about a parliament goes through: its owner and class, its checks, the trail."""

from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.legislation import parliament_rules as rules
from accede.record.partial_dates import NotADateError, first_possible_day, last_possible_day

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


def day_of(given: str, *, on: date, field: str = "date_given") -> date:
    """The last day that a partial date can mean; what is no date, or still to come, is refused."""
    try:
        if first_possible_day(given) > on:
            raise ValidationError({field: _("%(date)s is still to come.") % {"date": given}})
        return last_possible_day(given, not_after=on)
    except NotADateError as error:
        raise ValidationError(
            {field: _("“%(date)s” is not a date. Write it as 2025-03-06, 2025-03 or 2025.") % {"date": given}}
        ) from error
