"""What is too old to tell of a day says so wherever it is used."""

import pytest
from django.core.cache import caches
from django.urls import reverse
from tests.access import cast

from accede.record.models import Treaty

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DESK_PAGES = ["desk-today", "desk-states", "desk-exchanges", "desk-norm", "desk-imports"]


@pytest.fixture
def old_record():
    """Changed past the program, which would have begun another edition: what is kept of the pages goes, before and after."""
    caches["pages"].clear()
    Treaty.objects.filter(pk="ccm").update(as_of="2024-03")
    yield
    caches["pages"].clear()


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
