"""Numbers of headings, paragraphs, tables and annexes, in the signs that the papers of each language use."""

from collections.abc import Iterator
from dataclasses import dataclass

from accede.reporting.blocks import Annex, Block, Heading, Items, Paragraph, Part, Picture, Sources, Table

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ARABIC_ORDINALS = (
    "أولاً", "ثانياً", "ثالثاً", "رابعاً", "خامساً", "سادساً", "سابعاً", "ثامناً", "تاسعاً", "عاشراً",
)  # fmt: skip
_ARABIC_LETTERS = ("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء")
_ARABIC_ITEMS = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ARABIC_ANNEXES = ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن")
_CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A block with its number, as it is written before it; for a list, the numbers of its items."""

    block: Block
    label: str = ""
    items: tuple[str, ...] = ()


def numbered(part: Part) -> Iterator[Numbered]:
    """The blocks of a part with their numbers. Paragraphs are counted throughout, sub-headings under their heading."""
    language = part.language
    first = second = paragraph = table = picture = annex = 0
    for block in part.blocks:
        match block:
            case Heading(level=1, numbered=True):
                first, second = first + 1, 0
                yield Numbered(block, _first(first, language))
            case Heading(level=2, numbered=True):
                second += 1
                yield Numbered(block, _second(second, language))
            case Paragraph(numbered=True):
                paragraph += 1
                yield Numbered(block, f"{paragraph}.")
            case Items(lettered=True):
                labels = tuple(_item(place, language) for place in range(len(block.items)))
                yield Numbered(block, items=labels)
            case Items():
                yield Numbered(block, items=("•",) * len(block.items))
            case Table():
                table += 1
                yield Numbered(block, str(table))
            case Picture(width=0):
                picture += 1
                yield Numbered(block, str(picture))
            case Annex() | Sources():
                annex += 1
                yield Numbered(block, _annex(annex, language))
            case _:
                yield Numbered(block)


def roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        while number >= value:
            written, number = written + sign, number - value
    return written


def letter(place: int) -> str:
    """a, b ... z, aa, ab: the place is counted from 0."""
    written = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        written = chr(ord("a") + rest) + written
    return written


def _first(number: int, language: str) -> str:
    if language == "ar" and number <= len(_ARABIC_ORDINALS):
        return f"{_ARABIC_ORDINALS[number - 1]} -"
    if language == "zh" and number <= len(_CHINESE):
        return f"{_CHINESE[number - 1]}、"
    return f"{roman(number)}."


def _second(number: int, language: str) -> str:
    if language == "ar" and number <= len(_ARABIC_LETTERS):
        return f"{_ARABIC_LETTERS[number - 1]} -"
    return f"{letter(number - 1).upper()}."


def _annex(number: int, language: str) -> str:
    if language == "ar" and number <= len(_ARABIC_ANNEXES):
        return _ARABIC_ANNEXES[number - 1]
    if language == "zh" and number <= len(_CHINESE):
        return _CHINESE[number - 1]
    return roman(number)


def _item(place: int, language: str) -> str:
    if language == "ar" and place < len(_ARABIC_ITEMS):
        return f"({_ARABIC_ITEMS[place]})"
    return f"({letter(place)})"
