"""Materials and hand-outs in the browser's place: uploads, refusals, and the public page with its counter."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.access import cast
from tests.files.uploads import pdf, real_word
from tests.outreach.reading import log
from tests.toolkit.reading import first, give, given, guide, version

from accede.access.roles import Confidentiality
from accede.toolkit.models import DownloadCount, Material

pytestmark = pytest.mark.django_db

DESK = "/en/desk/ccm/toolkit/"
FILLED_IN = {
    "title": "A guide",
    "publisher": "Support Unit",
    "kind": "guide",
    "terms": "Free to use.",
    "language": "fr",
    "date_given": "2024-05",
    "label": "Première édition",
    "confidentiality": Confidentiality.PUBLIC.value,
}


@pytest.fixture
def desk(client):
    return cast.sign_in(client, cast.coordinator_a())


def _file(content=None, name="guide.docx"):
    return SimpleUploadedFile(name, content or real_word())


def test_a_material_is_entered_with_its_file_and_downloaded_by_anyone(desk, client_elsewhere):
    made = desk.post(f"{DESK}new/", FILLED_IN | {"file": _file(name="دليل.docx")}, follow=True)
    assert made.status_code == 200
    assert "Première édition" in made.content.decode()
    shown = client_elsewhere.get("/ar/treaties/ccm/materials/").content.decode()
    number = first(Material.objects.unguarded(because="a test").latest("pk")).pk
    assert f"/ar/materials/{number}/file/" in shown
    for _again in range(2):
        answer = client_elsewhere.get(f"/en/materials/{number}/file/")
        assert answer.content == real_word() or answer.content.startswith(b"PK")
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment")
        assert (answer["Cache-Control"], "Set-Cookie" in answer, dict(answer.cookies)) == (
            "no-store",
            False,
            {},
        )
    client_elsewhere.head(f"/en/materials/{number}/file/")
    assert [(each.day, each.number) for each in DownloadCount.objects.all()] == [(timezone.localdate(), 2)]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("guide.pdf", pdf(b"<</S /JavaScript>>")), "holds JavaScript"),
        (("guide.pdf", real_word()), "not what the ending of its name says"),
        (("guide.docm", real_word()), "holds macros"),
        (("guide.svg", b"<svg/>"), "can hold scripts"),
    ],
)
def test_a_bad_upload_is_sent_back_with_what_was_filled_in(desk, file, said):
    name, content = file
    answer = desk.post(f"{DESK}new/", FILLED_IN | {"file": _file(content, name)})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert 'value="A guide"' in answer.content.decode()
    assert not Material.objects.unguarded(because="a test").filter(owner__isnull=False).exists()


def test_two_hundred_megabytes_are_refused_before_they_are_read(desk):
    answer = desk.generic(
        "POST", f"{DESK}new/", b"", "multipart/form-data; boundary=x", CONTENT_LENGTH="209715200"
    )
    assert answer.status_code == 413
    assert "At most 20 MB" in answer.content.decode()


def test_the_public_page_follows_what_is_done_to_a_material(desk, client_elsewhere):
    page = "/en/treaties/ccm/materials/"
    row = guide("A public guide", confidentiality=Confidentiality.PUBLIC)
    guide("For partners")
    text = client_elsewhere.get(page).content.decode()
    assert "A public guide" in text
    assert "For partners" not in text
    assert "A public guide" not in client_elsewhere.get(f"{page}?kind=checklist").content.decode()
    assert client_elsewhere.get(f"{page}?kind=nothing").status_code == 404
    desk.post(f"{DESK}{row.pk}/withdraw/")
    assert "A public guide" not in client_elsewhere.get(page).content.decode()
    assert client_elsewhere.get(f"/en/materials/{first(row).pk}/file/").status_code == 404


def test_a_material_is_handed_out_in_an_exchange_and_found_wherever_the_state_is(desk):
    exchange, kept = log(), first(guide())
    form = f"{DESK}hand-outs/new/?exchange={exchange.pk}"
    shown = desk.get(form).content.decode()
    assert f'name="exchange" value="{exchange.pk}"' in shown
    told = {
        "state": "KEN",
        "handed_on": "2026-09-30",
        "versions": [kept.pk],
        "exchange": exchange.pk,
        "person": cast.coordinator_a().pk,
        "confidentiality": 3,
        "attribution": "open",
    }
    assert desk.post(form, told | {"state": "UGA"}).status_code == 400
    answer = desk.post(form, told)
    assert answer["Location"].endswith(f"/exchanges/{exchange.pk}/")
    (row,) = given(exchange=exchange.pk)
    link = f"/en/desk/ccm/toolkit/hand-outs/{row.pk}/"
    for page in (
        f"exchanges/{exchange.pk}/",
        "states/ken/",
        "toolkit/for/ken/",
        "search/?q=guide",
        "toolkit/hand-outs/?state=KEN",
    ):
        assert link in desk.get(f"/en/desk/ccm/{page}").content.decode(), page


def test_who_holds_an_outdated_version_is_offered_the_newer_one(desk):
    row = guide()
    give(first(row))
    newer = version(row, label="2")
    page = desk.get(f"{DESK}hand-outs/outdated/").content.decode()
    assert f"hand-outs/new/?state=KEN&amp;version={newer.pk}" in page
