"""A questionnaire as XLSForm, the workbook that Kobo and ODK exchange: read and written."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accede.survey.form import checking
from accede.survey.form.faults import Fault, FormError, Told
from accede.survey.form.faults import marked as _
from accede.survey.form.questions import (
    LANGUAGES,
    Choice,
    Kind,
    Question,
    Questionnaire,
    Section,
    Words,
)

CONSENT_LIST = "accede_consent"
NAMES = {
    "ar": "Arabic (ar)",
    "zh": "Chinese (zh)",
    "en": "English (en)",
    "fr": "French (fr)",
    "ru": "Russian (ru)",
    "es": "Spanish (es)",
}
_CONSENT = {
    "attributable": "With the name of my State",
    "coordinators": "Coordinators and support unit only",
    "aggregate": "Only in counts",
}
_PLAIN = {
    "text": Kind.TEXT,
    "note": Kind.STATEMENT,
    "decimal": Kind.NUMBER,
    "integer": Kind.NUMBER,
    "date": Kind.DATE,
    "file": Kind.FILE,
}
_OF_LIST = {"select_one": Kind.CHOICE, "select_multiple": Kind.SEVERAL, "rank": Kind.RANKED}
# What a telephone notes by itself: it asks nobody anything.
_SILENT = {"start", "end", "today", "deviceid", "phonenumber", "username", "audit"}
_TRUE = {"yes", "true", "true()", "1"}
_LANGUAGE = re.compile(r"(?P<column>[a-z_ ]+)::\s*(?:.*\((?P<in>[a-z]{2})[^)]*\)|(?P<plain>[A-Za-z]+))\s*")
LARGEST = 2_000_000
MOST_UNPACKED = 40_000_000
MOST_ROWS = 5_000

Cells = dict[str, str]


def read(content: bytes) -> Questionnaire:
    """Raises FormError: each fault with its sheet, row and column."""
    sheets = _Sheets(_workbook(content))
    found = _Reader(sheets).questionnaire()
    checking.insist(found, place=sheets.place)
    insist_on_exchange(content)
    return found


def insist_on_exchange(content: bytes) -> None:
    """That Kobo and ODK take the workbook too: pyxform, by which they read it, makes a form of it."""
    from pyxform.errors import PyXFormError  # noqa: PLC0415 -- half a second that every start would wait for
    from pyxform.xls2xform import convert  # noqa: PLC0415 -- as above

    try:
        convert(io.BytesIO(content), validate=False, file_type=".xlsx")
    except PyXFormError as error:
        raise FormError(
            [Fault("", _("Kobo and ODK do not take this form: %(error)s", error=str(error)))]
        ) from error


def _workbook(content: bytes) -> Any:
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


class _Sheets:
    """The three sheets as rows of cells by column, with the place of each name."""

    def __init__(self, book: Any) -> None:
        self.faults: list[Fault] = []
        self.columns: dict[tuple[str, str], str] = {}
        self.places: dict[str, tuple[str, int]] = {}
        self.rows = {name: list(self._read(book, name)) for name in ("survey", "choices", "settings")}
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
            texts = ["" if each is None else str(each).strip() for each in values]
            if not head:
                head = [self._column(text, name, number, at) for at, text in enumerate(texts, start=1)]
                continue
            if any(texts):
                yield number, {column: text for column, text in zip(head, texts, strict=False) if column}
        if not head:
            self.faults.append(Fault(_("sheet %(sheet)s", sheet=name), _("It is empty.")))

    def _column(self, text: str, sheet: str, row: int, at: int) -> str:
        """A column by the name that the reader knows it by: `label::fr` for each way of writing a language."""
        name = text.strip()
        match = _LANGUAGE.fullmatch(name.lower())
        if match:
            language = match["in"] or _code(match["plain"])
            if language not in LANGUAGES:
                where = _cell(sheet, row, _letters(at))
                self.faults.append(Fault(where, _("“%(text)s” is in none of the six languages.", text=text)))
                return ""
            name = f"{match['column'].strip()}::{language}"
        name = name.lower() if "::" not in name else name
        name = {"list name": "list_name", "relevance": "relevant"}.get(name, name)
        self.columns.setdefault((sheet, name.partition("::")[0]), _letters(at))
        return name

    def where(self, sheet: str, row: int, column: str) -> str:
        letters = self.columns.get((sheet, column), "")
        return _cell(sheet, row, f"{letters} ({column})".strip())

    def place(self, key: str, column: str) -> str:
        sheet, row = self.places.get(key, ("survey", 0))
        return Told("%(where)s, %(name)s", where=self.where(sheet, row, column), name=key) if row else key


def _cell(sheet: str, row: int, column: str) -> str:
    return _("sheet %(sheet)s, row %(row)s, column %(column)s", sheet=sheet, row=str(row), column=column)


def _code(name: str) -> str:
    known = {NAMES[code].split(" ")[0].lower(): code for code in LANGUAGES}
    return known.get(name, name)


def _letters(at: int) -> str:
    letters = ""
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class _Reader:
    def __init__(self, sheets: _Sheets) -> None:
        self.sheets, self.faults = sheets, list[Fault]()
        rows = sheets.rows["settings"]
        self.settings = rows[0][1] if rows else {}
        self.default = _code(self.settings.get("default_language", "en").lower())
        match = re.search(r"\(([a-z]{2})\)", self.settings.get("default_language", ""))
        self.default = match[1] if match else self.default
        if self.default not in LANGUAGES:
            self.default = "en"

    def questionnaire(self) -> Questionnaire:
        choices = self.choices()
        sections = self.sections()
        if self.faults:
            raise FormError(self.faults)
        title = self.words("accede_title", self.settings) or self.words("form_title", self.settings)
        return Questionnaire(
            key=self.settings.get("form_id", "") or "survey",
            title=title or {self.default: self.settings.get("form_id", "") or "survey"},
            intro=self.words("accede_intro", self.settings),
            choices=choices,
            sections=sections,
        )

    def choices(self) -> dict[str, tuple[Choice, ...]]:
        found: dict[str, list[Choice]] = {}
        for row, cells in self.sheets.rows["choices"]:
            name, key = cells.get("list_name", ""), cells.get("name", "")
            for column, value in (("list_name", name), ("name", key)):
                if not value:
                    self.fault("choices", row, column, _("This is empty."))
            self.sheets.places.setdefault(f"{name}.{key}", ("choices", row))
            if name != CONSENT_LIST:
                found.setdefault(name, []).append(Choice(key, self.words("label", cells)))
        return {name: tuple(rows) for name, rows in found.items()}

    def sections(self) -> tuple[Section, ...]:
        """Groups are sections; questions that stand in none make sections of their own."""
        found: list[Section] = []
        group: tuple[int, Cells] | None = None
        inside: list[Question] = []
        loose: list[Question] = []
        rows = iter(self.sheets.rows["survey"])
        for row, cells in rows:
            kind = cells.get("type", "").lower().replace("begin group", "begin_group")
            kind = kind.replace("end group", "end_group")
            if kind == "begin_group" and "table-list" in cells.get("appearance", ""):
                (inside if group else loose).append(self.matrix(row, cells, rows))
            elif kind == "begin_group":
                if group:
                    self.fault("survey", row, "type", _("A section stands in no other section."))
                found += self.loose(loose, len(found))
                loose, group, inside = [], (row, cells), []
                self.sheets.places.setdefault(cells.get("name", ""), ("survey", row))
            elif kind == "end_group":
                if group is None:
                    self.fault("survey", row, "type", _("A group ends here that began nowhere."))
                    continue
                found.append(self.section(group[1], inside))
                group = None
            elif kind not in _SILENT:
                question = self.question(row, cells)
                if question:
                    (inside if group else loose).append(question)
        if group:
            self.fault("survey", group[0], "type", _("This group has no end."))
        return (*found, *self.loose(loose, len(found)))

    def loose(self, questions: Sequence[Question], number: int) -> list[Section]:
        if not questions:
            return []
        return [Section(f"part_{number + 1}", self.words("form_title", self.settings), tuple(questions))]

    def section(self, cells: Cells, questions: Sequence[Question]) -> Section:
        shows = cells.get("accede", "")
        return Section(
            key=cells.get("name", ""),
            title=self.words("label", cells),
            questions=tuple(questions),
            relevant=cells.get("relevant", ""),
            shows=shows if shows in checking.SHOWS else "",
        )

    def matrix(self, row: int, cells: Cells, rows: Iterator[tuple[int, Cells]]) -> Question:
        """A group in the form of a table: questions that share their choices."""
        key, parts, lists = cells.get("name", ""), [], set()
        self.sheets.places.setdefault(key, ("survey", row))
        for number, inner in rows:
            kind, _space, list_name = inner.get("type", "").partition(" ")
            if kind.lower() in ("end_group", "end"):
                break
            if kind != "select_one":
                self.fault("survey", number, "type", _("In a table stand questions of the type select_one."))
                continue
            lists.add(list_name.strip())
            name = inner.get("name", "")
            parts.append(Choice(name.removeprefix(f"{key}__"), self.words("label", inner)))
        if len(lists) > 1:
            self.fault("survey", row, "type", _("All questions of a table have the same choices."))
        return self.made(row, cells, Kind.MATRIX, choices=min(lists, default=""), rows=tuple(parts))

    def question(self, row: int, cells: Cells) -> Question | None:
        kind, _space, list_name = cells.get("type", "").partition(" ")
        kind, list_name = kind.lower(), list_name.strip()
        if not kind:
            self.fault("survey", row, "type", _("This is empty."))
        elif kind in _OF_LIST and list_name == CONSENT_LIST:
            return self.made(row, cells, Kind.CONSENT)
        elif kind in _OF_LIST:
            return self.made(row, cells, _OF_LIST[kind], choices=list_name)
        elif kind in _PLAIN:
            return self.made(row, cells, _PLAIN[kind])
        else:
            self.fault(
                "survey", row, "type", _("Questions of the type “%(kind)s” are not asked here.", kind=kind)
            )
        return None

    def made(
        self, row: int, cells: Cells, kind: Kind, *, choices: str = "", rows: tuple[Choice, ...] = ()
    ) -> Question:
        key = cells.get("name", "")
        if not key:
            self.fault("survey", row, "name", _("This is empty."))
        self.sheets.places.setdefault(key, ("survey", row))
        return Question(
            key=key,
            kind=kind,
            label=self.words("label", cells),
            hint=self.words("hint", cells),
            required=cells.get("required", "").lower() in _TRUE,
            relevant=cells.get("relevant", ""),
            choices=choices,
            rows=rows,
            becomes=cells.get("accede", ""),
        )

    def words(self, column: str, cells: Mapping[str, str]) -> Words:
        found = {code: text for code in LANGUAGES if (text := cells.get(f"{column}::{code}"))}
        plain = cells.get(column, "")
        if plain and self.default not in found:
            found[self.default] = plain
        return {code: found[code] for code in LANGUAGES if code in found}

    def fault(self, sheet: str, row: int, column: str, words: str) -> None:
        self.faults.append(Fault(self.sheets.where(sheet, row, column), words))


def write(questionnaire: Questionnaire, *, version: int = 1) -> bytes:
    """The workbook; `read` gives the same questionnaire again."""
    import xlsxwriter  # noqa: PLC0415 -- heavy, and few ask for it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    words = [f"{column}::{NAMES[code]}" for column in ("label", "hint") for code in LANGUAGES]
    head = ["type", "name", *words, "required", "relevant", "appearance", "accede"]
    _sheet(book, "survey", head, _survey(questionnaire))
    labels = [f"label::{NAMES[code]}" for code in LANGUAGES]
    _sheet(book, "choices", ["list_name", "name", *labels], _choices(questionnaire))
    title = {f"accede_title::{NAMES[code]}": questionnaire.title.get(code, "") for code in LANGUAGES}
    intro = {f"accede_intro::{NAMES[code]}": questionnaire.intro.get(code, "") for code in LANGUAGES}
    plain = questionnaire.title.get("en") or next(iter(questionnaire.title.values()), "")
    settings = {"form_title": plain, "form_id": questionnaire.key, "version": str(version)}
    settings |= {"default_language": NAMES["en"]} | title | intro
    _sheet(book, "settings", list(settings), [settings])
    book.close()
    return out.getvalue()


def _sheet(book: Any, name: str, head: list[str], rows: Sequence[Mapping[str, str]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(head):
        sheet.write_string(0, at, column, book.add_format({"bold": True}))
    for row, cells in enumerate(rows, start=1):
        for at, column in enumerate(head):
            if cells.get(column):
                sheet.write_string(row, at, cells[column])


def _words(column: str, words: Words) -> Cells:
    return {f"{column}::{NAMES[code]}": text for code, text in words.items()}


def _survey(questionnaire: Questionnaire) -> list[Cells]:
    rows: list[Cells] = []
    for section in questionnaire.sections:
        head = {"type": "begin_group", "name": section.key, "relevant": section.relevant}
        rows.append(head | {"accede": section.shows} | _words("label", section.title))
        for question in section.questions:
            rows += _question(question)
        rows.append({"type": "end_group"})
    return rows


_TYPES = {kind: name for name, kind in _PLAIN.items() if name != "integer"}
_LISTS = {kind: name for name, kind in _OF_LIST.items()}


def _question(question: Question) -> list[Cells]:
    cells = {"name": question.key, "relevant": question.relevant, "accede": question.becomes}
    cells |= _words("label", question.label) | _words("hint", question.hint)
    if question.required:
        cells["required"] = "yes"
    if question.kind == Kind.CONSENT:
        return [cells | {"type": f"select_one {CONSENT_LIST}"}]
    if question.kind != Kind.MATRIX:
        kind = _TYPES.get(question.kind) or f"{_LISTS[question.kind]} {question.choices}"
        return [cells | {"type": kind}]
    inner = [
        {"type": f"select_one {question.choices}", "name": f"{question.key}__{row.key}"}
        | _words("label", row.label)
        for row in question.rows
    ]
    return [cells | {"type": "begin_group", "appearance": "table-list"}, *inner, {"type": "end_group"}]


def _choices(questionnaire: Questionnaire) -> list[Cells]:
    rows = [
        {"list_name": name, "name": choice.key} | _words("label", choice.label)
        for name, choices in questionnaire.choices.items()
        for choice in choices
    ]
    if any(each.kind == Kind.CONSENT for each in questionnaire.questions()):
        english = f"label::{NAMES['en']}"
        rows += [{"list_name": CONSENT_LIST, "name": key, english: text} for key, text in _CONSENT.items()]
    return rows
