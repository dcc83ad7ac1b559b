"""What every reader gives back, and how it refuses: nothing here knows a format or the database."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, Self

from accede.told import kept, recalled, said
from accede.told import marked as _

# Told how much of the file is read, and how much there is, in bytes.
Progress = Callable[[int, int], None]


class Subject(StrEnum):
    """What a file is about, and so which part of the record it is compared with."""

    ACTIONS = "actions"
    VOTES = "votes"
    STEPS = "steps"
    OBSTACLES = "obstacles"
    PARLIAMENTS = "parliament"


class FileRefusedError(ValueError):
    """A file that is not what it should be. Nothing of it is taken."""

    def __init__(self, what: str, *, line: int = 0, column: str = "", advice: str = "") -> None:
        self.what, self.line, self.column, self.advice = what, line, column, advice
        super().__init__(what)

    def told(
        self, file: str, translate: Callable[[str], str] = str, apart: Callable[[str], str] = str
    ) -> str:
        """The whole message: file, line, column, what is wrong, what to do; in English, or as it is translated."""
        place = file
        if self.line:
            place = _("%(file)s, line %(line)s", file=file, line=self.line)
        if self.column and self.line:
            place = _(
                "%(file)s, line %(line)s, column %(column)s", file=file, line=self.line, column=self.column
            )
        elif self.column:
            place = _("%(file)s, column %(column)s", file=file, column=self.column)
        sentences = [_("%(place)s: %(told)s", place=place, told=self.what), self.advice]
        return " ".join(
            said(each, translate, apart=lambda text: apart(visible(text))) for each in sentences if each
        )

    def kept(self) -> dict[str, Any]:
        """What JSON holds of it, so that it can be told later in any language."""
        return {
            "what": kept(self.what),
            "advice": kept(self.advice),
            "line": self.line,
            "column": self.column,
        }

    @classmethod
    def recalled(cls, held: Mapping[str, Any]) -> Self:
        """What was kept."""
        return cls(
            recalled(held["what"]),
            line=held["line"],
            column=held["column"],
            advice=recalled(held["advice"]),
        )


def visible(text: str) -> str:
    """The text with a mark in the place of what would steer a terminal or turn the direction of writing."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


class Participant(NamedTuple):
    """A State as the file writes it: by name, by code, or by both."""

    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A treaty action as the file has it; dates are partial ISO 8601."""

    line: int
    participant: Participant
    kind: str
    date_given: str
    effective_given: str = ""
    treaty: str = ""  # a key; empty where the whole file is about one treaty
    source: str = ""  # a key on record; empty where the whole file has one source
    note: str = ""
    unnamed_day: bool = False  # a withdrawal that may be dated by its notice or by its effect


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    """A State in brackets: the depositary shows that it left, and says when only in a footnote."""

    line: int
    participant: Participant
    footnote: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A text that belongs to the status and is no dated act: a declaration, a footnote, a special table's row."""

    line: int
    kind: str
    participant: str
    text: str


class Cast(NamedTuple):
    """One State's vote. There may be a million of them."""

    line: int
    participant: Participant
    choice: str


@dataclass(frozen=True, slots=True)
class RollCallRow:
    """A roll-call with its votes; `totals` are yes, no, abstain, absent as printed, or None."""

    line: int
    symbol: str
    body: str
    vote_date: str
    title: str
    casts: list[Cast]
    totals: tuple[int, int, int, int] | None = None
    url: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """An interim step."""

    line: int
    participant: Participant
    kind: str
    date_given: str
    summary: str
    revoked: str = ""
    treaty: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ObstacleRow:
    """A reason that a State gives for not joining, by its code in the code book."""

    line: int
    participant: Participant
    code: str
    date_given: str
    reading: str
    own_words: str = ""
    rank: str = ""
    grade: str = ""
    withdrawn: str = ""
    treaty: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ParliamentRow:
    """A parliament; `names` are by language."""

    line: int
    participant: Participant
    code: str
    names: Mapping[str, str]
    structure: str  # unicameral or bicameral


@dataclass(frozen=True, slots=True)
class ChamberRow:
    """A chamber of a parliament."""

    line: int
    participant: Participant
    code: str
    names: Mapping[str, str]
    kind: str  # unicameral, lower or upper
    members: int | None
    suspended: bool


@dataclass(frozen=True, slots=True)
class ElectionRow:
    """An election to a chamber, and when the next is expected; days are ISO 8601."""

    line: int
    participant: Participant
    code: str
    chamber: str
    held_on: str
    next_on: str
    scope: str


Row = (
    ActionRow
    | WithdrawnRow
    | NoteRow
    | RollCallRow
    | StepRow
    | ObstacleRow
    | ParliamentRow
    | ChamberRow
    | ElectionRow
)


@dataclass(frozen=True, slots=True)
class Publication:
    """Who publishes files of a format: the publisher, and the rank's name in record.models.Source.Rank."""

    publisher: str
    title: str
    rank: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An opened file whose layout was recognised. `rows` may read on as it is walked through, once."""

    subject: Subject
    rows: Iterable[Row]
    symbol: str = ""  # the treaty's number in the depositary's collection, where the file tells
    title: str = ""  # the treaty's title, where the file tells
    as_of: str = ""  # the day the file stands for, where it tells
    complete_for: frozenset[str] = frozenset()  # kinds of action that the file lists without a gap
    set_aside: list[str] = field(default_factory=list)  # columns that are kept as notes or not used


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how it is opened, and how its refused rows are written back."""

    key: str
    open: Callable[..., Reading]
    write_refused: Callable[[Path, Path, Mapping[int, str]], None]  # from, to, line to reason
    aliases: Path  # a table of names that only this publisher uses: name, iso3, outside
    publication: Publication | None  # None: whoever brings the file says what it rests on
