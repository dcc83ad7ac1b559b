"""Contradictions are settled in favour of either side, with a reason; the record follows, and it can be opened again."""

import csv
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.viewer import Viewer
from accede.record.imports import batches, same_act
from accede.record.imports.batches import ImportStandsError
from accede.record.imports.plan import Request
from accede.record.models import Contradiction, Edition, ImportBatch, RollCall, Settlement
from accede.record.readers.formats import FORMATS
from accede.record.readers.recognition import TABLE
from accede.record.uploads.rules import insist_on_bringing_in


@transaction.atomic
def settle(contradiction: Contradiction, *, reason: str, by: Viewer, at: datetime) -> Settlement:
    """Say why what is on record stands against the other source."""
    insist_on_bringing_in(by)
    settlement = _written(contradiction, reason, None, by, at)
    audit.write(act="settle contradiction", of=settlement, by=by, at=at)
    Edition.objects.create(what="a contradiction settled")
    return settlement


@transaction.atomic
def adopt(contradiction: Contradiction, *, reason: str, by: Viewer, at: datetime) -> Settlement:
    """Say why the other source is right. The record follows it, by an import that holds this one row."""
    insist_on_bringing_in(by)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"settled-{contradiction.state_id.lower()}-{contradiction.pk}.csv"
        _write_row(contradiction, path)
        request = Request(
            format=FORMATS[TABLE],
            path=path,
            file_name=path.name,
            on=at.date(),
            source=contradiction.source_id,
            adopts=True,
        )
        batch = batches.apply(request, by=by.name, at=at, progress=lambda _done, _size: None).batch
    if batch is None or not batch.new + batch.changed:
        raise ValidationError(_("The record has changed since: bring the file in again, and look anew."))
    # Its source came with another import, and goes with whichever of the two goes last.
    batch.source_is_own = contradiction.batch.source_is_own and (
        contradiction.batch.source_key == contradiction.source_id
    )
    batch.save(update_fields=["source_is_own"])
    settlement = _written(contradiction, reason, batch, by, at)
    audit.write(act="adopt other source", of=settlement, by=by, at=at)
    return settlement


@transaction.atomic
def reopen(settlement: Settlement, *, by: Viewer, at: datetime) -> None:
    """Take a settlement back. Where the record followed the other source, it is as it was before."""
    insist_on_bringing_in(by)
    audit.write(act="reopen contradiction", of=settlement, by=by, at=at, before=audit.values(settlement))
    if settlement.batch is not None and settlement.batch.state == ImportBatch.State.APPLIED:
        try:
            batches.undo(settlement.batch.pk, by=by.name, at=at)
        except ImportStandsError as error:
            raise ValidationError(
                _("It cannot be opened again: a later import stands on it. Take that one back first.")
            ) from error
        return
    settlement.delete()
    Edition.objects.create(what="a contradiction open again")


def facts(contradiction: Contradiction) -> dict[str, Any]:
    """What a settlement is held by."""
    return {
        "treaty_key": contradiction.treaty_id or "",
        "iso3": contradiction.state_id,
        "about": contradiction.about,
        "stands": contradiction.stands,
        "says": contradiction.says,
    }


def _written(
    contradiction: Contradiction, reason: str, batch: ImportBatch | None, by: Viewer, at: datetime
) -> Settlement:
    if by.person_id is None:  # never of one who may bring in
        raise ValidationError(_("Somebody has to answer for it."))
    held = facts(contradiction)
    # One whose import could not be taken up again settles nothing any more.
    Settlement.objects.filter(**held, batch__state=ImportBatch.State.SET_ASIDE).delete()
    settlement = Settlement(
        **held, reason=reason.strip(), settled_by_id=by.person_id, settled_at=at, batch=batch
    )
    settlement.full_clean()
    settlement.save()
    return settlement


def _write_row(contradiction: Contradiction, path: Path) -> None:
    """What the other source says, as a table of one row."""
    symbol, _blank, body = contradiction.about.partition(" ")
    if body:
        call = RollCall.objects.get(resolution=symbol, body=body)
        held = call.vote_date or date(call.year, 1, 1)
        row = {"iso3": contradiction.state_id, "resolution": symbol, "date": held, "vote": contradiction.says}
        row["body"] = body
    else:
        given, effective = same_act.dates_told(contradiction.about, contradiction.says)
        row = {"iso3": contradiction.state_id, "kind": contradiction.about, "date": given}
        row |= {"effective": effective, "treaty": contradiction.treaty_id}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
