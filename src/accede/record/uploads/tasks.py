"""What is done with files in the background: looked at, brought in, taken back."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django_tasks import TaskContext, task

from accede.background import progress
from accede.record.imports import batches, matching
from accede.record.imports.batches import ImportStandsError, Outcome
from accede.record.imports.plan import Plan, Request, What
from accede.record.models import ImportBatch, TableProfile, Upload, UploadLine
from accede.record.names import fold
from accede.record.queries.nearest import NotOnRecordError
from accede.record.readers.formats import FORMATS
from accede.record.readers.reading import FileRefusedError, Progress
from accede.record.readers.recognition import TABLE, recognised, table_headings
from accede.told import Told, kept
from accede.told import marked as _

# So many lines of a kind are kept for the page; all are counted.
MOST_LINES = 20_000
_AT_ONCE = 1000
# What matters most comes first.
_ORDER = [
    *(What.NEW, What.CHANGED, What.CONFLICT, What.REFUSED),
    *(What.GONE, What.NOTE, What.OUTSIDE, What.UNCHANGED),
]
_LONGEST_ABOUT = 200

REFUSALS = (FileRefusedError, NotOnRecordError, matching.UnknownAliasError)


@task(takes_context=True)
def look(context: TaskContext, upload: int) -> None:
    """Find out what the file would change."""
    found = Upload.objects.select_related("uploaded_by").filter(pk=upload).first()
    if found is not None and found.state == Upload.State.LOOKED_AT:
        _look(found, _in_bytes(progress.teller(context)), on=found.uploaded_at.date())


@task(takes_context=True)
def bring_in(context: TaskContext, upload: int, name: str, at: str) -> None:
    """Make what was shown part of the record, in one transaction with the mark that it is done."""
    found = Upload.objects.select_related("uploaded_by").filter(pk=upload).first()
    if found is None or found.state != Upload.State.APPLIED_NOW:
        return
    moment, tell = datetime.fromisoformat(at), _in_bytes(progress.teller(context))
    try:
        with transaction.atomic():
            with batches.kept_file(found.file_hash) as path:
                request = _request(found, path, on=moment.date())
                outcome = batches.apply(request, by=name, at=moment, progress=tell)
            as_shown = _fingerprint(outcome.plan) == found.fingerprint
            if as_shown:
                found.batch, found.state = outcome.batch, Upload.State.APPLIED
                found.save(update_fields=["batch", "state"])
            else:
                transaction.set_rollback(True)
        if not as_shown:
            _look(found, tell, on=moment.date())
            found.told["changed_since"] = True
            found.save(update_fields=["told"])
    except REFUSALS as error:
        _refuse(found, error)


@task(takes_context=True)
def take_back(context: TaskContext, batch: int, name: str, at: str) -> str:
    """Take an import out of the record again; gives the reason where it stands."""
    progress.teller(context)("undoing", 0, 0)
    if ImportBatch.objects.filter(pk=batch, state=ImportBatch.State.UNDONE).exists():
        return ""  # done before the process ended
    try:
        batches.undo(batch, by=name, at=datetime.fromisoformat(at))
    except (ImportStandsError, NotOnRecordError) as error:
        return str(error)
    return ""


def headings_key(headings: Sequence[str]) -> str:
    """By what tables with the same headings are known, in whatever order they stand."""
    folded = sorted(fold(heading) for heading in headings)
    return hashlib.sha256(json.dumps(folded).encode()).hexdigest()


def _look(upload: Upload, tell: Progress, *, on: date) -> None:
    with batches.kept_file(upload.file_hash) as path:
        _look_into(path, upload, tell, on=on)


def _look_into(path: Path, upload: Upload, tell: Progress, *, on: date) -> None:
    upload.told, upload.counts, upload.fingerprint = {}, {}, ""
    try:
        upload.format = upload.format or recognised(path, FORMATS)
        if upload.format == TABLE:
            _recall_columns(upload, table_headings(path))
            if not _reads_headings(upload, path):
                return
        outcome = batches.preview(_request(upload, path, on=on), by=upload.uploaded_by.name, progress=tell)
    except REFUSALS as error:
        _refuse(upload, error)
        return
    with transaction.atomic():
        upload.state, upload.why = Upload.State.SHOWN, ""
        upload.counts = {str(what): count for what, count in outcome.plan.counts.items()}
        upload.fingerprint = _fingerprint(outcome.plan)
        upload.told |= _further(outcome)
        upload.save()
        _keep_lines(upload, outcome.plan)


def _recall_columns(upload: Upload, headings: list[str]) -> None:
    """As somebody said before of a table with the same headings."""
    upload.told["headings"] = headings
    if not upload.options.get("columns"):
        profile = TableProfile.objects.filter(headings_key=headings_key(headings)).first()
        if profile:
            upload.options["columns"] = profile.columns


def _reads_headings(upload: Upload, path: Path) -> bool:
    """Whether the table's headings are understood; else somebody has to say where its fields stand."""
    try:
        FORMATS[TABLE].open(path, progress=_nobody, columns=upload.options.get("columns") or None)
    except FileRefusedError as error:
        bare = FileRefusedError(error.what, line=error.line, column=error.column)
        _refuse(upload, bare, state=Upload.State.COLUMNS)
        return False
    return True


