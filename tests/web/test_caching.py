"""Pages say how fresh they are, and are rendered once."""

import gzip

import pytest
from tests.web.addresses import PAGES, address

from accede.record.models import Edition

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_did_not_change_is_not_sent_again(client, name):
    first = client.get(address(name))

    again = client.get(address(name), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_a_kept_page_is_the_page(client):
    fresh = client.get(address("treaty"), headers={"Accept-Encoding": "gzip"})
    kept = client.get(address("treaty"), headers={"Accept-Encoding": "gzip"})
    plain = client.get(address("treaty"))

    assert kept.content == fresh.content
    assert plain.content == gzip.decompress(kept.content)
    assert "Content-Encoding" not in plain
    assert plain["Vary"] == "Accept-Encoding"


def test_a_kept_page_asks_the_database_for_the_edition_only(client, django_assert_num_queries):
    client.get(address("treaty"))

    with django_assert_num_queries(1):
        client.get(address("treaty"))


def test_another_edition_of_the_record_is_another_page(client):
    before = client.get(address("treaty"))["ETag"]

    Edition.objects.create(what="a correction")

    assert client.get(address("treaty"))["ETag"] != before


def test_languages_and_filters_are_pages_of_their_own(client):
    tags = {
        client.get(path)["ETag"]
        for path in (address("treaty"), address("treaty", "fr"), f"{address('treaty')}?on=2015-01-01")
    }

    assert len(tags) == 3


def test_what_is_not_there_is_not_kept(client):
    answer = client.get("/en/treaties/none/")

    assert answer.status_code == 404
    assert "ETag" not in answer
