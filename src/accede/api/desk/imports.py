"""Files that are brought in: what each would change, and that it is applied, put aside or undone."""

from datetime import datetime
from typing import Any

from django.core.paginator import Page

from accede.access.viewer import Viewer
from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.record.models import ImportBatch
from accede.record.queries import uploads
from accede.record.uploads import actions
from accede.record.uploads.models import Upload

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


room.several("/imports", uploads.on_desk, row=dict[str, Any], summary="Files on the desk")
room.write("POST", "/imports", put_on_desk, summary="Put a file on the desk")
room.one("/imports/{number}", uploads.get_upload, row=dict[str, Any], summary="A file on the desk")
room.several(
    "/imports/{number}/lines", lines, of="upload", row=dict[str, Any], summary="What it says, line by line"
)
room.write(
    "POST", "/imports/{number}/tell", actions.tell, of="upload", summary="What the file cannot tell of itself"
)
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
room.several("/disputes", disputes, row=dict[str, Any], summary="What sources say against each other")
