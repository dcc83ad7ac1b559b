"""A document as PDF, tagged for assistive technology (PDF/UA-1), set by typst with the fonts that come along."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from accede.reporting.blocks import Document, Table, TitlePage, plain
from accede.reporting.numbering import numbered
from accede.reporting.plain_values import to_plain

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
TEMPLATE = HERE / "document.typ"

ATTEMPTS = 8
UNREADABLE = "\ufffd"
# What typst says of a text that would be an empty box in the file, which the standard forbids.
_UNWRITTEN = re.compile(r'the text `"(.+?)"` could not be displayed')


class UnprintableError(ValueError):
    """The typesetter refused a document: what it says stands in the message."""


def render(document: Document) -> bytes:
    """Raises UnprintableError. A sign that no font writes, ours or the computer's, is shown as unreadable (U+FFFD)."""
    return set_from(TEMPLATE.name, _values(document))


def set_from(template: str, told: dict[str, Any]) -> bytes:
    """The values, set by one of the templates beside this file. Raises UnprintableError."""
    values = json.dumps(told, ensure_ascii=False)
    compiler = _compiler(template, with_system_fonts=not _is_carried(values))
    for attempt in range(ATTEMPTS):
        try:
            printed = compiler.compile(
                format="pdf", sys_inputs={"data": values}, pdf_standards=["1.7", "ua-1"], timestamp=0
            )
        except typst.TypstError as error:
            unwritten = _UNWRITTEN.search(error.message)
            if unwritten is None or attempt == ATTEMPTS - 1:
                raise UnprintableError(f"The PDF could not be set: {error.message}") from error
            doubtful = values if attempt == ATTEMPTS - 2 else unwritten[1]
            signs = {each for each in doubtful if not _is_carried(each)}
            values = "".join(UNREADABLE if each in signs else each for each in values)
        else:
            assert isinstance(printed, bytes)  # noqa: S101 -- a list comes of pictures only
            return printed
    raise AssertionError  # the last attempt returns or raises


def _values(document: Document) -> dict[str, Any]:
    values = to_plain(document)
    front = next((block for block in document.blocks if isinstance(block, TitlePage)), None)
    symbol = plain(front.symbol) if front else ""
    values |= {
        "wide": document.wide,
        "signed": document.is_signed,
        "head": document.words.get("head", ""),
        "running": symbol or ("" if document.wide or len(document.parts) > 1 else document.title),
        "job-line": plain(front.job_line) if front else "",
    }
    values["cited"] = [
        {"number": str(number), "text": each.text, "url": each.url, "latin": each.is_latin}
        for number, each in enumerate(document.cited, 1)
    ]
    numbers = {each.key: str(number) for number, each in enumerate(document.cited, 1)}
    for part, plain_part in zip(document.parts, values["parts"], strict=True):
        plain_part["blocks"] = [
            {"block": block | {}, "label": each.label, "items": list(each.items)}
            for each, block in zip(numbered(part), plain_part["blocks"], strict=True)
        ]
        for each in plain_part["blocks"]:
            _number_runs(each["block"], numbers)
        for block, told in zip(part.blocks, plain_part["blocks"], strict=True):
            if isinstance(block, Table):
                told["block"] |= {"figures": list(block.figures), "short": block.is_short}
    return values


def _number_runs(value: Any, numbers: dict[str, str]) -> None:
    """Put the numbers of its sources beside every run."""
    if isinstance(value, dict):
        if "cites" in value:
            value["numbers"] = [numbers[key] for key in value["cites"] if key in numbers]
        for each in value.values():
            _number_runs(each, numbers)
    elif isinstance(value, list):
        for each in value:
            _number_runs(each, numbers)


@lru_cache(maxsize=4)
def _compiler(template: str, *, with_system_fonts: bool) -> typst.Compiler:
    """Kept, since reading the fonts takes longer than setting a page."""
    fonts = typst.Fonts(
        include_system_fonts=with_system_fonts, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(HERE / template, root=HERE, font_paths=fonts)


def _is_carried(text: str) -> bool:
    """Whether our own fonts write all of the text."""
    return all(ord(each) in _coverage() for each in set(text))


@lru_cache(maxsize=1)
def _coverage() -> frozenset[int]:
    """The characters of our fonts; the tool that cut them wrote them down, as ranges."""
    told = json.loads((FONTS / "coverage.json").read_text(encoding="utf-8"))
    return frozenset(code for first, last in told for code in range(first, last + 1))