def _request(upload: Upload, path: Path, *, on: date) -> Request:
    options = upload.options
    return Request(
        format=FORMATS[upload.format],
        path=path,
        file_name=upload.file_name,
        on=on,
        treaty=options.get("treaty", ""),
        as_of=options.get("as_of", ""),
        source=options.get("source", ""),
        columns=MappingProxyType(options.get("columns", {})),
    )


def _further(outcome: Outcome) -> dict[str, Any]:
    """What the page shows beside counts and lines."""
    plan, reading = outcome.plan, outcome.reading
    return {
        "subject": str(reading.subject),
        "title": reading.title,
        "as_of": plan.request.as_of or reading.as_of,
        "is_status_table": bool(reading.complete_for),
        "set_aside": reading.set_aside,
        "unknown": plan.unknown,
        "changes_something": plan.changes_something,
        "lacks_most": plan.lacks_most,
        "publisher": plan.source.publisher,
        "source": plan.source.title,
        "rank": plan.source.rank,
        "touched": plan.touched,
    }


def _refuse(upload: Upload, error: Exception, *, state: Upload.State = Upload.State.REFUSED) -> None:
    refused = _as_refused(error)
    with transaction.atomic():
        upload.lines.all().delete()
        upload.state, upload.why = state, refused.told(upload.file_name)
        upload.told["refused"] = refused.kept()
        upload.save()


def _nobody(_done: int, _size: int) -> None:
    """Nobody is told."""


def _as_refused(error: Exception) -> FileRefusedError:
    """Whatever stopped the file, as it can be told in any language."""
    match error:
        case FileRefusedError():
            return error
        case NotOnRecordError():
            near = _("Nearest known: %(known)s.", known=", ".join(error.nearest)) if error.nearest else ""
            return FileRefusedError(_("Not on record: %(asked)s", asked=error.asked), advice=near)
        case _:
            return FileRefusedError(error.args[0])


def _fingerprint(plan: Plan) -> str:
    """Of everything that was shown: what is applied is exactly that, or nothing."""
    digest = hashlib.sha256(repr((sorted(plan.counts.items()), sorted(plan.touched.items()))).encode())
    for finding in plan.findings:
        digest.update(repr(finding).encode())
    return digest.hexdigest()


def _keep_lines(upload: Upload, plan: Plan) -> None:
    upload.lines.all().delete()
    of_kind: dict[What, int] = {}
    lines: list[UploadLine] = []
    in_order = sorted(plan.findings, key=lambda finding: _ORDER.index(finding.what))
    for number, finding in enumerate(in_order):
        of_kind[finding.what] = of_kind.get(finding.what, 0) + 1
        if of_kind[finding.what] > MOST_LINES:
            continue
        lines.append(
            UploadLine(
                upload=upload,
                number=number,
                what=finding.what,
                iso3=finding.iso3,
                about=finding.about[:_LONGEST_ABOUT],
                on_record=finding.on_record,
                in_file=finding.in_file,
                line=finding.line,
                why=finding.why,
                reason=kept(finding.why) if isinstance(finding.why, Told) else None,
                count=finding.count,
            )
        )
    UploadLine.objects.bulk_create(lines, batch_size=_AT_ONCE)


def _in_bytes(tell: progress.Tell) -> Progress:
    """While the file is read, how much of it is; after its end the record is written."""

    def told(done: int, size: int) -> None:
        tell("reading" if done < size else "writing", done, size)

    return told
