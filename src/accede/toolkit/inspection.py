"""Whether an uploaded file is what it says it is, and holds nothing that acts of itself. Knows no database.

A file that cannot be looked into is refused like one that acts: nobody hands a State what the desk has not seen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from accede.toolkit import office_files, pdf_files
from accede.toolkit.refused_files import RefusedFileError, Why

MEGABYTE = 1 << 20
# As much as the desk takes with a form.
LARGEST = 20 * MEGABYTE


class Form(StrEnum):
    """Forms of file, by the ending of the name."""

    PDF = ".pdf"
    DOCX = ".docx"
    XLSX = ".xlsx"
    PPTX = ".pptx"
    ODT = ".odt"
    ODS = ".ods"
    ODP = ".odp"
    TXT = ".txt"
    CSV = ".csv"
    PNG = ".png"
    JPG = ".jpg"
    JPEG = ".jpeg"


# Of these it is said at once what to do instead.
WITH_MACROS = {".docm", ".xlsm", ".pptm", ".dotm", ".xltm", ".potm", ".ppsm", ".xlsb", ".xlam"}
PAGES_AND_DRAWINGS = {".svg", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".xml"}


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent."""

    name: str
    content: bytes


def insist_on_harmless(file: File) -> None:
    """Raises RefusedFileError, which says why and what to do."""
    ending = file.name[file.name.rfind(".") :].lower() if "." in file.name else ""
    if ending in WITH_MACROS:
        raise RefusedFileError(Why.MACROS)
    if ending in PAGES_AND_DRAWINGS:
        raise RefusedFileError(Why.SCRIPTED_FORM)
    if ending not in {str(each) for each in Form}:
        raise RefusedFileError(Why.OTHER_FORM)
    if not file.content:
        raise RefusedFileError(Why.EMPTY)
    if len(file.content) > LARGEST:
        raise RefusedFileError(Why.TOO_LARGE)
    _CHECKS[Form(ending)](file.content)


def _begins(*starts: bytes, ends: bytes = b"") -> Callable[[bytes], None]:
    def check(content: bytes) -> None:
        if not content.startswith(starts):
            raise RefusedFileError(Why.NOT_WHAT_IT_SAYS)
        if ends and ends not in content[-4096:]:
            raise RefusedFileError(Why.CUT_OFF)

    return check


def _text(content: bytes) -> None:
    """Plain text, in UTF-8 or with a mark of UTF-16. Scripts of web pages are text too, and are saved as such only."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedFileError(Why.NOT_WHAT_IT_SAYS) from error
    if "\x00" in text or text.lstrip("\ufeff \t\r\n").lower().startswith(
        ("<!doctype", "<html", "<svg", "<?xml")
    ):
        raise RefusedFileError(Why.NOT_WHAT_IT_SAYS)


def _office(form: Form) -> Callable[[bytes], None]:
    return lambda content: office_files.insist_on_harmless(content, form.value)


_CHECKS: dict[Form, Callable[[bytes], None]] = {
    Form.PDF: pdf_files.insist_on_harmless,
    **{form: _office(form) for form in (Form.DOCX, Form.XLSX, Form.PPTX, Form.ODT, Form.ODS, Form.ODP)},
    Form.TXT: _text,
    Form.CSV: _text,
    Form.PNG: _begins(b"\x89PNG\r\n\x1a\n", ends=b"IEND"),
    Form.JPG: _begins(b"\xff\xd8\xff", ends=b"\xff\xd9"),
    Form.JPEG: _begins(b"\xff\xd8\xff", ends=b"\xff\xd9"),
}
