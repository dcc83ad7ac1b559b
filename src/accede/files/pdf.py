"""What a PDF would do when it is opened: looked for in its objects, those that lie compressed too."""

import re
import zlib
from collections import Counter

from accede.files.refused import RefusedFileError, Why

# A name of PDF (ISO 32000-1, 7.3.5), of which any character may be written as # and two digits.
_NAME = re.compile(rb"/(?:[A-Za-z0-9_.+-]|#[0-9A-Fa-f]{2}){2,60}")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECTS = b"/ObjStm"  # a stream in which objects lie compressed
_UNUSUAL = re.compile(rb"/(?:ASCII|LZW|RunLength|Crypt|DCT|JPX)")

# Names that are seldom by chance in other data, each long enough for that.
ACTIVE = {
    b"/JavaScript": Why.SCRIPTS,
    b"/Launch": Why.LAUNCHES,
    b"/GoToE": Why.LAUNCHES,
    b"/ImportData": Why.LAUNCHES,
    b"/SubmitForm": Why.LAUNCHES,
    b"/RichMedia": Why.EMBEDDED,
    b"/EmbeddedFile": Why.EMBEDDED,
    b"/EmbeddedFiles": Why.EMBEDDED,
    b"/XFA": Why.SCRIPTS,
    b"/Encrypt": Why.LOCKED,
}
# Objects lie in streams of some hundred kilobytes. What grows to more than this hides something, or breaks something.
_MOST_INFLATED = 64 << 20
_BEFORE = 2048  # how far before its stream a dictionary begins at most, in practice


def insist_on_harmless(content: bytes) -> None:
    """Raises RefusedFileError."""
    if not content.startswith(b"%PDF-"):
        raise RefusedFileError(Why.NOT_WHAT_IT_SAYS)
    if b"%%EOF" not in content[-2048:]:
        raise RefusedFileError(Why.CUT_OFF)
    names = _insist_on_none(content)
    looked_into, left = 0, _MOST_INFLATED
    for start in (found.end() for found in _STREAM.finditer(content)):
        about = content[max(0, start - _BEFORE) : start]
        about = _plain(about[about.rfind(b"obj") :])
        if _OBJECTS not in about:
            continue
        looked_into += about.count(_OBJECTS)
        objects = _opened(content[start : content.find(b"endstream", start)], about, left)
        left -= len(objects)
        _insist_on_none(objects)
    if looked_into != names[_OBJECTS]:  # some of them are hidden from whoever looks
        raise RefusedFileError(Why.UNREADABLE)


def _insist_on_none(content: bytes) -> Counter[bytes]:
    """How often each name stands there, none of which acts."""
    names = Counter(_plain(name) for name in _NAME.findall(content))
    for name, why in ACTIVE.items():
        if name in names:
            raise RefusedFileError(why)
    return names


def _plain(written: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), written) if b"#" in written else written


def _opened(packed: bytes, about: bytes, most: int) -> bytes:
    """The objects of a stream. Raises RefusedFileError for what cannot be looked into, or grows beyond measure."""
    if _UNUSUAL.search(about) or most <= 0:
        raise RefusedFileError(Why.UNREADABLE)
    if b"/FlateDecode" not in about:
        return packed
    box = zlib.decompressobj()
    try:
        objects = box.decompress(packed, most)
    except zlib.error as error:
        raise RefusedFileError(Why.UNREADABLE) from error
    if not box.eof:
        raise RefusedFileError(Why.UNREADABLE)
    return objects
