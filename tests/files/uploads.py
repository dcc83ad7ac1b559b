"""Files as people send them: harmless ones, and such as act of themselves. Made here, small."""

import io
import zipfile
import zlib

import docx

TYPES = (
    b'<Types><Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def pdf(*objects, trailer=b""):
    """A PDF that holds these objects: as much of one as is looked at."""
    body = b"\n".join(b"%d 0 obj\n%s\nendobj" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"\ntrailer <<" + trailer + b">>\nstartxref\n0\n%%EOF\n"


def compressed(objects, about=b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"):
    """Objects as they lie in most PDFs of today."""
    packed = zlib.compress(objects)
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (about, len(packed), packed)


def of_parts(parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in parts.items():
            bundle.writestr(name, content)
    return made.getvalue()


def word(parts=()):
    """A DOCX of nearly nothing, with further parts."""
    return of_parts({"[Content_Types].xml": TYPES, "word/document.xml": b"<w:document/>"} | dict(parts))


def relation(kind, target):
    return (
        '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def real_word():
    made = io.BytesIO()
    document = docx.Document()
    document.add_heading("A guide")
    document.save(made)
    return made.getvalue()
