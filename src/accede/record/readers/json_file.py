"""Opens a JSON file within bounds, and takes texts out of it."""

import json
from pathlib import Path
from typing import Any

from accede.record.readers import opening
from accede.record.readers.reading import FileRefusedError
from accede.told import marked as _

CHANGED = _("The layout has changed, or the file is of another kind: nothing can be taken from it.")


def content(path: Path, *, most: int) -> Any:
    """What the file holds; FileRefusedError, with the place, where it is no JSON."""
    raw = opening.whole(path, most=most)
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise FileRefusedError(
            _("This is not JSON (%(reason)s).", reason=error.msg),
            line=error.lineno,
            column=str(error.colno),
            advice=_("Save the answer again, whole."),
        ) from error
    except UnicodeDecodeError as error:
        raise FileRefusedError(
            _("Byte 0x%(byte)s is not UTF-8.", byte=f"{raw[error.start]:02X}"),
            line=raw.count(b"\n", 0, error.start) + 1,
            advice=_("Save the answer again, in UTF-8."),
        ) from error
    except (RecursionError, ValueError) as error:
        raise FileRefusedError(
            _("This JSON cannot be read (%(reason)s).", reason=error), advice=CHANGED
        ) from error


def text(value: object) -> str:
    """The text, without what JSON can hold and no file can: half of a character, NUL."""
    if not isinstance(value, str):
        return ""
    return value.encode(errors="replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}").strip()
