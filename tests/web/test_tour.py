"""The tour: its figures are the record's, its pages are there, and each leads on to the next."""

import re

import pytest
from django.utils import timezone, translation
from tests.web.addresses import LANGUAGES

from accede.access.viewer import PUBLIC
from accede.record.models import Treaty
from accede.record.queries import status
from accede.web.public import tour

pytestmark = pytest.mark.django_db


def ccm():
    return Treaty.objects.get(pk="ccm")


def test_it_tells_what_the_record_says_today():
    stops = tour.stops(ccm(), on=timezone.localdate())
    assert [stop.number for stop in stops] == list(range(1, 9))
    counts = status.counts(ccm(), on=timezone.localdate(), viewer=PUBLIC)
    assert f"{counts.joined} States have joined and {counts.signatories} have" in stops[0].see
    # Lithuania's withdrawal took effect on 6 March 2025 (Article 20); Vanuatu's accession is the newest deposit.
    assert stops[1].url == "/en/treaties/ccm/status/?on=2025-03-05&tour=another-day"
    assert "5 March 2025" in stops[1].see
    assert "Lithuania" in stops[1].see
    assert stops[2].url.startswith("/en/states/vut/")


def test_of_a_day_before_anybody_joined_the_rest_is_told():
    keys = [stop.key for stop in tour.stops(ccm(), on=ccm().adopted_date)]
    assert "today" in keys
    assert not {"one-state", "another-day", "votes"} & set(keys)


def test_each_stop_leads_on_to_the_next_until_the_last(client):
    url, seen = tour.stops(ccm(), on=timezone.localdate())[0].url, []
    while url:
        page = client.get(url)
        assert page.status_code == 200
        content = page.content.decode()
        assert content.count('class="tour"') == 1
        seen.append(url)
        onward = re.search(r'<a href="([^"]+)">Next: ', content)
        url = onward[1].replace("&amp;", "&") if onward else None
    assert len(seen) == 8
    assert 'class="tour"' not in client.get("/en/treaties/ccm/?tour=nowhere").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_each_language(client, language):
    with translation.override(language):
        stops = tour.stops(ccm(), on=timezone.localdate())
    assert len(stops) == 8
    page = client.get(f"/{language}/tour/").content.decode()
    assert all(stop.url.startswith(f"/{language}/") for stop in stops)
    assert page.count("<li><p><a href=") == 8
