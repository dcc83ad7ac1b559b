"""What an office document would do when it is opened. DOCX, XLSX and PPTX are ECMA-376, ODT, ODS and ODP are ODF 1.3."""

import io
import re
import zipfile
import zlib

from accede.files.refused import RefusedFileError, Why

# By the ending of the name: what the document says of its main part, and for ODF of itself.
MAIN_PARTS = {
    ".docx": b"wordprocessingml.document.main+xml",
    ".xlsx": b"spreadsheetml.sheet.main+xml",
    ".pptx": (b"presentationml.presentation.main+xml", b"presentationml.slideshow.main+xml"),
}
OPEN_DOCUMENTS = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
    ".odp": b"application/vnd.oasis.opendocument.presentation",
}
# An old office document, or a new one under a password.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MOST_PARTS = 10_000
_LARGEST_PART = 64 << 20
_MOST_INFLATED = 256 << 20
_DEEPEST = 3  # a document within a document within a document

_MACROS = re.compile(r"(?:^|/)(?:vba\w*\.(?:bin|xml)|macrosheets/|activex/|basic/|scripts/)", re.IGNORECASE)
_EMBEDDED = re.compile(r"(?:^|/)(?:embeddings/|oleobject|afchunk)", re.IGNORECASE)
# What no document is made of, wherever it lies in it.
_RUNS = re.compile(
    r"\.(?:exe|dll|com|scr|js|jse|vbs|vbe|wsf|hta|bat|cmd|ps1|lnk|msi|jar|zip|7z|rar|iso|img)$", re.IGNORECASE
)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_EXTERNAL = re.compile(
    rb"<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE
)
_KIND = re.compile(rb"\bType\s*=\s*[\"'][^\"']*/(\w+)[\"']")
_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']*)[\"']")
_ON_THIS_MACHINE = re.compile(
    rb"(?:file:///)?[A-Za-z]:[\\/]|[^:/\\]+\.dot[mx]?$"
)  # as Word notes a template's place
_STARTS = re.compile(
    rb"ppaction://(?:program|macro)|<(?:\w+:)?ddeLink\b|<w:instrText[^>]*>\s*DDE|w:instr\s*=\s*[\"']\s*DDE",
    re.IGNORECASE,
)
_SCRIPTED = re.compile(rb"<script:event-listener|vnd\.sun\.star\.script:", re.IGNORECASE)
_FETCHED = re.compile(
    rb"<(?:draw:image|draw:object|table:table-source)\b[^>]*xlink:href\s*=\s*[\"'](?:https?|ftp|file|smb):",
    re.IGNORECASE,
)


def insist_on_harmless(content: bytes, ending: str, *, depth: int = 1) -> None:
    """Raises RefusedFileError."""
    if content.startswith(COMPOUND):
        raise RefusedFileError(Why.LOCKED)
    if not content.startswith(b"PK\x03\x04"):
        raise RefusedFileError(Why.NOT_WHAT_IT_SAYS)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as document:
            _insist(document, ending, depth)
    except zipfile.BadZipFile as error:
        raise RefusedFileError(Why.CUT_OFF) from error
    except RefusedFileError:
        raise
    except (zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError, OSError) as error:
        raise RefusedFileError(Why.UNREADABLE) from error


def _insist(document: zipfile.ZipFile, ending: str, depth: int) -> None:
    parts = document.infolist()
    is_beyond_measure = (
        len(parts) > _MOST_PARTS
        or sum(part.file_size for part in parts) > _MOST_INFLATED
        or depth > _DEEPEST
        or len({part.filename for part in parts}) < len(parts)  # which of two it is depends on who reads
    )
    if is_beyond_measure:
        raise RefusedFileError(Why.UNREADABLE)
    for part in parts:
        if part.flag_bits & 1:
            raise RefusedFileError(Why.LOCKED)
        if _MACROS.search(part.filename):
            raise RefusedFileError(Why.MACROS)
        if _RUNS.search(part.filename):
            raise RefusedFileError(Why.EMBEDDED)
    _insist_on_form(document, ending)
    for part in parts:
        name = part.filename.lower()
        if _EMBEDDED.search(name) and not part.is_dir():
            _look_into_embedded(_part(document, part), name, depth)
        elif name.endswith((".xml", ".rels")):
            _look_into_xml(_part(document, part), name)


def _insist_on_form(document: zipfile.ZipFile, ending: str) -> None:
    names = set(document.namelist())
    if ending in OPEN_DOCUMENTS:
        if "mimetype" not in names or document.read("mimetype").strip() != OPEN_DOCUMENTS[ending]:
            raise RefusedFileError(Why.NOT_WHAT_IT_SAYS)
        if "META-INF/manifest.xml" in names and b"encryption-data" in document.read("META-INF/manifest.xml"):
            raise RefusedFileError(Why.LOCKED)
        return
    if "[Content_Types].xml" not in names:
        raise RefusedFileError(Why.NOT_WHAT_IT_SAYS)
    types = _part(document, document.getinfo("[Content_Types].xml"))
    if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
        raise RefusedFileError(Why.MACROS)
    wanted = MAIN_PARTS[ending]
    if not any(each in types for each in ((wanted,) if isinstance(wanted, bytes) else wanted)):
        raise RefusedFileError(Why.NOT_WHAT_IT_SAYS)


def _look_into_embedded(content: bytes, name: str, depth: int) -> None:
    """A chart carries its table along: that is a document like any other. Everything else is a file in a file."""
    ending = name[name.rfind(".") :]
    if ending.endswith(".rels"):
        _look_into_xml(content, name)
    elif ending in MAIN_PARTS:
        insist_on_harmless(content, ending, depth=depth + 1)
    else:
        raise RefusedFileError(Why.EMBEDDED)


def _look_into_xml(content: bytes, name: str) -> None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", errors="replace").encode()
    if _ENTITY.search(content):  # neither standard knows any: they make a reader's memory full, or fetch
        raise RefusedFileError(Why.UNREADABLE)
    if name.endswith(".rels"):
        for relation in _EXTERNAL.findall(content):
            _insist_on_own(relation)
    if _STARTS.search(content):
        raise RefusedFileError(Why.LAUNCHES)
    if _SCRIPTED.search(content):
        raise RefusedFileError(Why.MACROS)
    if _FETCHED.search(content) or name.endswith("/connections.xml"):
        raise RefusedFileError(Why.FETCHES)


def _insist_on_own(relation: bytes) -> None:
    """A link that somebody follows may lead anywhere. What is fetched unasked tells its keeper who reads."""
    kind, target = _KIND.search(relation), _TARGET.search(relation)
    is_followed = kind is not None and kind[1] == b"hyperlink"
    is_template_here = (
        kind is not None
        and kind[1] == b"attachedTemplate"
        and target is not None
        and _ON_THIS_MACHINE.match(target[1]) is not None
    )
    if not (is_followed or is_template_here):
        raise RefusedFileError(Why.FETCHES)


def _part(document: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The whole of a part, and no more than a part may hold, whatever its head says."""
    with document.open(part) as file:
        content = file.read(_LARGEST_PART + 1)
    if len(content) > _LARGEST_PART:
        raise RefusedFileError(Why.UNREADABLE)
    return content
