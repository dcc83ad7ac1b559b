"""Opens a file within bounds: nothing is read that could not be a file of its format."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from accede.record.readers.reading import FileRefusedError, Progress
from accede.told import marked as _

MEGABYTE = 1 << 20
LONGEST_LINE = MEGABYTE
_CHUNK = MEGABYTE


def checked_size(path: Path, *, most: int) -> int:
    """The size in bytes; FileRefusedError for what is no file, is empty, or is beyond `most`."""
    if not path.is_file():
        raise FileRefusedError(_("There is no such file."), advice=_("Check the path."))
    size = path.stat().st_size
    if not size:
        raise FileRefusedError(_("The file is empty."), advice=_("Save or export it again."))
    if size > most:
        raise FileRefusedError(
            _(
                "The file has %(size)s MB; a file of this format has %(most)s MB at most.",
                size=size // MEGABYTE,
                most=most // MEGABYTE,
            ),
            advice=_("Check that it is the right file, or split it."),
        )
    return size


def whole(path: Path, *, most: int) -> bytes:
    """The content of a small file."""
    checked_size(path, most=most)
    return path.read_bytes()


def chunks(path: Path, *, most: int, progress: Progress) -> Iterator[bytes]:
    """The content piece by piece, so that memory does not grow with the file."""
    size, done = checked_size(path, most=most), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            done += len(chunk)
            progress(done, size)
            yield chunk


def lines(path: Path, *, most: int, progress: Progress) -> Iterator[str]:
    """The lines of a UTF-8 text, each of them bounded, without NUL."""
    size, done, told = checked_size(path, most=most), 0, 0
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(raw) > LONGEST_LINE:
                raise FileRefusedError(
                    _("The line is longer than %(most)s bytes.", most=LONGEST_LINE),
                    line=number,
                    advice=_("This is no table of this format, or a quotation mark is not closed."),
                )
            if b"\0" in raw:
                raise FileRefusedError(
                    _("There is a NUL byte."),
                    line=number,
                    column=str(raw.index(b"\0") + 1),
                    advice=_("Save the file as text in UTF-8."),
                )
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise FileRefusedError(
                    _("Byte 0x%(byte)s is not UTF-8.", byte=f"{raw[error.start]:02X}"),
                    line=number,
                    column=str(error.start + 1),
                    advice=_("Save the file as text in UTF-8; do not mix encodings."),
                ) from error
            yield text
            done += len(raw)
            if done - told > MEGABYTE:
                told = done
                progress(done, size)
    progress(size, size)


def sha256(path: Path) -> str:
    """The hash by which a file is known and kept; FileRefusedError where there is no file."""
    if not path.is_file():
        raise FileRefusedError(_("There is no such file."), advice=_("Check the path."))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
