"""From a file on the desk to a part of the record: each step is asked for here, and done in the background."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede import kept
from accede.access import audit
from accede.access.viewer import Viewer
from accede.background import progress
from accede.record.imports import batches, matching
from accede.record.models import (
    AddedAlias,
    Edition,
    ImportBatch,
    TableProfile,
    Upload,
)
from accede.record.names import fold
from accede.record.queries.uploads import stands_on
from accede.record.readers.formats import FORMATS
from accede.record.readers.recognition import TABLE
from accede.record.uploads import tasks
from accede.record.uploads.rules import insist_on_bringing_in
from accede.told import said

# A file that is larger is of no format.
LARGEST = 1 << 30
# So long a file waits on the desk for somebody to decide on it.
WAITS = timedelta(days=30)
CLOCKWORK = Viewer(name="accede tick")
_DECIDED = {Upload.State.APPLIED, Upload.State.APPLIED_NOW}


def put_on_desk(
    *, chunks: Iterable[bytes], file_name: str, as_of: str = "", by: Viewer, at: datetime
) -> Upload:
    """Keep the file under its hash, and have it looked at. `as_of`: the day for which it stands, if that is known."""
    insist_on_bringing_in(by)
    file_hash, size = _kept(chunks)
    if not size:
        raise ValidationError({"file": _("The file is empty.")})
    try:
        with transaction.atomic():
            upload = Upload(
                file_name=file_name[-255:],
                file_hash=file_hash,
                size=size,
                options={"as_of": as_of} if as_of else {},
                uploaded_by_id=_person(by),
                uploaded_at=at,
            )
            upload.save()
            audit.write(act="put file on desk", of=upload, by=by, at=at)
            _have_it_looked_at(upload)
    except BaseException:
        _drop_unless_used(file_hash)
        raise
    return upload


@transaction.atomic
def tell(
    upload: Upload,
    *,
    format_key: str,
    treaty: str = "",
    as_of: str = "",
    source: str = "",
    by: Viewer,
    at: datetime,
) -> None:
    """Say of the file what it cannot tell of itself, and have it looked at anew."""
    insist_on_bringing_in(by)
    upload = _open(upload)
    if format_key not in FORMATS:
        raise ValidationError({"format": _("There is no such format.")})
    before = audit.values(upload)
    if format_key != upload.format:
        upload.options.pop("columns", None)
    upload.format = format_key
    upload.options |= {"treaty": treaty, "as_of": as_of, "source": source}
    upload.save()
    audit.write(act="tell of file", of=upload, by=by, at=at, before=before)
    _have_it_looked_at(upload)


@transaction.atomic
def map_columns(upload: Upload, *, columns: Mapping[str, str], by: Viewer, at: datetime) -> None:
    """Say where a table's fields stand. Tables with the same headings are read so from then on."""
    insist_on_bringing_in(by)
    upload = _open(upload)
    before = audit.values(upload)
    upload.format = TABLE
    upload.options["columns"] = dict(columns)
    upload.save()
    headings = upload.told.get("headings", [])
    TableProfile.objects.update_or_create(
        headings_key=tasks.headings_key(headings),
        defaults={
            "headings": headings,
            "columns": dict(columns),
            "saved_by_id": _person(by),
            "saved_at": at,
        },
    )
    audit.write(act="map columns", of=upload, by=by, at=at, before=before)
    _have_it_looked_at(upload)


@transaction.atomic
def add_alias(upload: Upload, *, name: str, iso3: str, by: Viewer, at: datetime) -> AddedAlias:
    """Know a name for good, and have the file in which it stands looked at anew."""
    insist_on_bringing_in(by)
    upload = _open(upload)
    names = matching.Names(FORMATS[upload.format].aliases, added={})
    try:
        names.add(name, iso3)
    except matching.UnknownAliasError as error:
        raise ValidationError({"alias": said(error.args[0], _)}) from error
    matching.remember({name: iso3})
    alias, _created = AddedAlias.objects.update_or_create(
        folded=fold(name),
        defaults={"name": name, "iso3": iso3, "added_by_id": _person(by), "added_at": at},
    )
    audit.write(act="add alias", of=alias, by=by, at=at)
    Edition.objects.create(what=f"alias {name}"[:200])
    _have_it_looked_at(upload)
    return alias


@transaction.atomic
def ask_to_apply(upload: Upload, *, by: Viewer, at: datetime) -> Upload:
    """Have what was shown become part of the record."""
    insist_on_bringing_in(by)
    upload = _open(upload)
    if upload.state != Upload.State.SHOWN:
        raise ValidationError(_("What the file would change has to be known first."))
    before = audit.values(upload)
    upload.state = Upload.State.APPLIED_NOW
    upload.task = tasks.bring_in.enqueue(upload.pk, by.name, at.isoformat()).id
    upload.save()
    audit.write(act="apply import", of=upload, by=by, at=at, before=before)
    return upload


