"""A questionnaire as a workbook."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from accede.survey.form.questions import LANGUAGES, Kind, Question, Questionnaire, Words
from accede.survey.form.xlsform.columns import CONSENT_LIST, NAMES, OF_LIST, PLAIN, Cells

_CONSENT = {
    "attributable": "With the name of my State",
    "coordinators": "Coordinators and support unit only",
    "aggregate": "Only in counts",
}


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


_TYPES = {kind: name for name, kind in PLAIN.items() if name != "integer"}
_LISTS = {kind: name for name, kind in OF_LIST.items()}


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
