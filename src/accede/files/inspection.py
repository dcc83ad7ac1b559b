"""Whether an uploaded file is what it says it is, and holds nothing that acts of itself. Knows no database.

A file that cannot be looked into is refused like one that acts: nobody hands a State what the desk has not seen.
"""

import io
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from accede.files import office, pdf, pictures
from accede.files.refused import RefusedFileError, Why

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


# What belongs before a group, or to an answer.
PAPERS = (Form.PDF, Form.DOCX, Form.XLSX, Form.ODT, Form.PNG, Form.JPG, Form.JPEG, Form.TXT)
# And how large it may be: it is kept in its row.
LARGEST_PAPER = 4_000_000

# Of these it is said at once what to do instead.
WITH_MACROS = {".docm", ".xlsm", ".pptm", ".dotm", ".xltm", ".potm", ".ppsm", ".xlsb", ".xlam"}
PAGES_AND_DRAWINGS = {".svg", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".xml"}


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent."""

    name: str
    content: bytes


def insist_on_harmless(file: File, *, forms: Collection[Form] = tuple(Form), most: int = LARGEST) -> None:
    """Raises RefusedFileError, which words.told puts into words."""
    ending = file.name[file.name.rfind(".") :].lower() if "." in file.name else ""
    if ending in WITH_MACROS:
        raise RefusedFileError(Why.MACROS)
    if ending in PAGES_AND_DRAWINGS:
        raise RefusedFileError(Why.SCRIPTED_FORM)
    if ending not in {str(each) for each in forms}:
        raise RefusedFileError(Why.OTHER_FORM, forms=[str(each) for each in forms])
    if not file.content:
        raise RefusedFileError(Why.EMPTY)
    if len(file.content) > most:
        raise RefusedFileError(Why.TOO_LARGE, most=most)
    form = Form(ending)
    if form not in _BUNDLES and zipfile.is_zipfile(io.BytesIO(file.content)):
        raise RefusedFileError(Why.NOT_WHAT_IT_SAYS)  # a picture to one program, and a bundle to another
    _CHECKS[form](file.content)


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
    return lambda content: office.insist_on_harmless(content, form.value)


_BUNDLES = (Form.DOCX, Form.XLSX, Form.PPTX, Form.ODT, Form.ODS, Form.ODP)
_CHECKS: dict[Form, Callable[[bytes], None]] = {
    Form.PDF: pdf.insist_on_harmless,
    **{form: _office(form) for form in _BUNDLES},
    Form.TXT: _text,
    Form.CSV: _text,
    Form.PNG: pictures.insist_on_png,
    Form.JPG: pictures.insist_on_jpeg,
    Form.JPEG: pictures.insist_on_jpeg,
}
