"""A questionnaire from a workbook."""

import re
from collections.abc import Iterator, Mapping, Sequence

from accede.survey.form import checking
from accede.survey.form.faults import Fault, FormError
from accede.survey.form.questions import (
    LANGUAGES,
    Choice,
    Kind,
    Question,
    Questionnaire,
    Section,
    Words,
)
from accede.survey.form.xlsform.columns import CONSENT_LIST, OF_LIST, PLAIN, Cells
from accede.survey.form.xlsform.sheets import Sheets, insist_on_exchange, language_code, workbook
from accede.told import marked as _

# What a telephone notes by itself: it asks nobody anything.
_SILENT = {"start", "end", "today", "deviceid", "phonenumber", "username", "audit"}
_TRUE = {"yes", "true", "true()", "1"}


def read(content: bytes) -> Questionnaire:
    """Raises FormError: each fault with its sheet, row and column."""
    sheets = Sheets(workbook(content))
    found = _Reader(sheets).questionnaire()
    checking.insist(found, place=sheets.place)
    insist_on_exchange(content, sheets)
    return found


class _Reader:
    def __init__(self, sheets: Sheets) -> None:
        self.sheets, self.faults = sheets, list[Fault]()
        rows = sheets.rows["settings"]
        self.settings = rows[0][1] if rows else {}
        self.default = language_code(self.settings.get("default_language", "en").lower())
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
                found.append(self.section(*group, inside))
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

    def section(self, row: int, cells: Cells, questions: Sequence[Question]) -> Section:
        shows = cells.get("accede", "")
        if shows and shows not in checking.SHOWS:
            self.fault(
                "survey", row, "accede", _("It is one of: %(values)s.", values=", ".join(checking.SHOWS))
            )
        return Section(
            key=cells.get("name", ""),
            title=self.words("label", cells),
            questions=tuple(questions),
            relevant=cells.get("relevant", ""),
            shows=shows,
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
            name = inner.get("name", "").removeprefix(f"{key}__")
            self.sheets.places.setdefault(f"{key}__{name}", ("survey", number))
            parts.append(Choice(name, self.words("label", inner)))
        if len(lists) > 1:
            self.fault("survey", row, "type", _("All questions of a table have the same choices."))
        return self.made(row, cells, Kind.MATRIX, choices=min(lists, default=""), rows=tuple(parts))

    def question(self, row: int, cells: Cells) -> Question | None:
        kind, _space, list_name = cells.get("type", "").partition(" ")
        kind, list_name = kind.lower(), list_name.strip()
        if not kind:
            self.fault("survey", row, "type", _("This is empty."))
        elif kind in OF_LIST and list_name == CONSENT_LIST:
            return self.made(row, cells, Kind.CONSENT)
        elif kind in OF_LIST:
            return self.made(row, cells, OF_LIST[kind], choices=list_name)
        elif kind in PLAIN:
            return self.made(row, cells, PLAIN[kind])
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
