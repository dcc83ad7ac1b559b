"""The sheets of a workbook as rows of cells, with the place of each; and whether Kobo and ODK take it."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from accede.survey.form.faults import Fault, FormError
from accede.survey.form.questions import LANGUAGES
from accede.survey.form.xlsform.columns import NAMES, Cells
from accede.told import Told
from accede.told import marked as _

_LANGUAGE = re.compile(r"(?P<column>[a-z_ ]+)::\s*(?:.*\((?P<in>[a-z]{2})[^)]*\)|(?P<plain>[A-Za-z]+))\s*")
# How pyxform says where: only what it says itself is in English alone.
_SAID = re.compile(
    r"(?:\[row : (?P<row>\d+)\]\s*)?(?:On the '(?P<sheet>\w+)' sheet, the '(?P<column>[^']*)' value is \w+\. )?(?P<rest>.*)",
    re.DOTALL,
)
LARGEST = 2_000_000
MOST_UNPACKED = 40_000_000
MOST_ROWS = 5_000


def workbook(content: bytes) -> Any:
    import openpyxl  # noqa: PLC0415 -- numpy comes with it, and few bring a workbook in

    if len(content) > LARGEST:
        raise FormError([Fault("", _("It is too large for a questionnaire."))])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(each.file_size for each in parts.infolist())
        if unpacked <= MOST_UNPACKED:
            return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # a broken workbook breaks openpyxl in many ways
        raise FormError([Fault("", _("This is no workbook in the form of XLSX."))]) from error
    raise FormError([Fault("", _("It is too large for a questionnaire."))])


class Sheets:
    """The three sheets as rows of cells by column, with the place of each name."""

    def __init__(self, book: Any) -> None:
        self.faults: list[Fault] = []
        self.columns: dict[tuple[str, str], str] = {}
        self.places: dict[str, tuple[str, int]] = {}
        try:
            self.rows = {name: list(self._read(book, name)) for name in ("survey", "choices", "settings")}
        except Exception as error:  # a sheet is taken apart only when its rows are read
            raise FormError([Fault("", _("This is no workbook in the form of XLSX."))]) from error
        if self.faults:
            raise FormError(self.faults)

    def _read(self, book: Any, name: str) -> Iterator[tuple[int, Cells]]:
        if name not in book.sheetnames:
            if name == "survey":
                self.faults.append(
                    Fault(_("sheet %(sheet)s", sheet=name), _("The workbook has no such sheet."))
                )
            return
        head: list[str] = []
        for number, values in enumerate(book[name].iter_rows(values_only=True), start=1):
            if number > MOST_ROWS:
                self.faults.append(
                    Fault(
                        _("sheet %(sheet)s, row %(row)s", sheet=name, row=str(number)),
                        _("There are too many rows."),
                    )
                )
                return
            if not head:
                head = self._head(values, name, number)
                continue
            texts = [_text(each) for each in values]
            if any(texts):
                yield number, {column: text for column, text in zip(head, texts, strict=False) if column}
        if not head:
            self.faults.append(Fault(_("sheet %(sheet)s", sheet=name), _("It is empty.")))

    def _head(self, values: Iterable[Any], sheet: str, row: int) -> list[str]:
        head: list[str] = []
        for at, each in enumerate(values, start=1):
            if each is not None and not isinstance(each, str):
                where = cell_place(sheet, row, _letters(at))
                self.faults.append(Fault(where, _("The name of a column is a text.")))
            head.append(self._column(_text(each), sheet, row, head))
        return head

    def _column(self, text: str, sheet: str, row: int, head: list[str]) -> str:
        """The next column after those of the head, by the name that the reader knows it by: `label::fr` for each way of writing a language."""
        name, at = text, len(head) + 1
        match = _LANGUAGE.fullmatch(name.lower())
        if match:
            language = match["in"] or language_code(match["plain"])
            if language not in LANGUAGES:
                where = cell_place(sheet, row, _letters(at))
                self.faults.append(Fault(where, _("“%(text)s” is in none of the six languages.", text=text)))
                return ""
            name = f"{match['column'].strip()}::{language}"
        name = name.lower() if "::" not in name else name
        name = {"list name": "list_name", "relevance": "relevant"}.get(name, name)
        if name and name in head:
            where = cell_place(sheet, row, _letters(at))
            self.faults.append(Fault(where, _("There are two columns called “%(name)s”.", name=text)))
        for each in (name, text, name.partition("::")[0]):
            self.columns.setdefault((sheet, each), _letters(at))
        return name

    def where(self, sheet: str, row: int, column: str) -> str:
        letters = self.columns.get((sheet, column), "")
        return cell_place(sheet, row, f"{letters} ({column})".strip())

    def place(self, key: str, column: str) -> str:
        sheet, row = self.places.get(key, ("survey", 0))
        return Told("%(where)s, %(name)s", where=self.where(sheet, row, column), name=key) if row else key


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def cell_place(sheet: str, row: int, column: str) -> str:
    return _("sheet %(sheet)s, row %(row)s, column %(column)s", sheet=sheet, row=str(row), column=column)


def language_code(name: str) -> str:
    known = {NAMES[code].split(" ")[0].lower(): code for code in LANGUAGES}
    return known.get(name, name)


def _letters(at: int) -> str:
    letters = ""
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def insist_on_exchange(content: bytes, sheets: Sheets) -> None:
    """That Kobo and ODK take the workbook too: pyxform, by which they read it, makes a form of it.

    Whatever it stumbles over is told as its own words, at the place that it names.
    """
    from pyxform.errors import PyXFormError  # noqa: PLC0415 -- half a second that every start would wait for
    from pyxform.xls2xform import convert  # noqa: PLC0415 -- as above

    try:
        convert(io.BytesIO(content), validate=False, file_type=".xlsx")
    except PyXFormError as error:
        raise FormError([_from_pyxform(str(error), sheets)]) from error
    except Exception as error:  # a cell of a kind that it does not look for
        raise FormError([_from_pyxform(f"{type(error).__name__}: {error}", sheets)]) from error


def _from_pyxform(text: str, sheets: Sheets) -> Fault:
    said = _SAID.fullmatch(" ".join(text.split()))
    words = _("Kobo and ODK do not take this form: %(error)s", error=said["rest"] if said else text)
    if said is None or said["row"] is None:
        return Fault("", words)
    sheet = said["sheet"] or "survey"
    return Fault(sheets.where(sheet, int(said["row"]), said["column"] or "type"), words)
