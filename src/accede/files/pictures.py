"""How large a picture says it is: one of a few kilobytes may fill the memory of whoever opens it."""

import struct

from accede.files.refused import RefusedFileError, Why

# Twice a sheet of A3 at 600 points an inch.
MOST_POINTS = 140_000_000

_PNG, _PNG_ENDS = b"\x89PNG\r\n\x1a\n", b"IEND\xae\x42\x60\x82"
_JPEG, _JPEG_ENDS = b"\xff\xd8\xff", b"\xff\xd9"
# Frames of JPEG (ISO 10918-1, B.1.1.3): what follows tells height and width. C4, C8 and CC are tables.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def insist_on_png(content: bytes) -> None:
    if not content.startswith(_PNG) or content[12:16] != b"IHDR" or len(content) < 24:  # noqa: PLR2004 -- the first part
        raise RefusedFileError(Why.NOT_WHAT_IT_SAYS)
    if _PNG_ENDS not in content[-4096:]:
        raise RefusedFileError(Why.CUT_OFF)
    _insist_on_size(*struct.unpack(">II", content[16:24]))


def insist_on_jpeg(content: bytes) -> None:
    if not content.startswith(_JPEG):
        raise RefusedFileError(Why.NOT_WHAT_IT_SAYS)
    if _JPEG_ENDS not in content[-4096:]:
        raise RefusedFileError(Why.CUT_OFF)
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 -- each part begins so
        if content[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            _insist_on_size(width, height)
            return
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    raise RefusedFileError(Why.UNREADABLE)


def _insist_on_size(width: int, height: int) -> None:
    if width * height > MOST_POINTS:
        raise RefusedFileError(Why.TOO_MANY_POINTS)
