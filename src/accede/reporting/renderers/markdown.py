"""A document as Markdown (CommonMark with tables), which reads well as plain text too."""

import re

from accede.reporting import blocks
from accede.reporting.blocks import Document, Line, Run, TitlePage
from accede.reporting.numbering import Numbered, numbered

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$&!]")
# What would begin a list or a heading at the start of a line.
_BEGINNING = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|[-=])")


def render(document: Document) -> bytes:
    found = [text for part in document.parts for each in numbered(part) for text in _block(each, document)]
    if document.draft:
        found.insert(0, f"*{escape(document.words['draft'])}*")
    return ("\n\n".join(found) + "\n").encode()


def escape(text: str) -> str:
    """The text with whatever Markdown would read as markup made plain."""
    marked = _MARKUP.sub(lambda sign: f"\\{sign[0]}", text)
    return _BEGINNING.sub(
        lambda found: (
            f"{found[1]}\\{found[2]}"
            if not found[2][0].isdigit()
            else f"{found[1]}{found[2][:-1]}\\{found[2][-1]}"
        ),
        marked,
    )


def _block(each: Numbered, document: Document) -> list[str]:  # noqa: PLR0911 -- a case for each kind of block
    match each.block:
        case TitlePage() as block:
            front = [block.symbol, *((run,) for run in block.distribution), block.job_line]
            front += [block.meeting, block.place_and_dates, block.agenda_item, block.agenda_title]
            told = "  \n".join(_line(text, document) for text in front if text)
            submitted = _line(block.submitted_by, document)
            found = (told, f"# {_line(block.title, document)}", f"**{submitted}**" if submitted else "")
            return [text for text in found if text]
        case blocks.Heading() as block:
            return [
                f"{'#' * (block.level + 1)} {' '.join(filter(None, (escape(each.label), _line(block.text, document))))}"
            ]
        case blocks.Paragraph() as block:
            label = f"{escape(each.label)} " if each.label else ""
            return [label + _line(block.text, document)]
        case blocks.Items() as block:
            marks = ["-"] * len(each.items) if not block.lettered else [f"- {label}" for label in each.items]
            return [
                "\n".join(
                    f"{mark} {_line(text, document)}" for mark, text in zip(marks, block.items, strict=True)
                )
            ]
        case blocks.Table() as block:
            return [
                f"**{escape(document.words['table'])} {each.label}. {_line(block.caption, document)}**",
                _table(block, document),
            ]
        case blocks.Picture(width=0) as block:
            return [
                f"*{escape(document.words['figure'])} {each.label}. {_line(block.caption, document)}* {escape(block.alt)}"
            ]
        case blocks.Picture() as block:
            return [escape(block.alt)]
        case blocks.Annex() as block:
            return [f"## {escape(document.words['annex'])} {each.label}. {_line(block.title, document)}"]
        case blocks.Sources() as block:
            annex = "" if document.wide else f"{escape(document.words['annex'])} {each.label}. "
            head = f"## {annex}{_line(block.title, document)}"
            rows = [
                f"{number}. {escape(cited.text)}" + (f" <{_address(cited.url)}>" if cited.url else "")
                for number, cited in enumerate(document.cited, 1)
            ]
            return [head, "\n".join(rows)]


def _table(block: blocks.Table, document: Document) -> str:
    rows = [[_line(cell, document) for cell in row] for row in (block.head, *block.rows)]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(block.head), *lines[1:]])


def _line(text: Line, document: Document) -> str:
    return "".join(_run(run, document, first=place == 0) for place, run in enumerate(text)).strip()


def _run(run: Run, document: Document, *, first: bool) -> str:
    shown = escape(run.text) if first else _MARKUP.sub(lambda sign: f"\\{sign[0]}", run.text)
    numbers = [document.number_of(key) for key in run.cites]
    cited = "".join(f" \\[{number}\\]" for number in numbers if number)
    core = shown.strip()
    if core and (run.bold or run.italic):
        marks = ("**" if run.bold else "") + ("*" if run.italic else "")
        shown = shown.replace(core, f"{marks}{core}{marks[::-1]}", 1)
    return shown + cited


def _address(url: str) -> str:
    return url.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
