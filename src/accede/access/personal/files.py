"""Whether a file that is kept names somebody: as far as its text lies open. Pictures, and most PDF, it cannot read."""

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from accede.access.personal.finding import Somebody

LARGEST = 20 * 1024 * 1024  # of what is unpacked: a bomb is not looked into further
# Where a paragraph, a cell or a line ends, so does a word; between two runs of one paragraph it goes on.
_ENDS = re.compile(r"</(?:\w+:)?(?:p|h|si|c|v|tc|td|li)>|<(?:\w+:)?(?:br|tab|line-break|s)\b[^>]*/>")
_TAG = re.compile(r"<[^>]*>")


def names(kept: str, somebody: Somebody) -> bool:
    """Of a file as the tables hold it, in base 64."""
    try:
        content = base64.b64decode(kept, validate=True)
    except (binascii.Error, ValueError):
        return somebody.is_mentioned(kept)
    return any(somebody.is_mentioned(text) for text in _texts(content))


def _texts(content: bytes) -> Iterator[str]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield content.decode("utf-8", "ignore")
        return
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for part in packed.infolist():
                left -= part.file_size
                if left < 0:
                    return
                yield _TAG.sub("", _ENDS.sub(" ", packed.read(part).decode("utf-8", "ignore")))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return  # damaged, or under a password
