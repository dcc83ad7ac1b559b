"""An upload is what it says, and does nothing of itself; else it is refused with the reason."""

import contextlib
import io

import pytest
import xlsxwriter
from tests.files.uploads import compressed, of_parts, pdf, real_word, relation, word

from accede.files.inspection import LARGEST, File, insist_on_harmless
from accede.files.refused import RefusedFileError, Why


def _png(width, height):
    head = b"\x00\x00\x00\rIHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + head + b"0" * 40 + b"IEND\xaeB`\x82"


def _jpeg(width, height):
    return (
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08"
        + height.to_bytes(2)
        + width.to_bytes(2)
        + b"\xff\xd9"
    )


PNG = _png(600, 400)


def _sheet():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write(0, 0, "States")
    return made.getvalue()


def _open_document(form="text", **parts):
    kind = f"application/vnd.oasis.opendocument.{form}".encode()
    return of_parts({"mimetype": kind, "content.xml": b"<office:document-content/>"} | parts)


TAKEN = {
    "pdf": ("guide.pdf", pdf(b"<</Type /Catalog /Pages 2 0 R>>", compressed(b"3 0 <</Type /Page>>"))),
    "a PDF with links and a form": (
        "Guide.PDF",
        pdf(b"<</S /URI /URI (https://a.example)>>", b"<</AcroForm 4 0 R>>"),
    ),
    "docx": ("guide.docx", real_word()),
    "xlsx": ("table.xlsx", _sheet()),
    "a link to follow": (
        "a.docx",
        word({"word/_rels/document.xml.rels": relation("hyperlink", "https://a.example")}),
    ),
    "a template of one's own": (
        "a.docx",
        word(
            {"word/_rels/settings.xml.rels": relation("attachedTemplate", r"file:///C:\Office\Normal.dotm")}
        ),
    ),
    "a chart with its table": ("a.docx", word({"word/embeddings/Sheet1.xlsx": _sheet()})),
    "odt": ("guide.odt", _open_document()),
    "text": ("دليل.txt", "نص".encode()),
    "picture": ("map.png", PNG),
    "photograph": ("map.jpg", _jpeg(4000, 3000)),
}
REFUSED = {
    "no such form": ("guide.exe", b"MZ", Why.OTHER_FORM),
    "no ending": ("guide", b"%PDF-", Why.OTHER_FORM),
    "a zip": ("kit.zip", of_parts({"a.txt": b"a"}), Why.OTHER_FORM),
    "named as one with macros": ("guide.docm", real_word(), Why.MACROS),
    "a picture that is a bundle too": ("map.png", PNG + of_parts({"a.js": b"1"}), Why.NOT_WHAT_IT_SAYS),
    "a picture that fills the memory": ("map.png", _png(60_000, 60_000), Why.TOO_MANY_POINTS),
    "a photograph that fills the memory": ("map.jpg", _jpeg(60_000, 60_000), Why.TOO_MANY_POINTS),
    "a photograph of no size": ("map.jpeg", b"\xff\xd8\xff\xd9", Why.UNREADABLE),
    "a program in a document": ("a.docx", word({"word/media/run.exe": b"MZ"}), Why.EMBEDDED),
    "a bundle in a document": ("a.docx", word({"word/more.zip": of_parts({"a": b"b"})}), Why.EMBEDDED),
    "entities": (
        "a.docx",
        word({"word/a.xml": b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'}),
        Why.UNREADABLE,
    ),
    "svg": ("map.svg", b"<svg><script>1</script></svg>", Why.SCRIPTED_FORM),
    "html": ("guide.html", b"<html></html>", Why.SCRIPTED_FORM),
    "empty": ("guide.pdf", b"", Why.EMPTY),
    "too large": ("guide.txt", b"a" * (LARGEST + 1), Why.TOO_LARGE),
    "a program as pdf": ("guide.pdf", b"MZ\x90\x00", Why.NOT_WHAT_IT_SAYS),
    "a page as text": ("guide.txt", b"  <!DOCTYPE html><script>1</script>", Why.NOT_WHAT_IT_SAYS),
    "a zip as docx": ("guide.docx", of_parts({"a.txt": b"a"}), Why.NOT_WHAT_IT_SAYS),
    "a table as a letter": ("guide.docx", _sheet(), Why.NOT_WHAT_IT_SAYS),
    "a table as odt": ("guide.odt", _open_document("spreadsheet"), Why.NOT_WHAT_IT_SAYS),
    "a picture as jpeg": ("map.jpg", PNG, Why.NOT_WHAT_IT_SAYS),
    "bytes as text": ("guide.csv", b"a\xff\xfe\x00", Why.NOT_WHAT_IT_SAYS),
    "half a pdf": ("guide.pdf", pdf(b"<<>>")[:40], Why.CUT_OFF),
    "half a docx": ("guide.docx", real_word()[:9000], Why.CUT_OFF),
    "half a picture": ("map.png", PNG[:30], Why.CUT_OFF),
    "an old letter": ("guide.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99, Why.LOCKED),
    "pdf under a password": ("a.pdf", pdf(b"<<>>", trailer=b"/Encrypt 9 0 R"), Why.LOCKED),
    "odt under a password": (
        "a.odt",
        _open_document(**{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        Why.LOCKED,
    ),
    "pdf with javascript": (
        "a.pdf",
        pdf(b"<</OpenAction <</S /JavaScript /JS (app.alert(1))>> >>"),
        Why.SCRIPTS,
    ),
    "written otherwise": ("a.pdf", pdf(b"<</S /J#61va#53cript>>"), Why.SCRIPTS),
    "compressed": ("a.pdf", pdf(compressed(b"3 0 <</S /JavaScript>>")), Why.SCRIPTS),
    "a form of Adobe's own": ("a.pdf", pdf(b"<</AcroForm <</XFA 4 0 R>> >>"), Why.SCRIPTS),
    "pdf that starts a program": ("a.pdf", pdf(b"<</S /Launch /F (cmd.exe)>>"), Why.LAUNCHES),
    "pdf with a file in it": ("a.pdf", pdf(b"<</Type /EmbeddedFile>>"), Why.EMBEDDED),
    "pdf packed unusually": (
        "a.pdf",
        pdf(compressed(b"3 0 <<>>", b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]")),
        Why.UNREADABLE,
    ),
    "pdf that hides its objects": (
        "a.pdf",
        pdf(compressed(b"3 0 <</S /JavaScript>>", b"/Type /ObjStm /Filter /FlateDecode /X (obj)")),
        Why.UNREADABLE,
    ),
    "pdf with damaged objects": (
        "a.pdf",
        pdf(b"<</Type /ObjStm /Filter /FlateDecode>>\nstream\nnothing\nendstream"),
        Why.UNREADABLE,
    ),
    "pdf that grows beyond measure": ("a.pdf", pdf(compressed(b" " * (65 << 20))), Why.UNREADABLE),
    "macros": ("a.docx", word({"word/vbaProject.bin": b"1"}), Why.MACROS),
    "controls": ("a.docx", word({"word/activeX/activeX1.xml": b"<a/>"}), Why.MACROS),
    "macros of another office": (
        "a.odt",
        _open_document(**{"Basic/Standard/Module1.xml": b"<a/>"}),
        Why.MACROS,
    ),
    "a script at an event": (
        "a.odt",
        _open_document(**{"styles.xml": b'<script:event-listener xlink:href="vnd.sun.star.script:a"/>'}),
        Why.MACROS,
    ),
    "an object in it": ("a.docx", word({"word/embeddings/oleObject1.bin": b"1"}), Why.EMBEDDED),
    "macros in its table": (
        "a.docx",
        word(
            {
                "word/embeddings/Sheet1.xlsx": of_parts(
                    {"[Content_Types].xml": b"a", "xl/vbaProject.bin": b"1"}
                )
            }
        ),
        Why.MACROS,
    ),
    "a template from elsewhere": (
        "a.docx",
        word({"word/_rels/settings.xml.rels": relation("attachedTemplate", "https://a.example/a.dotm")}),
        Why.FETCHES,
    ),
    "a picture that tells who reads": (
        "a.docx",
        word({"word/_rels/document.xml.rels": relation("image", "https://a.example/1.png")}),
        Why.FETCHES,
    ),
    "a field that starts a program": (
        "a.docx",
        word({"word/footer1.xml": b"<w:instrText xml:space='preserve'> DDEAUTO c:\\\\cmd.exe</w:instrText>"}),
        Why.LAUNCHES,
    ),
    "data from elsewhere": ("a.docx", word({"xl/connections.xml": b"<connections/>"}), Why.FETCHES),
}


@pytest.mark.parametrize("case", TAKEN)
def test_a_harmless_file_is_taken(case):
    insist_on_harmless(File(*TAKEN[case]))


@pytest.mark.parametrize("case", REFUSED)
def test_any_other_is_refused_with_the_reason(case):
    name, content, why = REFUSED[case]
    with pytest.raises(RefusedFileError) as refused:
        insist_on_harmless(File(name, content))
    assert refused.value.why == why


def test_a_bundle_is_looked_into_or_refused_wherever_it_is_cut():
    """A byte that is gone moves all that its directory points at, before the beginning of the file too."""
    whole = word({"word/a.xml": b"<a/>" * 99})
    for place in range(len(whole)):
        for cut in (whole[:place], whole[:place] + whole[place + 1 :]):
            with contextlib.suppress(RefusedFileError):
                insist_on_harmless(File("note.docx", cut))
