"""Imports as wholes: shown, applied in one transaction, undone while nothing stands on them, taken up again."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from django.db import transaction

from accede import kept
from accede.access.viewer import PUBLIC
from accede.record import telling
from accede.record.imports import matching, sources, treaty_actions, votes
from accede.record.imports.plan import SUBJECTS, Plan, Request, What
from accede.record.models import AddedAlias, Edition, ImportBatch, Settlement, Source, Treaty
from accede.record.queries import treaties
from accede.record.queries.nearest import NotOnRecordError
from accede.record.readers import opening
from accede.record.readers.formats import FORMATS
from accede.record.readers.reading import FileRefusedError, Progress, Reading, Subject
from accede.told import marked as _

KIND = "imports"
SUBJECTS[Subject.ACTIONS] = treaty_actions
SUBJECTS[Subject.VOTES] = votes


class ImportStandsError(ValueError):
    """An import that cannot be undone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import found and, where it was applied, its batch."""

    plan: Plan
    reading: Reading
    batch: ImportBatch | None


def preview(request: Request, *, by: str, progress: Progress) -> Outcome:
    """What bringing the file in would do. Changes nothing."""
    file_hash = opening.sha256(request.path)
    plan, reading, _own = _planned(request, file_hash, by=by, progress=progress)
    return Outcome(plan, reading, None)


@transaction.atomic
def apply(request: Request, *, by: str, at: datetime, progress: Progress) -> Outcome:
    """Bring the file in, wholly or not at all. Where it says nothing new there is no batch."""
    if request.treaty:
        Treaty.objects.select_for_update().filter(
            pk=request.treaty
        ).first()  # one import of a treaty at a time
    file_hash = opening.sha256(request.path)
    plan, reading, own = _planned(request, file_hash, by=by, progress=progress)
    if not plan.changes_something:
        matching.remember(request.aliases)
        return Outcome(plan, reading, None)
    batch = ImportBatch(
        format=request.format.key,
        file_name=request.file_name[:255],
        file_hash=file_hash,
        options=request.options,
        applied_at=at,
        applied_by=by,
    )
    keep(request.path, batch.file_hash)
    telling.tell_of_status(on=at.date(), at=at)  # so that what follows is told of this import
    _write(batch, plan, reading, own=own)
    Edition.objects.create(what=f"import {batch.pk}: {batch.file_name}"[:200])
    telling.tell_of_import(batch, at=at)
    telling.tell_of_status(on=at.date(), at=at)
    return Outcome(plan, reading, batch)


@transaction.atomic
def undo(number: int, *, by: str, at: datetime) -> ImportBatch:
    """Leave the record as it was before the import. Aliases that were added with it stay."""
    batch = ImportBatch.objects.select_for_update().filter(pk=number).first()
    if batch is None:
        raise NotOnRecordError(
            "import", str(number), map(str, ImportBatch.objects.values_list("pk", flat=True)[:5])
        )
    if batch.state != ImportBatch.State.APPLIED:
        raise ImportStandsError(f"Import {number} is {batch.state}: there is nothing to undo.")
    later = stands_on(batch)
    if later:
        raise ImportStandsError(
            f"Import {number} cannot be undone: {later} stands on it. Undo that one first."
        )
    telling.tell_of_status(on=at.date(), at=at)
    SUBJECTS[Subject(batch.subject)].undo(batch)
    batch.settlements.all().delete()  # what it settled is open again
    if batch.source_is_own:
        _drop_source(batch)
    batch.state, batch.undone_at, batch.undone_by = ImportBatch.State.UNDONE, at, by
    batch.save(update_fields=["state", "undone_at", "undone_by"])
    Edition.objects.create(what=f"import {batch.pk} undone")
    telling.tell_of_import(batch, at=at)
    telling.tell_of_status(on=at.date(), at=at)
    return batch


def stands_on(batch: ImportBatch) -> str:
    """What later stands on the import, in words; nothing where it may be undone."""
    later = SUBJECTS[Subject(batch.subject)].stands_on(batch)
    if later:
        return later
    found = set(batch.contradictions.values_list("treaty", "state", "about", "stands", "says"))
    adopted = Settlement.objects.filter(batch__state=ImportBatch.State.APPLIED).select_related("batch")
    for each in adopted if found else []:
        if (each.treaty_key or None, each.iso3, each.about, each.stands, each.says) in found and each.batch:
            return f"import {each.batch.pk} ({each.batch.file_name})"
    return ""


@transaction.atomic
def take_up_again(*, progress: Callable[[str, int, int], None]) -> None:
    """Bring every applied import in once more, in its order, onto a freshly loaded shipped record.

    One that no longer can be is set aside, and says why; nothing is lost in silence.
    """
    matching.remember({added.name: added.iso3 for added in AddedAlias.objects.all()})
    applied = ImportBatch.objects.filter(state=ImportBatch.State.APPLIED).order_by("pk")
    batches = [batch for batch in applied if not SUBJECTS[Subject(batch.subject)].STAYS]
    for done, batch in enumerate(batches, start=1):
        try:
            with transaction.atomic():
                _take_up(batch)
        except (FileRefusedError, NotOnRecordError, matching.UnknownAliasError) as error:
            batch.state, batch.why = ImportBatch.State.SET_ASIDE, str(error)
            batch.save(update_fields=["state", "why"])
        progress("imports", done, len(batches))


def keep(path: Path, file_hash: str) -> None:
    """Keep a copy of the file under its hash, whole or not at all."""
    kept.copied(path, KIND, file_hash)


def kept_file(file_hash: str) -> AbstractContextManager[Path]:
    """The file that was kept under that hash, at hand for reading."""
    return kept.at_hand(KIND, file_hash)


def _planned(request: Request, file_hash: str, *, by: str, progress: Progress) -> tuple[Plan, Reading, bool]:
    more = {"columns": request.columns} if request.columns else {}
    reading = request.format.open(request.path, progress=progress, **more)
    treaty = None
    if reading.subject is Subject.ACTIONS:
        key = treaty_actions.treaty_meant(reading, request)
        treaty = treaties.get_treaty(key, viewer=PUBLIC) if key else None
    source, own = sources.source_of(request, reading, treaty, file_hash=file_hash, by=by)
    names = matching.Names(request.format.aliases, added=request.aliases)
    plan = SUBJECTS[reading.subject].plan(reading, request, source, names)
    plan.unknown = names.unknown
    return plan, reading, own


def _write(batch: ImportBatch, plan: Plan, reading: Reading, *, own: bool) -> None:
    batch.subject = reading.subject
    batch.source_key, batch.source_is_own = plan.source.pk, own
    batch.treaty_key = (
        treaty_actions.treaty_meant(reading, plan.request)
        if reading.subject is Subject.ACTIONS
        else plan.request.treaty
    )
    batch.touched = plan.touched
    batch.new, batch.changed = plan.counts[What.NEW], plan.counts[What.CHANGED]
    batch.unchanged, batch.gone = plan.counts[What.UNCHANGED], plan.counts[What.GONE]
    batch.conflicts, batch.refused = plan.counts[What.CONFLICT], plan.counts[What.REFUSED]
    batch.save()
    if own:
        plan.source.save(force_insert=True)
    matching.remember(plan.request.aliases)
    plan.write(batch)


def _take_up(batch: ImportBatch) -> None:
    with kept_file(batch.file_hash) as path:
        _bring_in_again(batch, path)


def _bring_in_again(batch: ImportBatch, path: Path) -> None:
    options = batch.options
    request = Request(
        format=FORMATS[batch.format],
        path=path,
        file_name=batch.file_name,
        on=date.fromisoformat(options["on"]),
        treaty=options["treaty"],
        as_of=options["as_of"],
        source=options["source"],
        aliases=MappingProxyType(options["aliases"]),
        columns=MappingProxyType(options["columns"]),
        adopts=options.get("adopts", False),
    )
    if opening.sha256(request.path) != batch.file_hash:
        raise FileRefusedError(_("The kept file is no longer the one that was brought in."))
    plan, reading, own = _planned(
        request, batch.file_hash, by=batch.applied_by, progress=lambda _done, _size: None
    )
    _write(batch, plan, reading, own=own)


def _drop_source(batch: ImportBatch) -> None:
    """Its own source goes with it, unless another import of the same file rests on it."""
    others = ImportBatch.objects.filter(source_key=batch.source_key, state=ImportBatch.State.APPLIED)
    if not others.exclude(pk=batch.pk).exists():
        Source.objects.filter(pk=batch.source_key).delete()
