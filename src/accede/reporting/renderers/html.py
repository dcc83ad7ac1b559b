"""A document as HTML: as a part of a page of the desk, or as a file that brings its style sheet along."""

import base64
import hashlib
from html import escape
from pathlib import Path

from accede.languages import LANGUAGES
from accede.reporting import blocks
from accede.reporting.blocks import Document, Line, Run, TitlePage
from accede.reporting.numbering import Numbered, numbered

HERE = Path(__file__).parent


def render(document: Document) -> bytes:
    """A file that asks nobody for anything: its policy allows its own style sheet and its own pictures."""
    style = (HERE.parent / "static" / "accede" / "document.css").read_text(encoding="utf-8")
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; img-src data:"
    return (
        f'<!doctype html>\n<html lang="{_tag(document.language)}" dir="{_direction(document.language)}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<main>{body(document)}</main>\n</body>\n</html>\n"
    ).encode()


def body(document: Document) -> str:
    """The document itself, for a page that has `document.css`."""
    return "".join(
        f'<article class="paper" lang="{_tag(part.language)}" dir="{_direction(part.language)}">'
        + "".join(_block(each, document) for each in numbered(part))
        + "</article>\n"
        for part in document.parts
    )


def _block(each: Numbered, document: Document) -> str:  # noqa: C901, PLR0911 -- a case for each kind of block
    match each.block:
        case TitlePage() as block:
            return _title_page(block, document)
        case blocks.Heading() as block:
            level = block.level + 1
            label = f'<span class="paper__number">{escape(each.label)}</span> ' if each.label else ""
            return f"<h{level}>{label}{_line(block.text, document)}</h{level}>"
        case blocks.Paragraph() as block:
            named = f' id="{escape(block.key)}"' if block.key else ""
            look = f' class="paper__{block.align}"' if block.align else ""
            label = f'<span class="paper__number">{escape(each.label)}</span> ' if each.label else ""
            return f"<p{named}{look}>{label}{_line(block.text, document)}</p>"
        case blocks.Items() as block:
            if not block.lettered:
                return "<ul>" + "".join(f"<li>{_line(text, document)}</li>" for text in block.items) + "</ul>"
            rows = zip(each.items, block.items, strict=True)
            items = "".join(
                f'<li><span class="paper__number">{escape(label)}</span> {_line(text, document)}</li>'
                for label, text in rows
            )
            return f'<ol class="paper__lettered">{items}</ol>'
        case blocks.Table() as block:
            return _table(block, each.label, document)
        case blocks.Picture() as block:
            data = base64.b64encode(block.svg.encode()).decode()
            if block.width:
                return (
                    f'<p><img src="data:image/svg+xml;base64,{data}" alt="{escape(block.alt)}"'
                    f' width="{block.width * 38}"></p>'
                )
            caption = f"{escape(document.words['figure'])} {each.label}. {_line(block.caption, document)}"
            return (
                f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape(block.alt)}">'
                f"<figcaption>{caption}</figcaption></figure>"
            )
        case blocks.Annex() as block:
            return _annex(block.title, each.label, document)
        case blocks.Sources() as block:
            title = f"<h2>{_line(block.title, document)}</h2>"
            head = title if document.wide else _annex(block.title, each.label, document)
            return head + _sources(document)


def _title_page(block: TitlePage, document: Document) -> str:
    rows = [
        ("meeting", block.meeting),
        ("place", block.place_and_dates),
        ("item", block.agenda_item),
        ("item-title", block.agenda_title),
    ]
    own = "".join(f'<p class="paper__{name}">{_line(text, document)}</p>' for name, text in rows if text)
    side = "".join(f"<p>{_line((run,), document)}</p>" for run in block.distribution)
    symbol = f'<p class="paper__symbol">{_line(block.symbol, document)}</p>' if block.symbol else ""
    job = f"<p>{_line(block.job_line, document)}</p>" if block.job_line else ""
    head = f'<div class="paper__front"><div>{own}</div><div>{symbol}{side}{job}</div></div>'
    submitted = (
        f'<p class="paper__submitted">{_line(block.submitted_by, document)}</p>' if block.submitted_by else ""
    )
    title = f"<h1>{_line(block.title, document)}</h1>"
    if not block.meeting and not block.symbol:
        return f"{title}{own}{submitted}"
    return f"{head}{title}{submitted}"


def _annex(title: Line, label: str, document: Document) -> str:
    return (
        f'<h2 class="paper__annex">{escape(document.words["annex"])} {escape(label)}<br>'
        f"{_line(title, document)}</h2>"
    )


def _table(block: blocks.Table, label: str, document: Document) -> str:
    head = "".join(f'<th scope="col">{_line(cell, document)}</th>' for cell in block.head)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{_line(cell, document)}</th>'
            if place == 0
            else f"<td>{_line(cell, document)}</td>"
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in block.rows
    )
    caption = f"{escape(document.words['table'])} {label}. {_line(block.caption, document)}"
    named = f"table-{label}"
    return (
        f'<div class="paper__table" role="region" tabindex="0" aria-labelledby="{named}">'
        f'<table><caption id="{named}">{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _sources(document: Document) -> str:
    rows = []
    for number, cited in enumerate(document.cited, 1):
        link = ""
        if cited.url:
            link = f' <a href="{escape(cited.url)}" rel="noreferrer">{escape(cited.url)}</a>'
        rows.append(f'<li id="source-{number}" dir="auto">{escape(cited.text)}{link}</li>')
    return f'<ol class="paper__sources">{"".join(rows)}</ol>'


def _line(text: Line, document: Document) -> str:
    return "".join(_run(run, document) for run in text)


def _run(run: Run, document: Document) -> str:
    shown = escape(run.text)
    if run.bold:
        shown = f"<strong>{shown}</strong>"
    if run.italic:
        shown = f"<em>{shown}</em>"
    if run.withheld:
        shown = f'<span class="paper__withheld">{shown}</span>'
    numbers = [
        (number, document.cited[number - 1].text) for key in run.cites if (number := document.number_of(key))
    ]
    if not numbers:
        return shown
    told = "; ".join(text for _number, text in numbers)
    links = ",".join(f'<a href="#source-{number}">{number}</a>' for number, _text in numbers)
    return f'<span title="{escape(told)}">{shown}</span><sup class="paper__cites">{links}</sup>'


def _tag(language: str) -> str:
    return LANGUAGES[language].bcp47 if language in LANGUAGES else language


def _direction(language: str) -> str:
    return "rtl" if language == "ar" else "ltr"
