import io
import re
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from django.contrib.staticfiles import finders
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reporting import papers

from accede.reporting import plain_values
from accede.reporting.blocks import Document, Paragraph, Part, Run, clean, line, plain
from accede.reporting.numbering import letter, numbered, roman
from accede.reporting.renderers import FORMS, render

LANGUAGES = ["en", "ar", "zh", "ru"]
# Whatever Markdown, HTML, XML or typst might take for markup, control characters, and letters of all directions.
ANY_TEXT = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("#*_`$<>&\"'\\[](){}|~@=+-/!%\x00\x07\x0b\x1f\x7f\u202e\u2066\ufffe\r\n\té中ا"),
    ),
    min_size=1,
    max_size=60,
)
SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Reader(HTMLParser):
    """Collects text and the names of the tags."""

    def __init__(self, content):
        super().__init__()
        self.text, self.tags = "", set()
        self.feed(content.decode())

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.tags |= {name for name, _value in attrs if name.startswith("on") or name == "style"}


def small(text):
    return Document("note", text, "en", (Part("en", (Paragraph(text=line(text)),)),), (), papers.WORDS["en"])


def bare(text):
    """Letters and figures only: how a reader breaks lines and joins marks does not matter."""
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_rendered_in_every_script(language, form):
    assert len(render(papers.paper(language), form)) > 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_is_tagged_titled_and_reads_in_the_right_order(language):
    content = render(papers.paper(language), "pdf")
    read = papers.pdf(content)
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.metadata.title == papers.TEXTS[language]
    assert read.trailer["/Root"]["/Lang"].startswith(language)
    assert bare(papers.TEXTS[language]) in bare(papers.pdf_text(content))
    assert b"pdfuaid" in read.trailer["/Root"]["/Metadata"].get_data()


def test_a_long_address_in_arabic_ends_with_its_last_stroke_where_it_wraps():
    address = f"https://treaties.example.org/ar/answer/{'W5E-U8oP2x' * 5}/"
    body = Part("ar", (Paragraph(text=line(Run(address, bold=True))),))
    told = papers.pdf_text(render(Document("note", "رابط", "ar", (body,), (), papers.WORDS["ar"]), "pdf"))
    assert address in "".join(told.split())


def test_pdf_carries_the_fonts_that_it_needs():
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in papers.pdf(render(papers.paper("zh"), "pdf")).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert any("AccedeDocumentChinese" in name for name in fonts)
    assert all("AccedeDocument" in name for name in fonts)


def test_pdf_has_an_outline_and_alternative_text():
    read = papers.pdf(render(papers.paper("en"), "pdf"))
    assert len(read.outline) >= 1
    assert _has_alt(read)


def _has_alt(read):
    waiting = [read.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, dict):
            if node.get("/Alt") == papers.TEXTS["en"]:
                return True
            waiting.append(node.get("/K"))
        elif isinstance(node, list):
            waiting.extend(node)
    return False


def test_docx_has_styles_numbering_fields_and_headings():
    content = render(papers.paper("en"), "docx")
    word = docx.Document(io.BytesIO(content))
    styles = [paragraph.style.name for paragraph in word.paragraphs]
    assert styles.count("Numbered Paragraph") == 2
    assert {"Title", "Heading 1", "Heading 2", "Caption"} <= set(styles)
    body = papers.part_of(content, "word/document.xml")
    assert "SEQ Table" in body
    assert "SEQ Figure" in body
    assert body.count('descr="South Sudan acceded') == 1
    numbered_paragraph = next(each for each in word.paragraphs if each.style.name == "Numbered Paragraph")
    assert numbered_paragraph._p.pPr.numPr is not None  # noqa: SLF001 -- where Word keeps it
    assert "<w:tblHeader/>" in body
    assert word.core_properties.title == papers.TEXTS["en"]


def test_docx_in_arabic_runs_from_right_to_left():
    content = render(papers.paper("ar"), "docx")
    body = papers.part_of(content, "word/document.xml")
    word = docx.Document(io.BytesIO(content))
    # A source that is named in Latin script stands from left to right.
    told = [each for each in word.paragraphs if each.text.strip() and each.style.name != "Source"]
    assert all(paragraph._p.pPr.find(".//{*}bidi") is not None for paragraph in told)  # noqa: SLF001 -- as above
    assert "<w:bidiVisual/>" in body
    runs = [run for paragraph in told for run in paragraph.runs if "السودان" in run.text]
    assert runs
    assert all(run.font.rtl for run in runs)
    assert not any(run.font.rtl for paragraph in told for run in paragraph.runs if "MSP" in run.text)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_docx_opens_in_libreoffice_with_its_text_in_order(language):
    printed = papers.in_libreoffice(render(papers.paper(language), "docx"))
    told = bare(papers.pdf_text(printed))
    # LibreOffice writes the two letters of a ligature the other way round into its PDF.
    assert bare(papers.TEXTS[language]).replace("الاتفاقية", "االتفاقية") in told
    assert ("Table1" if language == "en" else "الجدول1") in told