@transaction.atomic
def put_aside(upload: Upload, *, by: Viewer, at: datetime) -> None:
    """Take the file off the desk again. Nothing of it was in the record."""
    insist_on_bringing_in(by)
    upload = _open(upload)
    audit.write(act="put file aside", of=upload, by=by, at=at, before=audit.values(upload))
    _take_off(upload)


def put_forgotten_aside(*, at: datetime) -> int:
    """Take off the desk what nobody applied in time, and what a process that was killed left of a file."""
    waiting = Upload.objects.filter(uploaded_at__lt=at - WAITS).exclude(state=Upload.State.APPLIED)
    number = sum(_forget(upload.pk, at) for upload in waiting)
    for partial in kept.folder(batches.KIND).glob("arriving-*"):
        if datetime.fromtimestamp(partial.stat().st_mtime, tz=at.tzinfo) < at - WAITS:
            partial.unlink(missing_ok=True)
    return number


@transaction.atomic
def _forget(number: int, at: datetime) -> bool:
    upload = Upload.objects.select_for_update().filter(pk=number).first()
    if upload is None or (upload.state in _DECIDED and not has_failed(upload)):
        return False  # decided on in this moment, after all
    audit.write(act="put forgotten file aside", of=upload, by=CLOCKWORK, at=at, before=audit.values(upload))
    _take_off(upload)
    return True


@transaction.atomic
def ask_to_undo(batch: ImportBatch, *, by: Viewer, at: datetime) -> str:
    """Have an import taken out of the record again; gives the number of the work."""
    insist_on_bringing_in(by)
    later = stands_on(batch, viewer=by)
    if later:
        raise ValidationError(
            _("It cannot be taken back: %(later)s stands on it. Take that one back first."),
            params={"later": later},
        )
    audit.write(act="undo import", of=batch, by=by, at=at, before=audit.values(batch))
    return str(tasks.take_back.enqueue(batch.pk, by.name, at.isoformat()).id)


def _open(upload: Upload) -> Upload:
    """The upload, locked, as long as it may still be decided on."""
    found = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if found is None or (found.state in _DECIDED and not has_failed(found)):
        raise ValidationError(_("This file is no longer open: it was applied, or put aside."))
    return found


def has_failed(upload: Upload) -> bool:
    """Whether the work on it ended in a fault, which is ours: what it did was rolled back."""
    if upload.state not in {Upload.State.LOOKED_AT, Upload.State.APPLIED_NOW}:
        return False
    work = progress.of(upload.task) if upload.task else None
    return work is None or work.state is progress.State.FAILED


def _have_it_looked_at(upload: Upload) -> None:
    upload.state, upload.why = Upload.State.LOOKED_AT, ""
    if upload.task:
        progress.forget(upload.task)
    upload.task = tasks.look.enqueue(upload.pk).id
    upload.save()


def _take_off(upload: Upload) -> None:
    file_hash = upload.file_hash
    upload.delete()
    transaction.on_commit(lambda: _drop_unless_used(file_hash))


def _person(by: Viewer) -> int:
    if by.person_id is None:  # never of one who may bring in
        raise ValidationError(_("Somebody has to answer for it."))
    return by.person_id


def _kept(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Keep the file under its hash, written piece by piece, whole or not at all."""
    folder = kept.folder(batches.KIND)
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    partial = folder / f"arriving-{os.getpid()}-{os.urandom(8).hex()}"
    try:
        with partial.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > LARGEST:
                    raise ValidationError({"file": too_large()})
                digest.update(chunk)
                file.write(chunk)
        if size and not kept.is_there(batches.KIND, digest.hexdigest()):
            kept.take_in(batches.KIND, digest.hexdigest(), partial)
    finally:
        partial.unlink(missing_ok=True)
    return digest.hexdigest(), size


def _drop_unless_used(file_hash: str) -> None:
    """Delete a kept file on which nothing rests."""
    rests = (
        Upload.objects.filter(file_hash=file_hash).exists()
        or ImportBatch.objects.filter(file_hash=file_hash).exists()
    )
    if not rests:
        kept.drop(batches.KIND, file_hash)


def too_large() -> str:
    """What is said of a file that is of no format for its size alone."""
    return _("The file is larger than %(most)s MB: no format has such files. Nothing was kept.") % {
        "most": LARGEST >> 20
    }
