"""Files on the desk, what they would change, and what they say otherwise than the record."""

from dataclasses import dataclass
from pathlib import Path

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from accede.access.viewer import Viewer
from accede.record.imports import batches
from accede.record.models import (
    Contradiction,
    ImportBatch,
    Settlement,
    State,
    Treaty,
    Upload,
    UploadLine,
)
from accede.record.queries import states, treaties
from accede.record.queries.nearest import NotOnRecordError
from accede.record.readers.formats import FORMATS

PAGE = 50


@dataclass(frozen=True, slots=True)
class Dispute:
    """A contradiction with both sides, and with its settlement where there is one."""

    row: Contradiction
    name: str
    treaty: Treaty | None
    settlement: Settlement | None

    @property
    def adopted(self) -> bool:
        """Whether the record follows the other source now."""
        return self.settlement is not None and self.settlement.batch_id is not None

    @property
    def stands(self) -> str:
        return self.row.says if self.adopted else self.row.stands

    @property
    def kind(self) -> str:
        """A kind of action; nothing where it is about a vote."""
        return self.row.about if self.row.treaty_id and " " not in self.row.about else ""


def on_desk(*, viewer: Viewer) -> QuerySet[Upload]:
    """Files that are not part of the record yet, the newest first."""
    applied = Q(state=Upload.State.APPLIED)
    return Upload.objects.exclude(applied).select_related("uploaded_by")


def get_upload(number: int, *, viewer: Viewer) -> Upload:
    found = Upload.objects.select_related("uploaded_by", "batch").filter(pk=number).first()
    if found is None:
        raise NotOnRecordError("file", str(number), [])
    return found


def lines(upload: Upload, *, what: str, page: str | int, viewer: Viewer) -> Page[UploadLine]:
    """The lines of the preview, or those of one kind, a page of them."""
    rows = upload.lines.filter(what=what) if what else upload.lines.all()
    return Paginator(rows, PAGE).get_page(page)


def write_refused(upload: Upload, target: Path, *, viewer: Viewer) -> None:
    """The rows that were stopped, in the layout of the file, each with its reason."""
    reasons = dict(upload.lines.filter(what="refused", line__gt=0).values_list("line", "why"))
    with batches.kept_file(upload.file_hash) as path:
        FORMATS[upload.format].write_refused(path, target, reasons)


def get_batch(number: int, *, viewer: Viewer) -> ImportBatch:
    found = ImportBatch.objects.filter(pk=number).first()
    if found is None:
        raise NotOnRecordError("import", str(number), [])
    return found


def stands_on(batch: ImportBatch, *, viewer: Viewer) -> str:
    """What later stands on the import, so that it cannot be undone; nothing where it can."""
    if batch.state != ImportBatch.State.APPLIED:
        return ""
    return batches.stands_on(batch)


def disputes(*, viewer: Viewer, language: str, settled: bool = False, page: str | int = 1) -> Page[Dispute]:
    """What sources say against each other, the latest first: what is open, or what was settled."""
    settlements = {_key(row): row for row in _settlements()}
    rows = [
        row
        for row in Contradiction.objects.select_related("source", "batch").order_by("-pk")
        if (_facts(row) in settlements) is settled
    ]
    return Paginator(_told(rows, settlements, viewer, language), PAGE).get_page(page)


def disputes_of(state: State, *, viewer: Viewer, language: str) -> list[Dispute]:
    """The same of one State, open and settled."""
    rows = list(
        Contradiction.objects.filter(state=state)
        .select_related("source", "batch")
        .order_by("treaty", "about")
    )
    if not rows:
        return []
    settlements = {_key(row): row for row in _settlements().filter(iso3=state.pk)}
    return _told(rows, settlements, viewer, language)


def get_dispute(number: int, *, viewer: Viewer, language: str) -> Dispute:
    row = Contradiction.objects.select_related("source", "batch").filter(pk=number).first()
    if row is None:
        raise NotOnRecordError("contradiction", str(number), [])
    found = _settlements().filter(
        treaty_key=row.treaty_id or "", iso3=row.state_id, about=row.about, stands=row.stands, says=row.says
    )
    return _told([row], {_key(each): each for each in found}, viewer, language)[0]


def _settlements() -> QuerySet[Settlement]:
    """Those that hold: one whose import a newer edition of the record could not take up settles nothing."""
    return Settlement.objects.select_related("settled_by").exclude(batch__state=ImportBatch.State.SET_ASIDE)


Facts = tuple[str, str, str, str, str]


def _facts(row: Contradiction) -> Facts:
    return row.treaty_id or "", row.state_id, row.about, row.stands, row.says


def _key(row: Settlement) -> Facts:
    return row.treaty_key, row.iso3, row.about, row.stands, row.says


def _told(
    rows: list[Contradiction], settlements: dict[Facts, Settlement], viewer: Viewer, language: str
) -> list[Dispute]:
    names = states.state_names(language, viewer=viewer)
    about = {row.treaty_id for row in rows if row.treaty_id}
    known = {treaty.key: treaty for treaty in treaties.treaties(viewer=viewer, among=about)}
    return [
        Dispute(row, names[row.state_id], known.get(row.treaty_id or ""), settlements.get(_facts(row)))
        for row in rows
    ]
