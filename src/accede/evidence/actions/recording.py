"""What every row that people write down goes through: rights, dates, source, the trail, the public pages."""

from datetime import date, datetime
from typing import Any, Required, TypedDict, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign
from accede.access.roles import Attribution, Confidentiality
from accede.access.viewer import Viewer
from accede.evidence import rules
from accede.record.models import Edition, Source
from accede.record.partial_dates import Firmness, NotADateError, first_possible_day, last_possible_day


class ToldAs(TypedDict, total=False):
    """To whom a row is to be shown, what it rests on, and when it was."""

    campaign: Required[Campaign]
    confidentiality: Required[Confidentiality]
    attribution: Attribution
    source: Source | None
    origin: str  # where there is no source: a label, such as that of an exchange
    date_given: str
    firmness: Firmness | str  # empty: as the date is written


Row = TypeVar("Row", bound=Confidential)


def write_down(row: Row, told: ToldAs, *, act: str, by: Viewer, at: datetime, sourced: bool = True) -> Row:
    """Save a new row for its owner. Raises NotAllowedError and ValidationError. The caller holds the transaction."""
    row.campaign = told["campaign"]
    row.owner_id = rules.insist_on_contributing(by, told["campaign"])
    row.confidentiality = told["confidentiality"]
    row.attribution = told.get("attribution", Attribution.OPEN)
    fields: dict[str, Any] = dict(dated(told.get("date_given", ""), told.get("firmness", ""), on=at.date()))
    if sourced:
        fields |= _sourced(told)
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean(validate_unique=False)
    row.save()
    audit.write(act=act, of=row, by=by, at=at)
    renew_public_pages(row, act)
    return row


def dated(given: str, firmness: Firmness | str, *, on: date) -> dict[str, Any]:
    """The fields of a date. A day that is still to come is refused: nobody has said anything then."""
    return {"date_given": given, "day": day_of(given, on=on), "firmness": firmness or firmness_of(given)}


def day_of(given: str, *, on: date) -> date | None:
    """The last day that a partial date can mean, but none after `on`."""
    if not given:
        return None
    try:
        if first_possible_day(given) > on:
            raise ValidationError(_("%(date)s is still to come.") % {"date": given})
        return last_possible_day(given, not_after=on)
    except NotADateError as error:
        raise ValidationError(
            _("“%(date)s” is not a date. Write it as 2025-03-06, 2025-03 or 2025.") % {"date": given}
        ) from error


def firmness_of(given: str) -> str:
    """What the writing of a date tells: a day, a month or a year; nothing where there is none."""
    return {0: "", 4: Firmness.YEAR, 7: Firmness.MONTH}.get(len(given), Firmness.DAY)


def _sourced(told: ToldAs) -> dict[str, Any]:
    source, origin = told.get("source"), told.get("origin", "").strip()
    if source is None and told["confidentiality"] == Confidentiality.PUBLIC:
        raise ValidationError(_("What anyone may see cites a source."))
    if source is None and not origin:
        raise ValidationError(_("Give a source, or say where it comes from."))
    return {"source": source, "origin": origin}


def renew_public_pages(row: object, act: str) -> None:
    """Public pages are kept until the record changes: what anyone may see is such a change."""
    if not isinstance(row, Confidential) or row.confidentiality == Confidentiality.PUBLIC:
        Edition.objects.create(what=f"evidence: {act}")
