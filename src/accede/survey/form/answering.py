"""What somebody sent, as an answer; which questions are asked of them, and which of these still lack one."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from typing import Any

from accede.files.inspection import LARGEST_PAPER, PAPERS, File, insist_on_harmless
from accede.files.refused import RefusedFileError, Why
from accede.survey.form import conditions
from accede.survey.form.conditions import Condition
from accede.survey.form.questions import Consent, Kind, Question, Questionnaire, Section

LONGEST_TEXT = 20_000
LARGEST_FILE = LARGEST_PAPER
LONGEST_PLACE = 6  # digits: Python itself refuses to read some thousand


class Wrong(StrEnum):
    """Why something is no answer to a question."""

    NOT_OFFERED = "not offered"
    TOO_LONG = "too long"
    NO_NUMBER = "no number"
    NO_DATE = "no date"
    TWICE = "twice"
    NO_SUCH_FILE = "no such file"
    NOT_WHAT_IT_SAYS = "not what it says"
    TOO_LARGE = "too large"
    NOT_HARMLESS = "not harmless"


OF_FILES = {
    Why.OTHER_FORM: Wrong.NO_SUCH_FILE,
    Why.TOO_LARGE: Wrong.TOO_LARGE,
    Why.NOT_WHAT_IT_SAYS: Wrong.NOT_WHAT_IT_SAYS,
}


class WrongAnswerError(ValueError):
    def __init__(self, why: Wrong) -> None:
        super().__init__(str(why))
        self.why = why


def answer(  # noqa: PLR0911 -- one for each kind
    questionnaire: Questionnaire, question: Question, given: Any
) -> Any:
    """What was given, as it is kept: a text, a list or a table; None where nothing was. Raises WrongAnswerError."""
    known = [each.key for each in questionnaire.choices_of(question)]
    match question.kind:
        case Kind.STATEMENT:
            return None
        case Kind.CHOICE:
            return _one_of(known, str(given or ""))
        case Kind.CONSENT:
            return _one_of(list(Consent), str(given or ""))
        case Kind.SEVERAL:
            return [each for each in known if each in _all_of(known, given)] or None
        case Kind.RANKED:
            return _ranked(known, given)
        case Kind.MATRIX:
            rows = dict(given or {})
            found = {row.key: _one_of(known, str(rows.get(row.key) or "")) for row in question.rows}
            return {key: value for key, value in found.items() if value} or None
        case Kind.NUMBER:
            return _number(str(given or "").strip())
        case Kind.DATE:
            return _date(str(given or "").strip())
        case _:
            text = str(given or "").replace("\r\n", "\n").replace("\x00", "").strip()
            if len(text) > LONGEST_TEXT:
                raise WrongAnswerError(Wrong.TOO_LONG)
            return text or None


def insist_on_file(name: str, content: bytes) -> None:
    """That a file is of a kind that is taken, and holds nothing that acts of itself. Raises WrongAnswerError."""
    try:
        insist_on_harmless(File(name, content), forms=PAPERS, most=LARGEST_FILE)
    except RefusedFileError as error:
        raise WrongAnswerError(OF_FILES.get(error.why, Wrong.NOT_HARMLESS)) from error


def _one_of(known: list[Any], given: str) -> str | None:
    if given and given not in known:
        raise WrongAnswerError(Wrong.NOT_OFFERED)
    return given or None


def _all_of(known: list[str], given: Any) -> list[str]:
    return [found for each in given or [] if (found := _one_of(known, str(each)))]


def _ranked(known: list[str], given: Any) -> list[str] | None:
    """The first weighs most. From a table of choice to its place, as a form sends it, or a list in order."""
    if isinstance(given, Mapping):
        placed = []
        for key, place in given.items():
            if not str(place).strip():
                continue
            if not str(place).strip().isdecimal() or len(str(place)) > LONGEST_PLACE:
                raise WrongAnswerError(Wrong.NO_NUMBER)
            placed.append((int(place), key))
        if len({place for place, _key in placed}) < len(placed):
            raise WrongAnswerError(Wrong.TWICE)
        given = [key for _place, key in sorted(placed)]
    found = _all_of(known, given)
    if len(set(found)) < len(found):
        raise WrongAnswerError(Wrong.TWICE)
    return found or None


def _number(text: str) -> str | None:
    if not text:
        return None
    digits = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if digits.count(",") == 1 and "." not in digits:
        digits = digits.replace(",", ".")
    try:
        number = Decimal(digits)
    except InvalidOperation as error:
        raise WrongAnswerError(Wrong.NO_NUMBER) from error
    if not number.is_finite() or len(digits) > 40:  # noqa: PLR2004 -- nobody counts further
        raise WrongAnswerError(Wrong.NO_NUMBER)
    return f"{number:f}"


def _date(text: str) -> str | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise WrongAnswerError(Wrong.NO_DATE) from error


@lru_cache(maxsize=2000)
def _condition(text: str) -> Condition | None:
    return conditions.parse(text)


def asked(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> dict[str, bool]:
    """Question and section to whether it is asked. An answer to what is not asked counts as none."""
    standing: dict[str, bool] = {}
    inside = {q.key: section for section in questionnaire.sections for q in section.questions}

    def stands(key: str, relevant: str) -> bool:
        if key not in standing:
            condition = _condition(relevant)
            heard = {
                other: answers.get(other)
                for other in conditions.references(condition)
                if other in inside and of_question(other)
            }
            standing[key] = conditions.holds(condition, heard)
        return standing[key]

    def of_question(key: str) -> bool:
        section = inside[key]
        question = questionnaire.question(key)
        return stands(section.key, section.relevant) and bool(question and stands(key, question.relevant))

    result = {section.key: stands(section.key, section.relevant) for section in questionnaire.sections}
    return result | {key: of_question(key) for key in inside}


def lacking(
    questionnaire: Questionnaire, answers: Mapping[str, Any], *, of: Section | None = None
) -> list[Question]:
    """The questions that must be answered, are asked, and are not."""
    standing = asked(questionnaire, answers)
    sections = [of] if of else questionnaire.sections
    return [
        question
        for section in sections
        for question in section.questions
        if question.required
        and question.is_asked
        and standing[question.key]
        and not answers.get(question.key)
    ]
