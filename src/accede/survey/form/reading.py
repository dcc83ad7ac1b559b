"""A questionnaire from data, as it stands in a YAML file or in the database."""

from collections.abc import Mapping
from typing import Any

import yaml

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
    to_data,
)
from accede.told import marked as _

MOST_BYTES = 2_000_000


def read_yaml(text: str) -> Questionnaire:
    """Raises FormError, with line and column where the file is no YAML."""
    if len(text) > MOST_BYTES:
        raise FormError([Fault("", _("It is too large for a questionnaire."))])
    try:
        data = yaml.load(text, Loader=_Plain)  # noqa: S506 -- a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        where = _("line %(line)s, column %(column)s", line=str(line), column=str(column))
        raise FormError([Fault(where, _("This is not YAML."))]) from error
    questionnaire = from_data(data)
    checking.insist(questionnaire)
    return questionnaire


def write_yaml(questionnaire: Questionnaire) -> str:
    return yaml.safe_dump(to_data(questionnaire), allow_unicode=True, sort_keys=False, width=110)


class _Plain(yaml.SafeLoader):
    """Nothing is repeated by reference: a few lines could otherwise stand for gigabytes. No is a word, not a truth."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.constructor.ConstructorError(None, None, "alias", self.peek_event().start_mark)  # type: ignore[no-untyped-call]  # so in its stubs
        return super().compose_node(parent, index)


def from_data(data: Any) -> Questionnaire:
    """Raises FormError: each thing that is not as it should be, by where it stands."""
    reader = _Reader()
    found = reader.questionnaire(data)
    if reader.faults:
        raise FormError(reader.faults)
    return found


def _in_use(
    lists: Mapping[str, tuple[Choice, ...]], sections: tuple[Section, ...]
) -> dict[str, tuple[Choice, ...]]:
    """As the questions come to them, and what none uses by its name: PostgreSQL keeps no order of its own for them."""
    used = [question.choices for section in sections for question in section.questions]
    names = dict.fromkeys([*used, *sorted(lists)])
    return {name: lists[name] for name in names if name in lists}


class _Reader:
    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def questionnaire(self, data: Any) -> Questionnaire:
        top = self.table(data, "", {"key", "title", "intro", "choices", "sections"})
        tables = self.table(top.get("choices") or {}, "choices", None)
        key = self.text(top.get("key"), "key")
        title = self.words(top.get("title"), "title")
        intro = self.words(top.get("intro") or {}, "intro")
        lists = {str(name): self.choices(rows, f"choices.{name}") for name, rows in tables.items()}
        sections = tuple(
            self.section(each, f"sections[{number}]")
            for number, each in enumerate(self.rows(top.get("sections"), "sections"), start=1)
        )
        return Questionnaire(
            key=key, title=title, intro=intro, choices=_in_use(lists, sections), sections=sections
        )

    def section(self, data: Any, where: str) -> Section:
        table = self.table(data, where, {"key", "title", "relevant", "shows", "questions"})
        shows = self.text(table.get("shows", ""), f"{where}.shows", may_lack=True)
        if shows and shows not in checking.SHOWS:
            self.fault(f"{where}.shows", _("It is one of: %(values)s.", values=", ".join(checking.SHOWS)))
        return Section(
            key=self.text(table.get("key"), f"{where}.key"),
            title=self.words(table.get("title"), f"{where}.title"),
            relevant=self.text(table.get("relevant", ""), f"{where}.relevant", may_lack=True),
            shows=shows,
            questions=tuple(
                self.question(each, f"{where}.questions[{number}]")
                for number, each in enumerate(self.rows(table.get("questions"), f"{where}.questions"), 1)
            ),
        )

    def question(self, data: Any, where: str) -> Question:
        known = {"key", "kind", "label", "hint", "required", "relevant", "choices", "rows", "becomes"}
        table = self.table(data, where, known)
        kind = self.text(table.get("kind"), f"{where}.kind")
        if kind and kind not in list(Kind):
            self.fault(f"{where}.kind", _("It is one of: %(values)s.", values=", ".join(Kind)))
            kind = ""
        required = table.get("required", False)
        if not isinstance(required, bool):
            self.fault(f"{where}.required", _("It is true or false."))
        return Question(
            key=self.text(table.get("key"), f"{where}.key"),
            kind=Kind(kind or "statement"),
            label=self.words(table.get("label"), f"{where}.label"),
            hint=self.words(table.get("hint") or {}, f"{where}.hint"),
            required=required is True,
            relevant=self.text(table.get("relevant", ""), f"{where}.relevant", may_lack=True),
            choices=self.text(table.get("choices", ""), f"{where}.choices", may_lack=True),
            rows=self.choices(table.get("rows") or [], f"{where}.rows"),
            becomes=self.text(table.get("becomes", ""), f"{where}.becomes", may_lack=True),
        )

    def choices(self, data: Any, where: str) -> tuple[Choice, ...]:
        found = []
        for number, each in enumerate(self.rows(data, where), start=1):
            table = self.table(each, f"{where}[{number}]", {"key", "label"})
            found.append(
                Choice(
                    self.text(table.get("key"), f"{where}[{number}].key"),
                    self.words(table.get("label"), f"{where}[{number}].label"),
                )
            )
        return tuple(found)

    def words(self, data: Any, where: str) -> Words:
        if isinstance(data, str):
            data = {"en": data}
        table = self.table(data, where, set(LANGUAGES))
        return {
            name: self.text(table[name], f"{where}.{name}", may_lack=True)
            for name in LANGUAGES
            if name in table
        }

    def table(self, data: Any, where: str, known: set[str] | None) -> Mapping[str, Any]:
        if not isinstance(data, dict):
            self.fault(where, _("This must be a table of names and values."))
            return {}
        for name in data:
            if known is not None and name not in known:
                self.fault(where, _("“%(name)s” means nothing here.", name=str(name)))
        return data

    def rows(self, data: Any, where: str) -> list[Any]:
        if not isinstance(data, list):
            self.fault(where, _("This must be a list."))
            return []
        return data

    def text(self, data: Any, where: str, *, may_lack: bool = False) -> str:
        if not isinstance(data, str) or not (may_lack or data.strip()):
            self.fault(where, _("This must be a text. Put it in quotation marks."))
            return ""
        return data.strip()

    def fault(self, where: str, words: str) -> None:
        self.faults.append(Fault(where, words))
