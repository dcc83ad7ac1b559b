"""The conditions under which a question is asked, in the words of XLSForm.

${stage} = 'cabinet'   ${number} >= 3   selected(${reasons}, 'PROC')   not(...)   and   or   (...)
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from accede.told import marked as _

Answers = Mapping[str, Any]
# A condition that nests deeper than this is nobody's intention, and would exhaust the stack.
DEEPEST = 40


class ConditionError(ValueError):
    """A condition that cannot be read."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Reference:
    """The answer to a question."""

    key: str


@dataclass(frozen=True, slots=True)
class Comparison:
    left: "Reference | str"
    sign: str
    right: "Reference | str"


@dataclass(frozen=True, slots=True)
class Selected:
    reference: Reference
    choice: str


@dataclass(frozen=True, slots=True)
class Not:
    of: "Condition"


@dataclass(frozen=True, slots=True)
class Both:
    word: str  # and, or
    left: "Condition"
    right: "Condition"


Condition = Comparison | Selected | Not | Both

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<reference>\$\{\s*[^}\s]+\s*\})
      | (?P<text>'[^']*'|"[^"]*")
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<sign><=|>=|!=|=|<|>)
      | (?P<word>[A-Za-z_-]+)
      | (?P<mark>[(),])
    )""",
    re.VERBOSE,
)
_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def parse(text: str) -> Condition | None:
    """The condition; None for an empty one, under which a question is always asked. Raises ConditionError."""
    if not text.strip():
        return None
    reader = _Reader(_tokens(text))
    condition = reader.either(0)
    reader.insist_on_end()
    return condition


def references(condition: Condition | None) -> set[str]:
    """The questions on whose answers it rests."""
    match condition:
        case Comparison(left=left, right=right):
            return {each.key for each in (left, right) if isinstance(each, Reference)}
        case Selected(reference=reference):
            return {reference.key}
        case Not(of=inner):
            return references(inner)
        case Both(left=first, right=second):
            return references(first) | references(second)
        case _:
            return set()


def compared(condition: Condition | None) -> set[tuple[str, str]]:
    """Question and the text that its answer is held against: for a choice it must be one of them."""
    match condition:
        case Comparison(left=Reference(key), sign="=" | "!=", right=str() as value):
            return {(key, value)}
        case Comparison(left=str() as value, sign="=" | "!=", right=Reference(key)):
            return {(key, value)}
        case Selected(reference=Reference(key), choice=choice):
            return {(key, choice)}
        case Not(of=inner):
            return compared(inner)
        case Both(left=first, right=second):
            return compared(first) | compared(second)
        case _:
            return set()


def holds(condition: Condition | None, answers: Answers) -> bool:
    """Whether it holds of the answers. What is not answered is an empty text."""
    match condition:
        case None:
            return True
        case Not(of=inner):
            return not holds(inner, answers)
        case Both(word="and", left=first, right=second):
            return holds(first, answers) and holds(second, answers)
        case Both(left=first, right=second):
            return holds(first, answers) or holds(second, answers)
        case Selected(reference=reference, choice=choice):
            value = answers.get(reference.key)
            return choice in value if isinstance(value, list) else value == choice
        case Comparison(left=left, sign=sign, right=right):
            return _compare(_value(left, answers), sign, _value(right, answers))


def _value(side: Reference | str, answers: Answers) -> str:
    if isinstance(side, str):
        return side
    value = answers.get(side.key)
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None or isinstance(value, dict) else str(value)


def _compare(left: str, sign: str, right: str) -> bool:
    """As numbers where both are, else as texts; what is empty is neither smaller nor greater."""
    try:
        return _SIGNS[sign](Decimal(left), Decimal(right))
    except InvalidOperation:
        if sign in ("=", "!="):
            return _SIGNS[sign](left, right)
        return bool(left and right) and _SIGNS[sign](left, right)


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    text = text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise ConditionError(_("“%(text)s” cannot be read.", text=text[at : at + 20]))
        found.append((str(match.lastgroup), match.group(str(match.lastgroup))))
        at = match.end()
    return found


class _Reader:
    """Reads from the left, one token at a time."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at = tokens, 0

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def take(self, kind: str, text: str = "") -> str:
        found = self.peek()
        if found[0] != kind or (text and found[1].lower() != text):
            self.refuse(text or kind)
        self.at += 1
        return found[1]

    def refuse(self, wanted: str) -> None:
        names = {
            "text": _("a text in quotation marks"),
            "sign": _("a sign of comparison"),
            "reference": _("a question, such as ${stage}"),
            "the end": _("the end"),
        }
        found = self.peek()[1] or _("the end")
        expected = names.get(wanted, f"“{wanted}”")
        raise ConditionError(
            _("“%(found)s” stands where %(expected)s is expected.", found=found, expected=expected)
        )

    def insist_on_end(self) -> None:
        if self.at < len(self.tokens):
            self.refuse("the end")

    def either(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise ConditionError(_("It is nested too deeply."))
        left = self.both(depth)
        while self.peek() == ("word", "or"):
            self.at += 1
            left = Both("or", left, self.both(depth))
        return left

    def both(self, depth: int) -> Condition:
        left = self.single(depth)
        while self.peek() == ("word", "and"):
            self.at += 1
            left = Both("and", left, self.single(depth))
        return left

    def single(self, depth: int) -> Condition:
        kind, text = self.peek()
        if (kind, text) == ("mark", "("):
            self.at += 1
            inner = self.either(depth + 1)
            self.take("mark", ")")
            return inner
        if (kind, text) == ("word", "not"):
            self.at += 1
            self.take("mark", "(")
            inner = self.either(depth + 1)
            self.take("mark", ")")
            return Not(inner)
        if (kind, text) == ("word", "selected"):
            self.at += 1
            self.take("mark", "(")
            reference = self.reference()
            self.take("mark", ",")
            choice = self.take("text")[1:-1]
            self.take("mark", ")")
            return Selected(reference, choice)
        left = self.side()
        sign = self.take("sign")
        return Comparison(left, sign, self.side())

    def reference(self) -> Reference:
        return Reference(self.take("reference")[2:-1].strip())

    def side(self) -> Reference | str:
        kind, text = self.peek()
        if kind == "reference":
            return self.reference()
        if kind == "number":
            self.at += 1
            return text
        return self.take("text")[1:-1]
