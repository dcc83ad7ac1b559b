"""Every address to which a file can be sent, and every file that should not come in there."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.access import cast
from tests.factories import events, meetings, workshops
from tests.factories import survey as surveys
from tests.files.uploads import compressed, of_parts, pdf, relation, word
from tests.security import hostile

from accede import web
from accede.background import worker
from accede.campaign.models import Plan
from accede.meetings.models import Event, Participant, SittingPaper
from accede.outreach.models import Contact
from accede.record.models import Upload
from accede.survey import actions as of_survey
from accede.survey.models import Answer, Questionnaire
from accede.toolkit.models import Material, MaterialVersion

pytestmark = pytest.mark.django_db

BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
ALIASES = b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


def _zip_bomb():
    """Small, and some hundred megabytes when it is unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
        for number in range(9):
            bundle.writestr(f"xl/worksheets/sheet{number}.xml", bytes(32 << 20))  # a third of a megabyte each
    return made.getvalue()


def _book(part, content):
    return of_parts({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", part: content})


HOSTILE = {
    "a program": ("note.pdf", b"MZ\x90\x00"),
    "a page": ("note.html", b"<script>1</script>"),
    "a page as pdf": ("note.pdf", b"<html><script>1</script>"),
    "a pdf with a script": ("note.pdf", pdf(b"<</S /JavaScript /JS (1)>>")),
    "a pdf with a hidden script": ("note.pdf", pdf(compressed(b"3 0 <</S /JavaScript>>"))),
    "a pdf that is a bundle too": ("note.pdf", pdf(b"<<>>") + of_parts({"a.js": b"1"})),
    "macros": ("note.docx", word({"word/vbaProject.bin": b"1"})),
    "a template from elsewhere": (
        "note.docx",
        word({"word/_rels/settings.xml.rels": relation("attachedTemplate", "https://a.example/a.dotm")}),
    ),
    "a bundle in a document": ("note.docx", word({"word/a.zip": of_parts({"a": b"b"})})),
    "entities in a document": ("note.docx", word({"word/a.xml": BOMB})),
    "a zip bomb": ("table.xlsx", _zip_bomb()),
    "entities in a workbook": ("table.xlsx", _book("xl/workbook.xml", BOMB)),
    "a workbook that is none": ("table.xlsx", b"PK\x03\x04 and nothing"),
    "entities": ("record.xml", BOMB),
    "a file of the server": ("record.xml", OUTSIDE),
    "aliases": ("plan.yaml", ALIASES),
    "a command in yaml": ("plan.yaml", b"!!python/object/apply:os.system ['true']"),
    "no text": ("table.csv", b"state,name\x00\xff\xfe\n1,2\n"),
    "depth": ("record.json", b"[" * 100_000),
    "a picture without bounds": (
        "scan.png",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00\x01\x00\x00" * 2 + b"0" * 9 + b"IEND\xaeB`\x82",
    ),
    "too large": ("note.pdf", b"%PDF-1.7\n" + b" " * 6_000_000 + b"%%EOF"),
    "empty": ("note.pdf", b""),
}
NAMES = ("../../../secret-key", "..\\..\\a\x00.exe", "a\u202efdp.exe", "/etc/passwd")


def _survey():
    survey = surveys.opened(["KEN"])
    token = of_survey.issue_link(
        response=surveys.response(survey), by=cast.viewer("coordinator_a"), at=timezone.now()
    )
    return survey, f"/en/answer/{token}/part/next/"


@pytest.fixture
def doors(client):
    """Each address that takes a file: its path, the field, and what goes with it."""
    cast.sign_in(client, cast.coordinator_a())
    desk = "/en/desk/ccm"
    survey, answer = _survey()
    material = {"title": "A guide", "publisher": "Us", "kind": "guide", "confidentiality": "2"}
    version = {"language": "en", "date_given": "2026", "confidentiality": "2"}
    return {
        "desk-upload-new": (f"{desk}/imports/new/", "file", {}),
        "desk-material-new": (f"{desk}/toolkit/new/", "file", material | version),
        "desk-group-paper-new": (f"{desk}/groups/sittings/{meetings.sitting().pk}/papers/new/", "file", {}),
        "desk-event-note": (f"{desk}/events/{events.event().pk}/note/", "file", {}),
        "desk-questionnaire-new": (f"{desk}/survey/questionnaires/new/", "file", {}),
        "desk-response-enter": (
            f"{desk}/survey/rounds/{survey.pk}/states/ken/enter/",
            "scan",
            {"means": "paper", "told_by": "Note 1", "received_on": "2026-03-01"},
        ),
        "answer-section": (answer, "a.document", {"seen.document": ""}),
        "desk-plan-import": (f"{desk}/plan/import/", "file", {}),
        "desk-contact-table": (f"{desk}/contacts/table/", "file", {"confidentiality": "3"}),
        "desk-workshop-table": (
            f"{desk}/workshops/{workshops.workshop().pk}/participants/table/",
            "file",
            {},
        ),
    }


# Of each address, the endings that it takes; what is none of these is tried with one file alone.
TAKES = {
    "desk-upload-new": ("xlsx", "xml", "csv", "json"),
    "desk-material-new": ("pdf", "docx", "xlsx", "png"),
    "desk-group-paper-new": ("pdf", "docx", "xlsx", "png"),
    "desk-event-note": ("pdf", "docx"),
    "desk-questionnaire-new": ("xlsx", "yaml"),
    "desk-response-enter": ("pdf", "docx", "png"),
    "answer-section": ("pdf", "docx", "xlsx", "png"),
    "desk-plan-import": ("yaml",),
    "desk-contact-table": ("xlsx", "csv"),
    "desk-workshop-table": ("xlsx", "csv"),
}


def _tried(name):
    for what, (file_name, content) in HOSTILE.items():
        if (name, what) == ("desk-material-new", "too large"):  # it takes twenty megabytes: tests/files
            continue
        if file_name.endswith(TAKES[name]) or what in ("a program", "a page", "empty"):
            yield what, file_name, content


def test_every_address_that_takes_a_file_is_tried(doors):
    """A form that takes one says so to the browser, in the template or in its field."""
    assert set(doors) == set(TAKES)
    forms = {
        path.stem
        for path in (Path(web.__file__).parent).rglob("*.py")
        if "FileField(" in path.read_text(encoding="utf-8")
        or "FILES.get(" in path.read_text(encoding="utf-8")
    }
    assert forms == WITH_FILES


# Where fields for files are: toolkit's serve both of its pages, meetings' is read as a text, line by line.
WITH_FILES = {"toolkit", "sittings", "workshops", "plans", "survey", "meetings", "events", "imports"} | {
    "contact_table",
    "filling",
}


def test_no_hostile_file_comes_in_anywhere(client, doors):
    before, taken = _kept(), set()
    for name, (path, field, more) in doors.items():
        for what, file_name, content in _tried(name):
            answer = client.post(path, more | {field: SimpleUploadedFile(file_name, content)})
            if name == "desk-upload-new":
                worker.work_off()
            elif answer.status_code not in (400, 413):
                taken.add((name, what, answer.status_code))
    assert taken == set(), sorted(taken)
    assert [
        upload
        for upload in Upload.objects.all()
        if any(upload.counts.get(each) for each in ("new", "changed"))
    ] == []
    assert _kept() == before


def _kept():
    kept = (SittingPaper, Material, MaterialVersion, Questionnaire, Plan, Contact, Participant)
    numbers = {model.__name__: hostile.rows_of(model).count() for model in kept}
    notes = sum(bool(each.file_name) for each in hostile.rows_of(Event))
    answers = sum(bool(each.attachment) for each in hostile.rows_of(Answer))
    return numbers | {"notes": notes, "answers": answers}


def test_the_name_of_a_file_is_a_text_and_no_path(client):
    """As a browser sends it, and as a script may: nothing lies where it says, and it is given out to be saved."""
    cast.sign_in(client, cast.coordinator_a())
    path = f"/en/desk/ccm/groups/sittings/{meetings.sitting().pk}/papers/new/"
    lying = set(Path(settings.DATA_DIR).rglob("*.txt"))
    for name in NAMES:
        file = SimpleUploadedFile("x.txt", b"<script>1</script>")
        file.name = f"{name}.txt"
        assert client.post(path, {"file": file}).status_code == 302, name
        paper = hostile.rows_of(SittingPaper).latest("pk")
        assert not set(paper.file_name) & set("/\\\x00\r\n\u202e"), name
        answer = client.get(f"/en/desk/ccm/groups/papers/{paper.pk}/")
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment")
        assert set(Path(settings.DATA_DIR).rglob("*.txt")) == lying
