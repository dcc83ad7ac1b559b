"""What is too old to tell of a day says so wherever it is used."""

from datetime import date

import pytest
from django.urls import reverse
from tests.access import cast
from tests.reporting.making import make, text
from tests.web.addresses import address

from accede.record.models import Treaty

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DESK_PAGES = [
    *("desk-today", "desk-states", "desk-exchanges", "desk-norm", "desk-imports", "desk-pathways"),
    *("desk-plan", "desk-meetings", "desk-documents", "desk-forecast", "desk-follow-ups"),
]
DESK_STATE_PAGES = ["desk-state", "desk-approach", "desk-pathway", "desk-story"]
# Beside downloads, which say so in their names: every page of the public site that shows where a State stands.
PUBLIC_PAGES = ["treaties", "treaty", "status", "targets", "votes", "states", "state", "methods"]
API = ["treaties", "treaties/ccm", "treaties/ccm/status", "treaties/ccm/targets", "states/cyp"]
DOCUMENTS = {
    "dossier": {"state": "CYP"},
    "talking-points": {"state": "CYP"},
    "day-sheet": {"meeting": "13msp"},
    "progress": {"meeting": "13msp", "since": date(2025, 1, 1), "until": date(2025, 12, 31)},
    "handover": {},
}


@pytest.fixture
def old_record():
    Treaty.objects.filter(pk="ccm").update(as_of="2024-03")


@pytest.mark.parametrize("name", PUBLIC_PAGES)
@pytest.mark.parametrize("old", [True, False])
def test_a_public_page_says_that_a_treatys_record_is_old(client, request, name, old):
    Treaty.objects.exclude(pk="ccm").update(as_of=date.today().isoformat())  # noqa: DTZ011, TID251 -- the site's own day
    if old:
        request.getfixturevalue("old_record")
    page = client.get(address(name)).content.decode()
    assert ("may be out of date" in page) is old


@pytest.mark.parametrize("path", API)
def test_the_api_says_that_a_treatys_record_is_old(client, old_record, path):
    assert '"stale":true' in client.get(f"/api/v1/{path}").content.decode().replace(" ", "")


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_says_that_the_treatys_record_is_old(old_record, kind):
    told = "The record of this treaty is complete as of March 2024; it may be out of date."
    assert told in text(make(kind, **DOCUMENTS[kind]).document)
    Treaty.objects.filter(pk="ccm").update(as_of="2026-02-20")
    assert "may be out of date" not in text(make(kind, **DOCUMENTS[kind]).document)


def test_what_leaves_the_house_says_so_too(old_record):
    assert "States Parties, now 112 (as of March 2024), warmly" in text(make("letter", state="CYP").document)
    instrument = make("instrument", state="CYP", details={"act": "ratification"}).document
    assert text(instrument).endswith("complete as of March 2024; it may be out of date.")


@pytest.mark.parametrize("name", DESK_STATE_PAGES)
def test_the_desks_pages_of_a_state_say_so_too(client, old_record, name):
    cast.sign_in(client, cast.coordinator_a())
    page = client.get(reverse(name, args=["ccm", "cyp"])).content.decode()
    assert "complete as of March 2024" in page


def test_a_meetings_planner_says_so_too(client, old_record):
    cast.sign_in(client, cast.coordinator_a())
    page = client.get(reverse("desk-meeting", args=["ccm", "ccm-13msp"])).content.decode()
    assert "complete as of March 2024" in page


@pytest.mark.parametrize("name", DESK_PAGES)
@pytest.mark.parametrize("old", [True, False])
def test_the_desk_says_that_the_treatys_record_is_old(client, request, name, old):
    if old:
        request.getfixturevalue("old_record")
    cast.sign_in(client, cast.coordinator_a())
    page = client.get(reverse(name, args=["ccm"])).content.decode()
    assert ("complete as of March 2024" in page) is old


def test_a_state_of_the_desk_tells_the_age_of_its_treatys_record(client):
    cast.sign_in(client, cast.coordinator_a())
    page = client.get(reverse("desk-state", args=["ccm", "cyp"])).content.decode()
    assert "The record of this treaty is complete as of" in page


@pytest.mark.parametrize("what", ["status", "targets"])
def test_a_download_of_an_old_record_says_so_in_its_name(client, old_record, what):
    address = reverse(f"{what}-download", args=["ccm", "csv"])
    assert "-record-as-of-2024-03.csv" in client.get(address)["Content-Disposition"]
    then = client.get(f"{address}?on=2024-05-01")["Content-Disposition"]
    assert f'"ccm-{what}-2024-05-01.csv"' in then
