"""The way of a file through the desk: sent, looked at, told of, applied, taken back."""

import html
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests.access import cast
from tests.record.imports.bringing import export
from tests.record.readers.reading import FIXTURES
from tests.web.desk_addresses.imports import dispute, file_on_desk

from accede.access.encryption import keys
from accede.access.models import AuditEntry
from accede.background import worker
from accede.record.models import (
    AddedAlias,
    Contradiction,
    ImportBatch,
    Settlement,
    StateName,
    TableProfile,
    Upload,
    Vote,
)
from accede.record.readers.table import sheet
from accede.record.uploads.actions import WAITS, put_forgotten_aside
from accede.web import bodies

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.NOTE_KEYS = keys()  # those with which the shipped texts were written
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture
def desk_client(client):
    cast.sign_in(client, cast.coordinator_a())
    return client


def at(name, *arguments):
    return reverse(name, args=["ccm", *arguments])


def send(client, name, content):
    """Send a file, have it looked at, and give the page that shows it."""
    answer = client.post(at("desk-upload-new"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    worker.work_off()
    return client.get(answer["Location"], follow=True)


def press(client, address, *arguments, **given):
    """Press a button, have the work done, and give the page that it leads to."""
    answer = client.post(at(address, *arguments), given)
    assert answer.status_code == 302, answer.content.decode()
    worker.work_off()
    return client.get(answer["Location"], follow=True)


def upload():
    return Upload.objects.latest("pk")


def test_a_file_is_looked_at_applied_and_taken_back(desk_client):
    before = export()
    page = send(desk_client, "XXVI-6.en.xml", FIXTURES["mtdsg"].read_bytes())
    assert upload().format == "mtdsg"
    assert "Nowhereland" in page.content.decode()
    assert export() == before

    page = press(desk_client, "desk-upload-apply", upload().pk)
    batch = ImportBatch.objects.get()
    assert page.redirect_chain[-1][0] == at("desk-import", batch.pk)
    assert (batch.new, batch.refused) == (upload().counts["new"], upload().counts["refused"])
    assert batch.applied_by == cast.coordinator_a().name
    assert export() != before

    page = press(desk_client, "desk-import-undo", batch.pk)
    assert "Taken back" in page.content.decode()
    assert export() == before
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert acts >= {"put file on desk", "apply import", "undo import"}


def test_a_workbook_is_read_on_the_desk(desk_client, tmp_path):
    """There it is kept under its hash, so that nothing of its name tells what it is."""
    sheet.write(
        tmp_path / "own.xlsx",
        [["State", "Kind", "Date"], ["Tuvalu", "accession", "2026-11-09"]],
        workbook=True,
    )
    send(desk_client, "own.xlsx", (tmp_path / "own.xlsx").read_bytes())
    press(desk_client, "desk-upload-tell", upload().pk, format="table", treaty="ccm", as_of="")
    assert upload().counts == {"new": 1}


STATUS = FIXTURES["mtdsg"].read_bytes()
HOSTILE = {
    "doubled heading": (b"state,kind,date,state\n", "line 1, column state: The heading stands twice."),
    "a million columns": (b"a," * 1_000_000, "line 1: The line is longer than"),
    "31 February": (STATUS.replace(b"8 Sep 2011", b"31 Feb 2011"), ", column Approval(AA)"),
    "two-digit year": (STATUS.replace(b"8 Sep 2011", b"8 Sep 11"), "does not have four digits"),
    "mixed encodings": (
        STATUS.replace(b"Nowhereland", b"C\xf4te"),
        ", column 22: This is not well-formed XML",
    ),
    "NUL": (b"state,kind,date\nFra\0nce,accession,2026-01-01\n", "line 2, column 4: There is a NUL byte."),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_file_is_refused_on_the_page_with_its_place(desk_client, name):
    content, told = HOSTILE[name]
    before = export()
    page = send(desk_client, "broken", content)
    assert upload().state == Upload.State.REFUSED
    assert told in upload().why
    assert html.escape(upload().why[:40]) in page.content.decode()
    assert export() == before


def read_in(client, language):
    """The page of the latest file as somebody reads it who has chosen that language."""
    page = client.get(f"/{language}/desk/ccm/imports/files/{upload().pk}/")
    assert page.status_code == 200
    translation.activate("en")
    return html.unescape(page.content.decode())


def test_a_refused_file_and_its_stopped_rows_are_told_in_the_readers_language(desk_client):
    send(desk_client, "état.xml", STATUS.replace(b"8 Sep 2011", b"31 Feb 2011"))
    french = read_in(desk_client, "fr")
    assert "Ratification\u00a0: '31 Feb 2011' n’existe pas dans le calendrier. Corrigez la date." in french
    assert "is not in the calendar" not in french
    arabic = read_in(desk_client, "ar")
    assert "غير موجود في التقويم. صحّح التاريخ." in arabic
    assert "العمود \u2068Approval(AA), Acceptance(A), Accession(a), Ratification\u2069" in arabic
    send(desk_client, "own.csv", b"state,iso3,kind,date\nGermany,FRA,accession,2026-11-09\n")
    press(desk_client, "desk-upload-tell", upload().pk, format="table", treaty="ccm", as_of="")
    assert "le code FRA et le nom «\u00a0Germany\u00a0» sont ceux de deux États" in read_in(desk_client, "fr")
    send(desk_client, "whatever.csv", b"colour,shape\nred,round\n")
    assert "Les en-têtes (colour, shape) ne sont pas ceux d’actes" in read_in(desk_client, "fr")


def test_a_file_refused_before_it_could_be_told_otherwise_is_told_as_it_was(desk_client):
    send(desk_client, "broken", b"state,kind,date,state\n")
    Upload.objects.filter(pk=upload().pk).update(told={}, why="As it was told then.")
    assert "As it was told then." in read_in(desk_client, "fr")


def test_where_every_row_is_stopped_the_page_does_not_say_that_all_is_on_record(desk_client):
    send(desk_client, "own.csv", b"state,kind,date\n=cmd|'/c calc'!A1,accession,2026-11-09\n")
    page = press(desk_client, "desk-upload-tell", upload().pk, format="table", treaty="ccm", as_of="")
    assert upload().counts == {"refused": 1}
    assert "is stopped: see below why" in page.content.decode()
    assert "has all of it already" not in page.content.decode()


def test_a_file_that_nobody_applied_goes_after_its_time(desk_client, data_folder):
    send(desk_client, "applied.xml", FIXTURES["mtdsg"].read_bytes())
    press(desk_client, "desk-upload-apply", upload().pk)
    send(desk_client, "forgotten.csv", b"State,action,date\nTuvalu,accession,2026-11-09\n")
    forgotten = upload()
    (data_folder / "imports" / "arriving-1-cut-off").touch()
    in_time = forgotten.uploaded_at + WAITS
    assert put_forgotten_aside(at=in_time) == 0
    assert (data_folder / "imports" / forgotten.file_hash).exists()

    with TestCase.captureOnCommitCallbacks(execute=True):
        assert put_forgotten_aside(at=in_time + timedelta(days=1)) == 1
    applied = Upload.objects.get()
    assert applied.file_name == "applied.xml"
    assert [path.name for path in (data_folder / "imports").iterdir()] == [applied.file_hash]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.act, entry.by_name) == ("put forgotten file aside", "accede tick")
    assert put_forgotten_aside(at=in_time + timedelta(days=1)) == 0


def test_what_is_applied_is_what_was_shown(desk_client):
    send(desk_client, "XXVI-6.en.xml", FIXTURES["mtdsg"].read_bytes())
    first = upload()
    send(desk_client, "the-same.xml", FIXTURES["mtdsg"].read_bytes())
    press(desk_client, "desk-upload-apply", upload().pk)

    page = press(desk_client, "desk-upload-apply", first.pk)
    assert ImportBatch.objects.count() == 1
    assert "The record has changed since" in page.content.decode()
    assert Upload.objects.get(pk=first.pk).counts.get("new", 0) == 0


def test_one_click_makes_a_name_known_for_good(desk_client):
    send(desk_client, "XXVI-6.en.xml", FIXTURES["mtdsg"].read_bytes())
    refused = upload().counts["refused"]
    press(desk_client, "desk-upload-alias", upload().pk, name="Nowhereland", iso3="tuv")
    assert StateName.objects.get(text="Nowhereland").state_id == "TUV"
    assert upload().counts.get("refused", 0) == refused - 1
    assert "Nowhereland" not in upload().told["unknown"]


def test_a_name_that_stands_for_another_is_refused(desk_client):
    send(desk_client, "XXVI-6.en.xml", FIXTURES["mtdsg"].read_bytes())
    answer = desk_client.post(at("desk-upload-alias", upload().pk), {"name": "Brazil", "iso3": "ARG"})
    assert answer.status_code == 400
    assert not AddedAlias.objects.exists()


def test_stopped_rows_come_back_in_their_layout_and_are_taken_once_mended(desk_client):
    send(desk_client, "XXVI-6.en.xml", FIXTURES["mtdsg"].read_bytes())
    answer = desk_client.get(at("desk-upload-refused", upload().pk))
    assert b"Nowhereland" in answer.content
    assert b"<Entry>Reason</Entry>" in answer.content
    assert answer["Content-Disposition"].startswith("attachment")

    page = send(desk_client, "mended.xml", answer.content.replace(b"Nowhereland", b"Tuvalu"))
    assert "Tuvalu" in page.content.decode()
    assert upload().counts["new"] == 1


def test_the_day_that_a_file_stands_for_can_be_told(desk_client):
    page = send(desk_client, "XXVI-6.en.xml", FIXTURES["mtdsg"].read_bytes())
    assert "does not tell what day it stands for" in page.content.decode()
    page = press(desk_client, "desk-upload-tell", upload().pk, format="mtdsg", treaty="", as_of="2026-11-20")
    assert "does not tell what day it stands for" not in page.content.decode()
    assert upload().told["as_of"] == "2026-11-20"


def test_a_file_that_nothing_can_be_taken_from_says_why(desk_client):
    page = send(desk_client, "bomb.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><MTDSG>&a;</MTDSG>')
    assert upload().state == Upload.State.REFUSED
    assert upload().why
    assert "Nothing can be taken from the file as it is" in page.content.decode()


def test_an_empty_file_is_refused_at_once(desk_client):
    answer = desk_client.post(at("desk-upload-new"), {"file": io.BytesIO(b"")})
    assert answer.status_code == 400
    assert not Upload.objects.exists()


def test_a_body_that_is_too_large_is_refused_by_its_head(desk_client):
    def sent(address, size):
        return desk_client.generic(
            "POST", address, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(size)
        )

    answer = sent(at("desk-upload-new"), 2 << 30)
    assert answer.status_code == 413
    assert "At most 1024 MB can be sent here." in answer.content.decode()
    assert "To the desk" in answer.content.decode()
    assert sent(at("desk-follow-up-new"), bodies.ORDINARY + (2 << 20)).status_code == 413
    anywhere = sent("/en/account/sign-in/", bodies.ORDINARY + (2 << 20))
    assert (anywhere.status_code, "To the desk" in anywhere.content.decode()) == (413, False)


TABLE = b"Party,What,When,Where from\nTuvalu,accession,2026-11-09,press\n"
COLUMNS = {"state": "Party", "kind": "What", "date": "When"}


def test_headings_of_ones_own_are_mapped_in_the_page_and_remembered(desk_client):
    page = send(desk_client, "own.csv", TABLE)
    assert upload().state == Upload.State.COLUMNS
    assert "Say where the fields stand" in page.content.decode()

    press(desk_client, "desk-upload-columns", upload().pk, **COLUMNS)
    press(
        desk_client,
        "desk-upload-tell",
        upload().pk,
        format="table",
        treaty="ccm",
        rank="1",
        publisher="A depositary",
    )
    assert (upload().state, upload().counts) == (Upload.State.SHOWN, {"new": 1})
    assert upload().told["publisher"] == "A depositary"
    assert TableProfile.objects.get().columns == COLUMNS

    send(desk_client, "again.csv", b"When,What,Party,Where from\n2026-11-09,accession,Palau,press\n")
    assert upload().options["columns"] == COLUMNS
    assert upload().state == Upload.State.SHOWN


def test_columns_that_make_no_table_are_asked_for_again(desk_client):
    send(desk_client, "own.csv", TABLE)
    assert "are not those of" in upload().why
    answer = desk_client.post(at("desk-upload-columns", upload().pk), {"kind": "What", "date": "When"})
    assert answer.status_code == 400
    assert "Say where the State stands" in answer.content.decode()
    page = desk_client.get(f"{at('desk-upload-columns', upload().pk)}?kind=votes")
    assert "Symbol of the resolution" in page.content.decode()


@pytest.mark.parametrize("kind", ["actions", "votes", "steps", "obstacles"])
def test_a_template_is_understood_without_being_told(desk_client, kind):
    answer = desk_client.get(at("desk-import-template", kind, "csv"))
    headings = answer.content.decode().strip()
    send(desk_client, "template.csv", f"{headings}\n{',' * headings.count(',')}\n".encode())
    assert upload().format == "table"
    assert "are not those of" not in upload().why


def test_a_cell_that_cannot_be_stops_the_table_and_not_its_headings(desk_client):
    send(desk_client, "own.csv", b"state,kind,date\nTuvalu,accession,2026-02-31\n")
    assert upload().state == Upload.State.REFUSED
    assert "line 2" in upload().why


def test_a_file_that_is_put_aside_is_gone(desk_client, data_folder, django_capture_on_commit_callbacks):
    found = file_on_desk()
    kept = data_folder / "imports" / found.file_hash
    assert kept.exists()
    with django_capture_on_commit_callbacks(execute=True):
        desk_client.post(at("desk-upload-drop", found.pk))
    assert not Upload.objects.exists()
    assert not kept.exists()


def test_a_file_that_was_applied_can_be_neither_applied_again_nor_put_aside(desk_client):
    found = file_on_desk()
    press(desk_client, "desk-upload-apply", found.pk)
    for name in ("desk-upload-apply", "desk-upload-drop"):
        assert desk_client.post(at(name, found.pk)).status_code == 400
    assert ImportBatch.objects.get().uploads.get() == found


def test_an_import_on_which_another_stands_is_not_taken_back(desk_client):
    first = file_on_desk()
    press(desk_client, "desk-upload-apply", first.pk)
    batch = ImportBatch.objects.get()
    table = b"state,kind,date,treaty\nTuvalu,accession,2026-11-10,ccm\n"
    send(desk_client, "later.csv", table)
    press(desk_client, "desk-upload-apply", upload().pk)
    answer = desk_client.post(at("desk-import-undo", batch.pk))
    assert answer.status_code == 400
    assert "stands on it" in answer.content.decode()


def test_both_sides_are_shown_until_a_reason_settles_it(desk_client, client_elsewhere):
    row = dispute()
    public = reverse("state", args=["bra"])
    for address in (at("desk-disputes"), at("desk-state", "bra"), public):
        page = client_elsewhere.get(address) if address == public else desk_client.get(address)
        assert "accession, 8 November 2026" in page.content.decode()
        assert "accession, 9 November 2026" in page.content.decode()

    settled = {"side": "record", "reason": "The notification C.N.1 has the ninth."}
    assert desk_client.post(at("desk-dispute", row.pk), settled | {"reason": ""}).status_code == 400
    desk_client.post(at("desk-dispute", row.pk), settled)
    settlement = Settlement.objects.get()
    assert settlement.settled_by == cast.coordinator_a()
    assert "accession, 8 November 2026" not in desk_client.get(at("desk-disputes")).content.decode()
    assert "C.N.1" in desk_client.get(f"{at('desk-disputes')}?which=settled").content.decode()
    page = client_elsewhere.get(public).content.decode()
    assert "C.N.1" in page
    assert cast.coordinator_a().name not in page

    desk_client.post(at("desk-dispute-reopen", row.pk))
    assert not Settlement.objects.exists()
    assert "accession, 8 November 2026" in desk_client.get(at("desk-disputes")).content.decode()


def test_the_record_follows_the_other_source_and_back(desk_client, client_elsewhere):
    before = export()
    rows = b"state,kind,date,treaty\nVanuatu,accession,2025-08-24,ccm\n"
    send(desk_client, "press.csv", rows)
    press(desk_client, "desk-upload-apply", upload().pk)
    row = Contradiction.objects.get()
    settled = {"side": "other", "reason": "The letter has the 24th."}
    assert desk_client.post(at("desk-dispute", row.pk), settled).status_code == 302

    batch = Settlement.objects.get().batch
    assert (batch.changed, batch.options["adopts"]) == (1, True)
    assert export()["ccm"] != before["ccm"]
    page = desk_client.get(at("desk-dispute", row.pk)).content.decode()
    assert "Why the record follows the other source" in page
    assert "The letter has the 24th." in desk_client.get(at("desk-import", batch.pk)).content.decode()
    assert "stands now" in client_elsewhere.get(reverse("state", args=["vut"])).content.decode()
    first = ImportBatch.objects.exclude(pk=batch.pk).get()
    assert (
        desk_client.post(at("desk-import-undo", first.pk)).status_code == 400
    )  # the settlement stands on it

    desk_client.post(at("desk-dispute-reopen", row.pk))
    assert export() == before
    assert not Settlement.objects.exists()
    press(desk_client, "desk-import-undo", first.pk)
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert acts >= {"adopt other source", "reopen contradiction"}


def test_a_vote_follows_the_other_source_and_opens_again_with_its_import(desk_client):
    before = export()
    rows = b"state,resolution,date,vote\nCambodia,A/RES/72/54,2017-12-04,abstain\n"
    send(desk_client, "monitor.csv", rows)
    press(desk_client, "desk-upload-apply", upload().pk)
    desk_client.post(
        at("desk-dispute", Contradiction.objects.get().pk), {"side": "other", "reason": "They said so."}
    )
    vote = Vote.objects.get(roll_call__resolution="A/RES/72/54", roll_call__body="plenary", state="KHM")
    assert vote.choice == "abstain"

    press(desk_client, "desk-import-undo", Settlement.objects.get().batch_id)
    assert export() == before
    assert not Settlement.objects.exists()


def test_queries_of_the_list_do_not_grow_with_its_rows(desk_client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            desk_client.get(at("desk-imports"))
        return len(queries)

    file_on_desk()
    asked()  # what is kept of the record is there then
    one = asked()
    file_on_desk(FIXTURES["unoda"])
    file_on_desk(FIXTURES["table"])
    assert asked() == one
