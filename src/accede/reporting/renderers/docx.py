"""A document as DOCX: real styles, Word's own numbering and fields, right to left where the language asks for it."""

import io
import re
from functools import lru_cache
from pathlib import Path

import docx
import resvg_py
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from accede.reporting import blocks
from accede.reporting.blocks import Document, Line, Run, TitlePage, line, plain
from accede.reporting.numbering import Numbered, numbered
from accede.reporting.renderers import docx_parts as parts
from accede.reporting.renderers import docx_tables

FONTS = Path(__file__).parent / "fonts"
_BEFORE_SIGN = re.compile(" (?=[:;?!%»])")  # where French has a space, no line ends
ROOM_TO_SIGN = ("signature", "sender")
_CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
WIDEST = 17  # centimetres
PICTURE_WIDTH = 1400  # pixels of the widest: some 210 dots an inch on the page


def render(document: Document) -> bytes:
    word = docx.Document()
    _Writer(word, document).write()
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


class _Writer:
    """Puts one document into one file."""

    def __init__(self, word: Word, document: Document) -> None:
        self.word, self.document = word, document
        self.wide = document.wide
        self.language = document.language
        self.number_of = {cited.key: number for number, cited in enumerate(document.cited, 1)}
        self.lists = parts.Lists(word)
        self.breaks = False  # whether the next paragraph begins a page

    def write(self) -> None:
        front = next((block for block in self.document.blocks if isinstance(block, TitlePage)), None)
        parts.set_up_styles(self.word, self.language, wide=self.wide, signed=self.document.is_signed)
        parts.set_up_page(
            self.word,
            running=plain(front.symbol) if front else "",
            job_line=plain(front.job_line) if front else "",
            mark=self.document.words["draft"] if self.document.draft else "",
            language=self.language,
            wide=self.wide,
        )
        self.word.core_properties.title = self.document.title[:255]
        self.word.core_properties.author = ""
        self.word.core_properties.comments = ""
        self.word.core_properties.language = parts.BCP47[self.language]
        for place, part in enumerate(self.document.parts):
            self.language, self.breaks = part.language, place > 0
            self.decimal = self.lists.start("decimal", "%1.", part.language)
            for each in numbered(part):
                self._block(each)

    # ------------------------------------------------------------ blocks
    def _block(self, each: Numbered) -> None:  # noqa: C901, PLR0912 -- a case for each kind of block
        match each.block:
            case TitlePage() as block:
                self._title_page(block)
            case blocks.Heading() as block:
                self._heading(block.text, each.label, block.level)
            case blocks.Paragraph() as block:
                style = "Numbered Paragraph" if block.numbered else "Body Text"
                paragraph = self._paragraph(block.text, style)
                if block.numbered:
                    parts.number(paragraph, self.decimal)
                if block.key in ROOM_TO_SIGN and self.document.is_signed:
                    paragraph.paragraph_format.space_before = Pt(40)
                if block.align:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if block.align == "center" else self._end
            case blocks.Items() as block:
                kind = ("letters", "(%1)") if block.lettered else ("bullet", "•")
                number = self.lists.start(*kind, self.language)
                for item in block.items:
                    parts.number(self._paragraph(item, "List Item"), number)
            case blocks.Table() as block:
                self._table(block, each.label)
            case blocks.Picture() as block:
                self._picture(block, each.label)
            case blocks.Annex() as block:
                self._annex(block.title, each.label)
            case blocks.Sources() as block:
                if self.wide:
                    self._heading(block.title, "", 1)
                else:
                    self._annex(block.title, each.label)
                self._sources()

    @property
    def _end(self) -> WD_ALIGN_PARAGRAPH:
        """Where lines end: Word turns left and right in a paragraph that runs from right to left."""
        return WD_ALIGN_PARAGRAPH.LEFT if self.language == "ar" else WD_ALIGN_PARAGRAPH.RIGHT

    def _title_page(self, block: TitlePage) -> None:
        if not block.meeting and not block.symbol:
            self._paragraph(block.title, "Title")
            if block.place_and_dates:
                self._paragraph(block.place_and_dates, "Front Matter")
            if block.submitted_by:
                self._paragraph(block.submitted_by, "Submitted By")
            return
        (head, symbol), (left, right) = self._front()
        self._fill(head, line(Run(self.document.words["head"])), "Front Head")
        self._fill(symbol, block.symbol, "Front Symbol")
        rows = [
            (block.meeting, "Front Meeting"),
            (block.place_and_dates, "Front Matter"),
            (block.agenda_item, "Front Matter"),
            (block.agenda_title, "Front Meeting"),
        ]
        self._fill_all(left, [row for row in rows if row[0]])
        self._fill_all(right, [((run,), "Front Matter") for run in block.distribution])
        self._paragraph(block.title, "Title")
        if block.submitted_by:
            self._paragraph(block.submitted_by, "Submitted By")

    def _heading(self, text: Line, label: str, level: int) -> None:
        paragraph = self._paragraph((), f"Heading {min(level, 3)}")
        if label:
            if not self.wide and self.language != "ar":  # the number ends shortly before its text
                paragraph.add_run().add_tab()
            parts.add_text(paragraph, label, rtl=self.language == "ar")
            paragraph.add_run().add_tab()
        self._runs(paragraph, text)

    def _annex(self, title: Line, label: str) -> None:
        self.breaks = True
        paragraph = self._paragraph((), "Heading 1")
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.first_line_indent = Pt(0)
        parts.add_text(paragraph, f"{self.document.words['annex']} {label}", rtl=self.language == "ar")
        paragraph.add_run().add_break()
        self._runs(paragraph, title)

    def _table(self, block: blocks.Table, label: str) -> None:
        caption = self._paragraph((), "Caption")
        parts.add_text(caption, f"{self.document.words['table']} ", rtl=self.language == "ar")
        parts.add_sequence(caption, "Table", label)
        caption.add_run().add_break()
        self._runs(caption, tuple(Run(run.text, bold=True, cites=run.cites) for run in block.caption))
        table = self.word.add_table(rows=1 + len(block.rows), cols=len(block.head))
        docx_tables.dress_table(
            table, rtl=self.language == "ar", widths=block.widths or (1,) * len(block.head)
        )
        cells = docx_tables.cells_of(table)  # python-docx looks each one up anew
        figures = block.figures
        for cell, text in zip(cells[0], block.head, strict=True):
            self._fill(cell, text, "Table Head")
        for own, row in zip(cells[1:], block.rows, strict=True):
            for cell, text in zip(own, row, strict=True):
                self._fill(cell, text, "Table Text")
        for row_number, own in enumerate(cells):
            for cell, is_figure in zip(own, figures, strict=True):
                if is_figure:
                    cell.paragraphs[0].alignment = self._end
                if block.is_short and row_number < len(block.rows):
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
        self.word.add_paragraph(style="Table Gap")

    def _picture(self, block: blocks.Picture, label: str) -> None:
        paragraph = self._paragraph((), "Picture")
        width = block.width or WIDEST
        pixels = round(PICTURE_WIDTH * width / WIDEST)
        paragraph.add_run().add_picture(io.BytesIO(_png(block.svg, pixels)), width=Cm(width))
        parts.describe_picture(paragraph, block.alt)
        if block.width:
            return
        paragraph.paragraph_format.keep_with_next = True
        caption = self._paragraph((), "Caption")
        caption.paragraph_format.keep_with_next = False
        parts.add_text(caption, f"{self.document.words['figure']} ", rtl=self.language == "ar")
        parts.add_sequence(caption, "Figure", label)
        self._runs(caption, line(". ", block.caption))

    def _sources(self) -> None:
        number = self.lists.start("decimal", "%1.", self.language)
        for place, cited in enumerate(self.document.cited, 1):
            spoken, self.language = self.language, "en" if cited.is_latin else self.language
            paragraph = self._paragraph((), "Source")
            parts.number(paragraph, number)
            parts.bookmark(paragraph, f"source_{place}", place)
            self._runs(paragraph, line(cited.text))
            if cited.url:
                paragraph.add_run().add_break()
                parts.add_link(paragraph, cited.url)
            self.language = spoken

    # ------------------------------------------------------------ lines
    def _paragraph(self, text: Line, style: str) -> WordParagraph:
        paragraph = self.word.add_paragraph(style=style)
        self._prepare(paragraph)
        self._runs(paragraph, text)
        return paragraph

    def _prepare(self, paragraph: WordParagraph) -> None:
        if self.breaks:
            paragraph.paragraph_format.page_break_before, self.breaks = True, False
        if self.language == "ar":
            parts.right_to_left(paragraph)

    def _runs(self, paragraph: WordParagraph, text: Line) -> None:
        for run in text:
            told = _BEFORE_SIGN.sub("\u00a0", run.text) if self.language == "fr" else run.text
            parts.add_text(paragraph, told, bold=run.bold, italic=run.italic, rtl=self.language == "ar")
            numbers = [self.number_of[key] for key in run.cites if key in self.number_of]
            # So that it is not read as a part of the figure before it, nor in Arabic put on its other side.
            apart = "\u200f" if self.language == "ar" else "\u00a0" * run.text[-1:].isdigit()
            for place, number in enumerate(numbers):
                shown = f"{',' if place else apart}{number}"
                parts.add_reference(paragraph, f"source_{number}", shown, rtl=self.language == "ar")

    def _fill(self, cell: docx_tables.Cell, text: Line, style: str) -> None:
        self._fill_all(cell, [(text, style)])

    def _fill_all(self, cell: docx_tables.Cell, rows: list[tuple[Line, str]]) -> None:
        paragraph: WordParagraph = cell.paragraphs[0]
        for place, (text, style) in enumerate(rows):
            if place:
                paragraph = cell.add_paragraph()
            paragraph.style = self.word.styles[style]
            self._prepare(paragraph)
            self._runs(paragraph, text)

    def _front(self) -> list[list[docx_tables.Cell]]:
        table = self.word.add_table(rows=2, cols=2)
        docx_tables.dress_front(table, rtl=self.language == "ar")
        return docx_tables.cells_of(table)


@lru_cache(maxsize=16)
def _png(svg: str, width: int) -> bytes:
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=_fonts_for(svg))
    )


def _fonts_for(svg: str) -> list[str]:
    """Reading the Chinese fonts takes longer than drawing: only where there is something to write with them."""
    if "<text" not in svg:
        return []
    names = ["text-regular.ttf", "text-bold.ttf", "arabic-regular.ttf", "arabic-bold.ttf"]
    if _CHINESE.search(svg):
        names += ["chinese-regular.otf", "chinese-bold.otf"]
    return [str(FONTS / name) for name in names]
