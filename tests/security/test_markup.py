"""What somebody writes is never more than text, wherever it is told; and whoever only looks changes nothing."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from tests.access import cast
from tests.record.readers.reading import FIXTURES
from tests.security import hostile, walking

from accede.background import worker
from accede.record.models import Upload

pytestmark = pytest.mark.django_db

# A session is the reader's own memory: what they half filled in, for one.
WRITES = re.compile(r'\s*(INSERT|UPDATE|DELETE)\b(?!.*?"django_session")', re.IGNORECASE)


def test_hostile_texts_stay_texts_on_every_page_and_in_every_file_and_no_look_writes(client):
    paths = [*walking.desk_paths(), *walking.public_paths()]
    assert hostile.poison() > 150
    cast.sign_in(client, cast.coordinator_b())
    alive, wrote, met, here = set(), set(), 0, ""

    def watch(execute, sql, *more):
        if WRITES.match(sql):
            wrote.add((here, " ".join(sql.split()[:3])))
        return execute(sql, *more)

    for here in paths:
        before = transaction.savepoint()
        with connection.execute_wrapper(watch):
            answer = client.get(here)
        alive |= {(here, each) for each in hostile.alive_in(answer)}
        met += not answer.streaming and b"zq" in answer.content
        transaction.savepoint_rollback(before)
    assert alive == set()
    assert wrote == set()
    assert met > 300  # else it would prove nothing


# A word of each fixture that its reader takes over, and whether the file escapes what stands in it.
WORDS = {
    "mtdsg": (b"Afghanistan", True),
    "untc-html": (b"Afghanistan", True),
    "undl-csv": (b"FRANCE", False),
    "undl-marcxml": (b"AFGHANISTAN", True),
    "unoda": (b"Afghanistan", False),
    "parline": (b"National Assembly", False),
    "table": (b"Nowhereland", False),
}


def test_hostile_words_of_a_file_that_is_brought_in_stay_words(client):
    cast.sign_in(client, cast.coordinator_a())
    assert set(WORDS) == set(FIXTURES)
    alive, told = set(), set()
    for form, (word, escapes) in WORDS.items():
        content = FIXTURES[form].read_bytes()
        assert word in content, form
        planted = b"=zq<zq onzq=1>zq{{7*7}}zq"
        content = content.replace(word, html.escape(planted.decode()).encode() if escapes else planted)
        client.post("/en/desk/ccm/imports/new/", {"file": SimpleUploadedFile(FIXTURES[form].name, content)})
        worker.work_off()
        upload = Upload.objects.latest("pk")
        if form not in ("table", "parline"):  # which say of themselves what they are about
            client.post(f"/en/desk/ccm/imports/files/{upload.pk}/tell/", {"format": form, "treaty": "ccm"})
            worker.work_off()
        for page in ("", "columns/", "refused/"):
            answer = client.get(f"/en/desk/ccm/imports/files/{upload.pk}/{page}")
            alive |= {(form, page, each) for each in hostile.alive_in(answer)}
            if b"zq" in (b"" if answer.streaming else answer.content):
                told.add(form)
    assert alive == set()
    assert told >= set(WORDS) - {
        "undl-csv",
        "undl-marcxml",
    }  # whose States are named when their resolution is known
