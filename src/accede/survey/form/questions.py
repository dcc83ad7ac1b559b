"""What a questionnaire is made of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,59}")

# A text in its languages, by their two letters.
Words = Mapping[str, str]


class Kind(StrEnum):
    """The kinds of question. A statement asks nothing; a consent says how the answers may be used."""

    CHOICE = "choice"
    SEVERAL = "several"
    RANKED = "ranked"
    MATRIX = "matrix"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FILE = "file"
    STATEMENT = "statement"
    CONSENT = "consent"


WITH_CHOICES = frozenset({Kind.CHOICE, Kind.SEVERAL, Kind.RANKED, Kind.MATRIX})


class Consent(StrEnum):
    """How an answer may be used; the most open first."""

    ATTRIBUTABLE = "attributable"
    COORDINATORS = "coordinators"
    AGGREGATE = "aggregate"


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `relevant` says in which case it is asked; `becomes` what its answer is to the desk."""

    key: str
    kind: Kind
    label: Words
    hint: Words = field(default_factory=dict)
    required: bool = False
    relevant: str = ""
    choices: str = ""
    rows: tuple[Choice, ...] = ()
    becomes: str = ""

    @property
    def is_asked(self) -> bool:
        return self.kind != Kind.STATEMENT


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the questionnaire. `shows` says what of the record stands above its questions."""

    key: str
    title: Words
    questions: tuple[Question, ...]
    relevant: str = ""
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    key: str
    title: Words
    sections: tuple[Section, ...]
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    intro: Words = field(default_factory=dict)

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def question(self, key: str) -> Question | None:
        return next((each for each in self.questions() if each.key == key), None)

    def section(self, key: str) -> Section | None:
        return next((each for each in self.sections if each.key == key), None)

    def section_of(self, question: str) -> Section:
        return next(each for each in self.sections if any(q.key == question for q in each.questions))

    def choices_of(self, question: Question) -> tuple[Choice, ...]:
        return self.choices.get(question.choices, ())

    def texts(self) -> Iterator[tuple[str, Words]]:
        """Every text, with the place where it stands."""
        yield "title", self.title
        if self.intro:
            yield "intro", self.intro
        for name, choices in self.choices.items():
            for choice in choices:
                yield f"choices.{name}.{choice.key}", choice.label
        for section in self.sections:
            yield section.key, section.title
            for question in section.questions:
                yield question.key, question.label
                if question.hint:
                    yield f"{question.key}.hint", question.hint
                for row in question.rows:
                    yield f"{question.key}.{row.key}", row.label


def in_language(words: Words, language: str) -> str:
    """The text in the language or, where it is missing there, in English, or in any."""
    return words.get(language) or words.get("en") or next((each for each in words.values() if each), "")


@dataclass(frozen=True, slots=True)
class Translation:
    """How far a questionnaire is in a language."""

    language: str
    done: int
    total: int
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return self.done == self.total


def translations(questionnaire: Questionnaire) -> list[Translation]:
    """The state of each language, with the places that still lack it."""
    texts = list(questionnaire.texts())
    found = []
    for language in LANGUAGES:
        missing = tuple(place for place, words in texts if not words.get(language))
        found.append(Translation(language, len(texts) - len(missing), len(texts), missing))
    return found


def to_data(questionnaire: Questionnaire) -> dict[str, Any]:
    """The questionnaire as it is kept and written to a file; `reading.from_data` reads it again."""
    return {
        "key": questionnaire.key,
        "title": dict(questionnaire.title),
        **({"intro": dict(questionnaire.intro)} if questionnaire.intro else {}),
        "choices": {name: [_choice(each) for each in list_] for name, list_ in questionnaire.choices.items()},
        "sections": [
            {
                "key": section.key,
                "title": dict(section.title),
                **{name: value for name in ("relevant", "shows") if (value := getattr(section, name))},
                "questions": [_question(each) for each in section.questions],
            }
            for section in questionnaire.sections
        ],
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {"key": choice.key, "label": dict(choice.label)}


def _question(question: Question) -> dict[str, Any]:
    told: dict[str, Any] = {"key": question.key, "kind": str(question.kind), "label": dict(question.label)}
    if question.hint:
        told["hint"] = dict(question.hint)
    if question.required:
        told["required"] = True
    for name in ("relevant", "choices", "becomes"):
        if value := getattr(question, name):
            told[name] = value
    if question.rows:
        told["rows"] = [_choice(each) for each in question.rows]
    return told
