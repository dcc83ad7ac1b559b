"""What people enter about parliaments: public facts, each with its source."""

from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.legislation import parliament_rules as rules
from accede.legislation.models import Entered, EnteredChamber, Office, Period

Row = TypeVar("Row", bound=Entered)


@transaction.atomic
def enter(*, row: Row, campaign: Campaign, by: Viewer, at: datetime) -> Row:
    """A chamber, presiding officer, committee, period or election that was not there; `row` is not saved yet."""
    rules.insist_on_contributing(by, campaign)
    row.by_id, row.entered_on = by.person_id, at.date()
    _check(row)
    row.save()
    audit.write(act="enter parliament", of=row, by=by, at=at)
    return row


@transaction.atomic
def change(*, row: Entered, before: audit.Values, campaign: Campaign, by: Viewer, at: datetime) -> None:
    """Say otherwise what was entered. `before` is what `audit.values` gave before the row was changed."""
    rules.insist_on_contributing(by, campaign)
    _check(row)
    if audit.values(row) == before:
        return
    row.save()
    audit.write(act="change parliament", of=row, by=by, at=at, before=before)


@transaction.atomic
def take_out(*, row: Entered, campaign: Campaign, by: Viewer, at: datetime) -> None:
    """It was an error, or is gone. The trail keeps what it said."""
    rules.insist_on_contributing(by, campaign)
    audit.write(act="take out of parliament", of=row, by=by, at=at)
    row.delete()


def _check(row: Entered) -> None:
    if isinstance(row, EnteredChamber) and not row.chamber:
        raise ValidationError({"chamber": _("Say which of the chambers it is.")})
    if isinstance(row, Period) and row.ends and row.ends < row.begins:
        raise ValidationError({"ends": _("Its last day lies before its first.")})
    if isinstance(row, EnteredChamber | Office):
        taken = type(row)._default_manager.filter(state=row.state, chamber=row.chamber)  # noqa: SLF001
        if taken.exclude(pk=row.pk).exists():
            raise ValidationError(
                {"chamber": _("This chamber has one here already: change that one instead.")}
            )
    row.full_clean(validate_unique=False, validate_constraints=False)