@pytest.mark.parametrize("form", ["docx", "pdf", "md"])
def test_a_draft_says_so(form):
    final, draft = (render(papers.paper("en", draft=draft), form) for draft in (False, True))
    if form == "pdf":
        final, draft = (papers.pdf_text(each).encode() for each in (final, draft))
    if form == "docx":
        final, draft = (papers.part_of(each, "word/header1.xml").encode() for each in (final, draft))
    assert b"Draft" in draft
    assert b"Draft" not in final


def test_html_asks_nobody_for_anything_and_holds_its_own_policy():
    content = render(papers.paper("en"), "html").decode()
    assert "default-src &#x27;none&#x27;" in content
    assert not re.search(r'(?:src|href)="(?!data:|#|https://treaties\.un\.org/")', content)
    assert ' style="' not in content
    assert "<script" not in content


def test_html_shows_sources_on_hover_and_links_to_them():
    content = render(papers.paper("en"), "html").decode()
    assert 'title="United Nations, Treaty Collection; ISU"' in content
    assert '<li id="source-1" dir="auto">' in content
    assert '<a href="#source-1">1</a>' in content


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_html_runs_in_the_direction_of_its_language(language, direction):
    assert f'<html lang="{language}" dir="{direction}">' in render(papers.paper(language), "html").decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_name_of_300_characters_and_control_characters_are_no_harm(form):
    name = "Name\x00\x0b" + "x" * 296
    content = render(papers.paper("en", name), form)
    if form == "docx":
        assert "x" * 296 in docx.Document(io.BytesIO(content)).paragraphs[0].text
    elif form == "pdf":
        assert "x" * 40 in papers.pdf_text(content)
    else:
        assert b"x" * 296 in content


@SOME
@given(ANY_TEXT)
def test_any_text_is_text_in_html(text):
    content = render(small(text), "html")
    read = Reader(content)
    assert clean(text).strip() in read.text
    assert read.tags <= {"html", "head", "meta", "title", "style", "body", "main", "article", "p"}


@SOME
@given(ANY_TEXT)
def test_any_text_is_text_in_a_docx(text):
    word = docx.Document(io.BytesIO(render(small(text), "docx")))
    assert "".join(paragraph.text for paragraph in word.paragraphs) == clean(text)


@SOME
@given(ANY_TEXT)
def test_any_text_is_set_in_a_pdf(text):
    """A sign that no font has is shown as unreadable; nothing else changes."""
    told = papers.pdf(render(small(text), "pdf")).metadata.title or ""
    pairs = zip(told.strip(), clean(text).strip(), strict=True)
    assert all(shown in (sign, "\ufffd") for shown, sign in pairs)


@SOME
@given(st.text("#*_`$<>[]()|~+-=\\!12. ab", min_size=1, max_size=40))
def test_any_text_is_text_in_markdown(text):
    """A backslash stands before every sign that could be markup; taken off, the text is as it was."""
    told = render(small(text), "md").decode()
    assert re.sub(r"\\(.)", r"\1", told).strip() == clean(text).strip()
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`<>\[\]|~]", told.replace("\\\\", ""))
    assert not re.match(r"\s*(?:[-+=#]|\d+[.)])\s", told)


@SOME
@given(ANY_TEXT)
def test_a_document_is_the_same_after_it_was_kept(text):
    document = papers.paper("en", text)
    assert plain_values.from_text(plain_values.to_text(document)) == document


def test_the_digest_tells_a_changed_letter():
    first, second = (plain_values.digest(papers.paper("en", text)) for text in ("One", "One."))
    assert first != second
    assert first == plain_values.digest(papers.paper("en", "One"))


def test_direction_cannot_be_turned_by_a_name():
    assert plain((Run("a\u202eb\u2066c"),)) == "abc"


def test_numbers_are_those_of_the_papers():
    assert [roman(each) for each in (1, 4, 9, 12, 40)] == ["I", "IV", "IX", "XII", "XXXX"]
    assert [letter(each) for each in (0, 25, 26, 27)] == ["a", "z", "aa", "ab"]
    labels = [each.label for each in numbered(papers.paper("ar").parts[0]) if each.label]
    assert labels[:4] == ["أولاً -", "1.", "ألف -", "2."]


def test_a_rare_sign_in_a_name_does_not_stop_a_paper():
    """Chinese beyond GB 2312, Georgian, an emoji: from the computer's fonts, or marked as unreadable."""
    content = render(papers.paper("zh", "李\u9ad8\u342d \u10d0 \U0001f30d 南苏丹"), "pdf")
    assert "南苏丹" in papers.pdf_text(content)


def test_a_file_and_the_pages_of_the_desk_have_one_style_sheet():
    found = finders.find("accede/document.css")
    style = Path(found).read_text(encoding="utf-8")
    assert ".paper__cites" in style
    assert style in render(papers.paper(), "html").decode()
