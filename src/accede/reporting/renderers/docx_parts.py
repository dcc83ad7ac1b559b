"""The parts of a DOCX that python-docx has no word for: numbering, fields, direction, borders, bookmarks."""

import re

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

Cell = _Cell

# As Word names the languages, of which one is that of the letters written from right to left, one of the Chinese ones.
BCP47 = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}
LATIN, CHINESE, ARABIC = "Times New Roman", "SimSun", "Times New Roman"
INDENT = Twips(1134)  # of the text of a United Nations paper, on both sides
STEP = Twips(567)  # between a number and its text
INK = RGBColor(0, 0, 0)
ARABIC_LARGER = 2  # points: Arabic letters are small for their size, and the papers set them so

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Stretches of one direction: signs without one of their own go with what stands before them.
_STRETCH = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc][^A-Za-z\u00c0-\u024f\u0400-\u04ff]*|[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"
)


def element(name: str, /, **attributes: str) -> BaseOxmlElement:
    """`element("w:rtl")`; attributes are in Word's namespace."""
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


# ---------------------------------------------------------------- styles and the page
def set_up_styles(word: Word, language: str, *, wide: bool, signed: bool = False) -> None:
    styles = word.styles
    fonts = element("w:rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=CHINESE, cs=ARABIC)
    spoken = element(
        "w:lang", val=BCP47[language] if language != "ar" else "en-GB", eastAsia="zh-CN", bidi="ar-SA"
    )
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for each in list(defaults):
        defaults.remove(each)
    defaults.extend([fonts, spoken])
    indent = Twips(0) if wide else INDENT
    _style(word, "Normal", size=10, after=0)
    _style(
        word,
        "Body Text",
        size=9.5 if wide else 11.5 if signed else 10,
        after=3 if wide else 14 if signed else 6,
        indent=indent,
    )
    _style(word, "Numbered Paragraph", after=6, indent=indent)
    _style(word, "List Item", size=9.5 if wide else 10, after=2 if wide else 4, indent=indent)
    _style(word, "Title", size=17, bold=True, before=14, after=6, indent=indent)
    _style(word, "Submitted By", bold=True, after=14, indent=indent)
    _style(
        word,
        "Heading 1",
        size=11 if wide else 14,
        bold=True,
        before=8 if wide else 18,
        after=4 if wide else 10,
        hanging=indent,
        numbers_end=language != "ar",
    )
    _style(
        word,
        "Heading 2",
        size=10 if wide else 12,
        bold=True,
        before=12,
        after=6,
        hanging=indent,
        numbers_end=language != "ar",
    )
    _style(
        word,
        "Heading 3",
        size=10,
        bold=True,
        before=10,
        after=6,
        hanging=indent,
        numbers_end=language != "ar",
    )
    _style(word, "Caption", size=9, before=8, after=4)
    _style(word, "Picture", before=8, after=0)
    _style(word, "Table Head", size=8, italic=True, before=2, after=2)
    _style(word, "Table Text", size=9, before=2, after=2)
    _style(word, "Table Gap", size=6, after=4)
    _style(word, "Source", size=9, after=4)
    _style(word, "Front Head", size=16, bold=True)
    _style(word, "Front Symbol", size=12)
    _style(word, "Front Meeting", size=11, bold=True)
    _style(word, "Front Matter", size=10)
    if signed:
        styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        styles["Title"].paragraph_format.space_after = Pt(24)
    for name in ("Caption", "Table Head"):
        styles[name].paragraph_format.keep_with_next = True


def _style(
    word: Word,
    name: str,
    *,
    size: float = 10,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
    indent: Twips | int = 0,
    hanging: Twips | int = 0,
    numbers_end: bool = True,
) -> None:
    styles = word.styles
    known = {style.name for style in styles}
    style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    properties = style.element.get_or_add_rPr()
    for each in list(properties):
        properties.remove(each)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    style.font.color.rgb = INK
    style.font.cs_bold, style.font.cs_italic = bold, italic
    properties.insert_element_before(
        element("w:szCs", val=str(round((size + ARABIC_LARGER) * 2))),
        *(
            "w:highlight",
            "w:u",
            "w:effect",
            "w:bdr",
            "w:shd",
            "w:fitText",
            "w:vertAlign",
            "w:rtl",
            "w:cs",
            "w:lang",
        ),
    )
    if name != "Normal":
        style.base_style = styles["Normal"]
    own = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:contextualSpacing", "w:numPr"):
        for each in own.findall(qn(tag)):
            own.remove(each)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.1
    if hanging:
        form.left_indent, form.right_indent, form.first_line_indent = hanging, hanging, -hanging
        if numbers_end:
            form.tab_stops.add_tab_stop(Emu(hanging * 3 // 4), WD_TAB_ALIGNMENT.RIGHT)
        form.tab_stops.add_tab_stop(hanging, WD_TAB_ALIGNMENT.LEFT)
    elif indent:
        form.left_indent = form.right_indent = indent
    style.quick_style = True


def set_up_page(word: Word, *, running: str, job_line: str, mark: str, language: str, wide: bool) -> None:
    """A4; the symbol on every page but the first, the job line on the first, the page's number on each."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8 if wide else 2.6)
    section.different_first_page_header_footer = True
    rtl = language == "ar"
    for header, text in ((section.header, running), (section.first_page_header, "")):
        paragraph = header.paragraphs[0]
        shown = " · ".join(each for each in (text, mark) if each)
        if shown:
            add_text(paragraph, shown, bold=True, rtl=rtl)
        if rtl:
            right_to_left(paragraph)
    for footer, text in ((section.footer, ""), (section.first_page_footer, job_line)):
        paragraph = footer.paragraphs[0]
        paragraph.style = word.styles["Normal"]
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)
        if text:
            add_text(paragraph, text, rtl=rtl)
        paragraph.add_run().add_tab()
        _add_field(paragraph, "PAGE", "1")
        if rtl:
            right_to_left(paragraph)
    if rtl:
        section._sectPr.insert_element_before(element("w:bidi"), "w:rtlGutter", "w:docGrid")  # noqa: SLF001 -- no word for it


# ---------------------------------------------------------------- text
def right_to_left(paragraph: Paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 -- as above
    if properties.find(qn("w:bidi")) is None:
        properties.insert_element_before(
            element("w:bidi"),
            *(
                "w:adjustRightInd",
                "w:snapToGrid",
                "w:spacing",
                "w:ind",
                "w:contextualSpacing",
                "w:mirrorIndents",
            ),
            *("w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap"),
            *("w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
        )


def add_text(
    paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False, rtl: bool = False
) -> None:
    """The text in as many runs as it has directions. `rtl`: signs without one are of the paragraph's."""
    for stretch in _STRETCH.findall(text):
        run = paragraph.add_run(stretch)
        if bold:
            run.bold = run.font.cs_bold = True
        if italic:
            run.italic = run.font.cs_italic = True
        has_letters = any(each.isalpha() for each in stretch)
        if _RIGHT_TO_LEFT.search(stretch) or (rtl and not has_letters):
            run.font.rtl = True
        if rtl and not has_letters and (size := paragraph.style and paragraph.style.font.size):
            run.font.size = Pt(size.pt + ARABIC_LARGER)  # a figure that some readers take for Latin


def add_reference(paragraph: Paragraph, anchor: str, shown: str, *, rtl: bool = False) -> None:
    """A raised number that leads to the source of that number."""
    link = element("w:hyperlink", anchor=anchor)
    run = paragraph.add_run(shown)
    run.font.superscript = True
    if rtl:
        run.font.rtl = True  # of the script of the word before it: it does not go to the next line alone
    link.append(run._r)  # noqa: SLF001 -- python-docx has no word for moving a run
    paragraph._p.append(link)  # noqa: SLF001


def add_link(paragraph: Paragraph, url: str) -> None:
    target = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(url)
    run.font.color.rgb = RGBColor(0x1F, 0x5C, 0x99)
    link.append(run._r)  # noqa: SLF001 -- as above
    paragraph._p.append(link)  # noqa: SLF001


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    paragraph._p.append(element("w:bookmarkStart", id=str(number), name=name))  # noqa: SLF001 -- as above
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))  # noqa: SLF001


def add_sequence(paragraph: Paragraph, name: str, counted: str) -> None:
    """A number that Word counts: Table 1, Table 2. `counted` stands in it for readers that do not count."""
    _add_field(paragraph, f"SEQ {name} \\* ARABIC", counted)


def _add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    run = paragraph.add_run()
    told = OxmlElement("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {code} "
    for each in (
        element("w:fldChar", fldCharType="begin"),
        told,
        element("w:fldChar", fldCharType="separate"),
    ):
        run._r.append(each)  # noqa: SLF001 -- as above
    run.add_text(shown)
    run._r.append(element("w:fldChar", fldCharType="end"))  # noqa: SLF001


# ---------------------------------------------------------------- numbering
class Lists:
    """Word's own numbering: a definition for each kind, counted anew for each list."""

    def __init__(self, word: Word) -> None:
        self.root = word.part.numbering_part.element
        self.made: dict[tuple[str, str], int] = {}

    def start(self, kind: str, written: str, language: str) -> int:
        """The number of a new list that counts from the beginning."""
        if kind == "letters":
            kind = "arabicAlpha" if language == "ar" else "lowerLetter"
        definition = self.made.get((kind, written)) or self._define(kind, written)
        number = len(self.root.findall(qn("w:num"))) + 1
        made = element("w:num", numId=str(number))
        made.append(element("w:abstractNumId", val=str(definition)))
        if kind != "bullet":
            anew = element("w:lvlOverride", ilvl="0")
            anew.append(element("w:startOverride", val="1"))
            made.append(anew)
        self.root.append(made)
        return number

    def _define(self, kind: str, written: str) -> int:
        definition = 100 + len(self.made)
        self.made[kind, written] = definition
        made = element("w:abstractNum", abstractNumId=str(definition))
        made.append(element("w:multiLevelType", val="singleLevel"))
        level = element("w:lvl", ilvl="0")
        level.append(element("w:start", val="1"))
        level.append(element("w:numFmt", val=kind))
        level.append(element("w:suff", val="tab"))
        level.append(element("w:lvlText", val=written))
        level.append(element("w:lvlJc", val="left"))
        made.append(level)
        first = self.root.find(qn("w:num"))  # definitions stand before the lists
        if first is None:
            self.root.append(made)
        else:
            first.addprevious(made)
        return definition


def number(paragraph: Paragraph, of: int) -> None:
    """The paragraph counts in that list; its number stands at the paragraph's own indent."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 -- as above
    own = properties.get_or_add_numPr()
    own.get_or_add_ilvl().val = 0
    own.get_or_add_numId().val = of
    style = paragraph.style
    name, form = (style.name if style is not None else ""), paragraph.paragraph_format
    indent = style.paragraph_format.left_indent if isinstance(style, ParagraphStyle) else None
    left = int(indent or 0)
    if name == "Numbered Paragraph":
        form.first_line_indent = Emu(0)
        form.tab_stops.add_tab_stop(Emu(left + STEP))
        return
    hangs_at = Emu(left + STEP * (2 if name == "List Item" else 1))
    form.left_indent, form.first_line_indent = hangs_at, Emu(-STEP)
    form.tab_stops.add_tab_stop(hangs_at)


# ---------------------------------------------------------------- tables and pictures
def describe_picture(paragraph: Paragraph, alt: str) -> None:
    for each in paragraph._p.iter(qn("wp:docPr")):  # noqa: SLF001 -- as above
        each.set("descr", alt)
        each.set("title", "")
