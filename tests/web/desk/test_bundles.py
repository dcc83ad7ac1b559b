"""Many documents at once, made in the background."""

import io
import zipfile
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse
from django.utils import translation
from tests.access import cast
from tests.factories.outreach import ExchangeFactory
from tests.reporting import papers

from accede.background import worker
from accede.reporting.models import Bundle

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return cast.sign_in(client, cast.coordinator_a())


def address(name, *arguments):
    with translation.override("en"):
        return reverse(name, args=["ccm", *arguments])


def asked(desk, **told):
    told = {"to": "CYP, Kenya", "form": "zip-docx", "language": "en", "audience": 3} | told
    response = desk.post(address("desk-bundle-new"), told)
    assert response.status_code == 302, response.content.decode()
    assert resolve(urlsplit(response["Location"]).path).url_name == "desk-work"
    return Bundle.objects.unguarded(because="the test takes its number").get()


def test_dossiers_of_named_states_come_as_one_zip(desk):
    bundle = asked(desk)
    assert "It is not made yet." in desk.get(address("desk-bundle", bundle.pk)).content.decode()
    worker.work_off()
    assert "Download" in desk.get(address("desk-bundle", bundle.pk)).content.decode()
    response = desk.get(address("desk-bundle-file", bundle.pk))
    with zipfile.ZipFile(io.BytesIO(response.content)) as found:
        assert found.namelist() == ["CYP-en.docx", "KEN-en.docx"]
        assert found.testzip() is None


def test_dossiers_are_bound_to_one_pdf_with_one_list_of_sources(desk):
    bundle = asked(desk, form="pdf")
    worker.work_off()
    text = papers.pdf_text(desk.get(address("desk-bundle-file", bundle.pk)).content)
    assert text.index("Cyprus") < text.index("Kenya")
    assert text.count("Sources") == 1


def test_what_the_readers_may_not_see_is_withheld_from_the_bundle(desk):
    ExchangeFactory(owner=cast.mission_a(), said="The bill waits.", held_on=date(2026, 2, 1))
    bundle = asked(desk, to="KEN", audience=1, form="zip-docx")
    worker.work_off()
    bundle = Bundle.objects.unguarded(because="the test reads it").get()
    assert bundle.withheld == 1
    assert "The bill waits." not in desk.get(address("desk-bundle-file", bundle.pk)).content.decode("latin-1")


def test_a_document_comes_in_all_six_languages(desk):
    drafted = desk.post(
        address("desk-document-new", "talking-points"), {"state": "CYP", "language": "en", "audience": 1}
    )
    assert desk.post(f"{drafted['Location']}languages/").status_code == 302
    worker.work_off()
    bundle = Bundle.objects.unguarded(because="the test takes its number").get()
    response = desk.get(address("desk-bundle-file", bundle.pk))
    with zipfile.ZipFile(io.BytesIO(response.content)) as found:
        assert sorted(found.namelist()) == [
            f"CYP-{code}.docx" for code in ("ar", "en", "es", "fr", "ru", "zh")
        ]


@pytest.mark.parametrize("told", [{"to": "Atlantis"}, {"to": "x" * 300}, {"to": ""}])
def test_a_list_that_names_nobody_is_refused(desk, told):
    response = desk.post(
        address("desk-bundle-new"), {"form": "pdf", "language": "en", "audience": 3, "category": ""} | told
    )
    assert response.status_code == 400
    assert not Bundle.objects.unguarded(because="the test counts").exists()
