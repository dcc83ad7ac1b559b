"""Files that are brought in: what each would change, and that it is applied, put aside or undone."""

import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.api.problems import RefusedError
from accede.record import tables
from accede.record.models import ImportBatch, Settlement, Source, Treaty
from accede.record.queries import imports, uploads
from accede.record.queries.uploads import Dispute
from accede.record.readers.reading import Subject
from accede.record.readers.table.reader import SUBJECTS
from accede.record.uploads import actions, settling_actions
from accede.record.uploads.models import Upload
from accede.record.uploads.rules import insist_on_bringing_in

room = Room("Imports")
taken.find_by(Upload, taken.Number, lambda seat, number: uploads.get_upload(number, viewer=seat.viewer))
taken.find_by(ImportBatch, taken.Number, lambda seat, number: uploads.get_batch(number, viewer=seat.viewer))


def lines(upload: Upload, *, what: str = "", page: int = 1, viewer: Viewer) -> Page[Any]:
    """What the file says, line by line, and what of it is new, changed, refused."""
    return uploads.lines(upload, what=what, page=page, viewer=viewer)


def put_on_desk(*, file_name: str, content: bytes, by: Viewer, at: datetime) -> Upload:
    """A file, which is looked through in the background; nothing of it is applied before it is asked for."""
    return actions.put_on_desk(chunks=[content], file_name=file_name, by=by, at=at)


def disputes(*, settled: bool = False, page: int = 1, viewer: Viewer, language: str) -> Page[Any]:
    """What sources say against each other."""
    return uploads.disputes(viewer=viewer, language=language, settled=settled, page=page)


@dataclass(frozen=True, slots=True)
class BatchOut:
    """An import, and what later stands on it, so that it cannot be taken back; empty where it can."""

    batch: ImportBatch
    stands_on: str


def batches(*, page: int = 1, viewer: Viewer) -> Page[ImportBatch]:
    """The newest first; those that were taken back among them."""
    return Paginator(imports.batches(viewer=viewer), uploads.PAGE).get_page(page)


def batch(found: ImportBatch, *, viewer: Viewer) -> BatchOut:
    """What it brought, in numbers."""
    return BatchOut(found, uploads.stands_on(found, viewer=viewer))


def refused(upload: Upload, *, viewer: Viewer) -> tuple[str, bytes]:
    """In the layout that was sent, each with its reason."""
    insist_on_bringing_in(viewer)
    if not upload.counts.get("refused"):
        raise RefusedError(HTTPStatus.NOT_FOUND, "There is none", "No row of this file was stopped.")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "refused"
        uploads.write_refused(upload, target, viewer=viewer)
        return f"refused-{upload.file_name}", target.read_bytes()


def template(table: Subject) -> tuple[str, bytes, str]:
    """With the headings that are understood without being told."""
    needed, more = SUBJECTS[table]
    return f"accede-{table}.csv", tables.as_csv([], ("state", *needed, *more)).encode(), "text/csv"


def tell(
    *,
    upload: Upload,
    format_key: str,
    about: Treaty | None = None,
    as_of: date | None = None,
    rank: Source.Rank | None = None,
    publisher: str = "",
    by: Viewer,
    at: datetime,
) -> Upload:
    """Of which format it is, which treaty it is about, for which day it stands; of one's own table what it rests on."""
    if bool(rank) != bool(publisher):
        raise ValidationError(_("Give both the publisher and the rank of the source, or neither."))
    named = Source.Rank(rank).name.casefold().replace("_", "-") if rank else ""
    actions.tell(
        upload,
        format_key=format_key,
        treaty=about.pk if about else "",
        as_of=as_of.isoformat() if as_of else "",
        source=f"{named}: {publisher}" if named else "",
        by=by,
        at=at,
    )
    return upload


def add_alias(*, upload: Upload, name: str, iso3: str, by: Viewer, at: datetime) -> Upload:
    """In this file and in each that comes after it; the file is looked at anew."""
    actions.add_alias(upload, name=name, iso3=iso3.upper(), by=by, at=at)
    return upload


def dispute(number: int, *, viewer: Viewer, language: str) -> Dispute:
    """With its settlement, where there is one."""
    return uploads.get_dispute(number, viewer=viewer, language=language)


def settle(
    *, number: int, side: Literal["record", "other"], reason: str, by: Viewer, at: datetime
) -> Settlement:
    """`record`: what is on record stands; `other`: the record follows the other source. Everybody reads the reason."""
    found = uploads.get_dispute(number, viewer=by, language="en")
    insist_on_bringing_in(by)
    if found.settlement is not None:
        raise ValidationError("It is settled already.")
    act = settling_actions.adopt if side == "other" else settling_actions.settle
    return act(found.row, reason=reason, by=by, at=at)


def reopen(*, number: int, by: Viewer, at: datetime) -> None:
    """Where the record followed the other source, it is as it was."""
    found = uploads.get_dispute(number, viewer=by, language="en")
    insist_on_bringing_in(by)
    if found.settlement is not None:
        settling_actions.reopen(found.settlement, by=by, at=at)


room.several("/imports", uploads.on_desk, row=dict[str, Any], summary="Files on the desk")
room.write("POST", "/imports", put_on_desk, summary="Put a file on the desk")
room.one("/imports/{number}", uploads.get_upload, row=dict[str, Any], summary="A file on the desk")
room.several(
    "/imports/{number}/lines", lines, of="upload", row=dict[str, Any], summary="What it says, line by line"
)
room.write("POST", "/imports/{number}/tell", tell, of="upload", summary="What the file cannot tell of itself")
room.write(
    "PUT",
    "/imports/{number}/columns",
    actions.map_columns,
    of="upload",
    summary="Where a table's fields stand",
)
room.write("POST", "/imports/{number}/apply", actions.ask_to_apply, of="upload", summary="Have it applied")
room.write("POST", "/imports/{number}/put-aside", actions.put_aside, of="upload", summary="Put it aside")
room.write(
    "POST", "/batches/{number}/undo", actions.ask_to_undo, of="batch", summary="Have an import taken back"
)
room.write(
    "POST",
    "/imports/{number}/aliases",
    add_alias,
    of="upload",
    summary="Know one of the file's names for good",
)
room.file("/imports/{number}/refused", refused, of="upload", summary="The rows that were stopped, with why")
room.file(
    "/import-templates/{table}", template, media=("text/csv",), summary="An empty table to be brought in"
)
room.several("/batches", batches, row=dict[str, Any], summary="What was brought in")
room.one("/batches/{number}", batch, of="found", row=dict[str, Any], summary="An import")
room.several("/disputes", disputes, row=dict[str, Any], summary="What sources say against each other")
room.one(
    "/disputes/{number}", dispute, row=dict[str, Any], summary="What two sources say, and why one stands"
)
room.write("POST", "/disputes/{number}/settle", settle, summary="Say which side is right, and why")
room.write("POST", "/disputes/{number}/reopen", reopen, summary="It is open again")
