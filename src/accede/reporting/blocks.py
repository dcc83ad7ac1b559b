"""What every document is made of: a tree of plain values that knows neither the database nor an output format."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

# Characters that XML cannot hold, and those that turn the direction of all that follows: neither is ever text.
_NEVER_TEXT = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
_SPACES = re.compile(r"\s+")

_FIGURE = re.compile(
    "[\u200e+-]*[0-9.,\u202f]+[ \u00a0\u202f]?%?|[–-]"
)  # a number as a table has it, or a dash
SHORT = 14  # rows of a table that is not parted

PLANE, NO_CHARACTER = 0x10000, 0xFFFE

# Pictures are set in the fonts that documents bring along; where these are not at hand, in what is like them.
FONTS = (
    "Accede Document, Accede Document Arabic, Accede Document Chinese, Noto Serif, Noto Naskh Arabic, serif"
)
_SANS = re.compile('font-family="Noto Sans[^"]*"')

Align = Literal["", "center", "end"]


def clean(text: str) -> str:
    """The text on one line, without what no document can show; what is unreadable leaves a mark (U+FFFD)."""
    kept = _NEVER_TEXT.sub(
        lambda found: "" if "\u2000" < found[0] < "\u206a" else "\ufffd", _SPACES.sub(" ", text)
    )
    # The last two places of each plane are no characters at all, whatever an encoder makes of them.
    return "".join("\ufffd" if ord(each) % PLANE >= NO_CHARACTER else each for each in kept)


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. `cites` are keys of the sources that it rests on."""

    text: str
    bold: bool = False
    italic: bool = False
    cites: tuple[str, ...] = ()
    withheld: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))


Line = tuple[Run, ...]


def line(*parts: "str | Run | Line") -> Line:
    """Runs of one line out of strings, runs and lines."""
    found: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            found.append(Run(part))
        elif isinstance(part, Run):
            found.append(part)
        else:
            found.extend(part)
    return tuple(run for run in found if run.text)


def plain(text: Line) -> str:
    return "".join(run.text for run in text)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlePage:
    """The head of a paper as the United Nations lays it out. What is empty is left out."""

    title: Line
    meeting: Line = ()
    symbol: Line = ()
    job_line: Line = ()
    distribution: Line = ()
    place_and_dates: Line = ()
    agenda_item: Line = ()
    agenda_title: Line = ()
    submitted_by: Line = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """`numbered`: its number is counted, I. for the first level, A. for the second."""

    text: Line
    level: int = 1
    numbered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """`key` is its own as long as it speaks of the same, so that a comment on it finds it in the next version."""

    text: Line
    key: str = ""
    numbered: bool = False
    align: Align = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list. `lettered`: (a), (b), (c) in the order of the paper."""

    items: tuple[Line, ...]
    key: str = ""
    lettered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its caption, which is counted; the first row of `rows` comes after the head."""

    caption: Line
    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    key: str = ""
    widths: tuple[int, ...] = ()  # parts of the width; empty: all alike

    @property
    def is_short(self) -> bool:
        """Whether it stays on one page."""
        return len(self.rows) <= SHORT

    @property
    def figures(self) -> tuple[bool, ...]:
        """Of each column, whether figures stand in it, which line up at their end."""
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.head)
        return tuple(
            place > 0
            and any(each.isdigit() for cell in column for each in plain(cell))
            and all(_FIGURE.fullmatch(plain(cell)) for cell in column if cell)
            for place, column in enumerate(columns)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as SVG that brings its colours along; `alt` says all that it shows.

    One of some `width` in centimetres is a sign in the text, as a code is: not counted, and without a caption.
    """

    svg: str
    alt: str
    caption: Line = ()
    width: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "alt", clean(self.alt))
        object.__setattr__(self, "svg", _SANS.sub(f'font-family="{FONTS}"', self.svg))


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """Begins a new page and is counted: Annex I, Annex II."""

    title: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the list of all sources stands that the document cites."""

    title: Line


Block = TitlePage | Heading | Paragraph | Items | Table | Picture | Annex | Sources


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as a document shows it, whoever wrote it down: with its address only where that leads to a page."""

    key: str
    text: str
    url: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))
        url = clean(self.url)
        object.__setattr__(self, "url", url if url.lower().startswith(("https://", "http://")) else "")

    @property
    def is_latin(self) -> bool:
        """Whether it begins in a script that runs from left to right, as most titles do in an Arabic paper too."""
        first = next((each for each in self.text if each.isalpha()), "a")
        return unicodedata.bidirectional(first) == "L"


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks in one language; each part begins a new page. Most documents have one, letters to many have many."""

    language: str
    blocks: tuple[Block, ...]
    to: str = (
        ""  # of a letter: the ISO code of the State that gets it; to a chamber, with the chamber behind it
    )


OPEN = "[…]"  # what is not known yet: to be filled in by whoever submits or signs it

# Kinds that are read at a glance, at a desk: the whole width, no hanging numbers.
WIDE = frozenset({"dossier", "day-sheet", "talking-points", "handover", "indicator-sheet", "minutes"})

# Kinds that are signed or sent: larger letters, and room for a signature.
SIGNED = frozenset({"note-verbale", "letter", "parliament-letter", "instrument"})


@dataclass(frozen=True, slots=True)
class Document:
    """`cited` are the sources in the order in which they are first cited; their numbers are their places in it."""

    kind: str
    title: str
    language: str
    parts: tuple[Part, ...]
    cited: tuple[Cited, ...] = ()
    words: dict[str, str] = field(
        default_factory=dict
    )  # "table", "figure", "annex", "source" in its language
    draft: bool = False  # says so on every page

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", clean(self.title))

    @property
    def wide(self) -> bool:
        return self.kind in WIDE

    @property
    def is_signed(self) -> bool:
        return self.kind in SIGNED

    @property
    def blocks(self) -> Iterator[Block]:
        for part in self.parts:
            yield from part.blocks

    def number_of(self, key: str) -> int:
        """The number under which a source is listed; 0 where the document has no such source."""
        return next((number for number, cited in enumerate(self.cited, 1) if cited.key == key), 0)


def lines_of(block: Block) -> Iterator[Line]:
    """Every line of a block, in the order of reading."""
    match block:
        case TitlePage():
            yield from (
                block.meeting,
                block.symbol,
                block.job_line,
                block.distribution,
                block.place_and_dates,
                block.agenda_item,
                block.agenda_title,
                block.title,
                block.submitted_by,
            )
        case Heading() | Paragraph():
            yield block.text
        case Items():
            yield from block.items
        case Table():
            yield block.caption
            yield from block.head
            for row in block.rows:
                yield from row
        case Picture():
            yield block.caption
        case Annex() | Sources():
            yield block.title


def keys_cited(blocks: Iterable[Block]) -> list[str]:
    """The keys of the sources cited, each once, in the order of reading."""
    return list(
        dict.fromkeys(
            key for block in blocks for text in lines_of(block) for run in text for key in run.cites
        )
    )


def open_in(blocks: Iterable[Block]) -> int:
    """How many places are left to fill in."""
    return sum(run.text.count(OPEN) for block in blocks for text in lines_of(block) for run in text)


def withheld_in(blocks: Iterable[Block]) -> int:
    """How many places show [withheld]."""
    return sum(run.withheld for block in blocks for text in lines_of(block) for run in text)
