"""What other sites may show in theirs, and that it is nothing else."""

import html
import re

import pytest
from tests.web.addresses import LANGUAGES, address

pytestmark = [pytest.mark.django_db]


@pytest.mark.parametrize("name", ["embed-map", "embed-badge"])
def test_only_what_is_meant_for_it_may_be_framed(client, name):
    fresh = client.get(address(name))
    kept = client.get(address(name))
    unchanged = client.get(address(name), headers={"If-None-Match": fresh["ETag"]})

    assert unchanged.status_code == 304
    for answer in (fresh, kept, unchanged):
        assert "frame-ancestors * file:" in answer["Content-Security-Policy"]
        assert "script-src" not in answer["Content-Security-Policy"]
        assert "form-action 'none'" in answer["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer["Cache-Control"] == "public, max-age=60"
    for other in (address("treaty"), address(name).replace("ccm", "cmm"), f"{address(name)}?on=never"):
        refused = client.get(other)
        assert refused["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in refused["Content-Security-Policy"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_says_in_words_what_it_shows_and_holds_no_script(client, language):
    page = client.get(address("embed-map", language), {"on": "2025-03-05"}).content.decode()

    assert len(page.encode()) < 150_000
    assert "<script" not in page
    assert "<form" not in page
    assert " style=" not in page
    assert len(re.findall("data-state=", page)) == 197
    assert [int(number) for number in re.findall(r'class="numeric">(\d+)<', page)] == [112, 12, 73]
    assert re.findall("<a [^>]*>", page) == re.findall(
        '<a href="[^"]*" target="_blank" rel="noopener">', page
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "112 دولة طرفا"),
        ("zh", "112个缔约国"),
        ("en", "112 States Parties"),
        ("fr", "112 États parties"),
        ("ru", "112 государств-участников"),
        ("es", "112 Estados partes"),
    ],
)
def test_the_badge_counts_those_of_the_day_in_each_language(client, language, words):
    answer = client.get(address("embed-badge", language), {"on": "2025-03-05"})
    badge = html.unescape(answer.content.decode())

    assert answer["Content-Type"].startswith("image/svg+xml")
    assert f">{words}</text>" in badge
    assert f'direction="{"rtl" if language == "ar" else "ltr"}"' in badge


def test_the_badge_claims_no_day_that_the_record_does_not_know(client):
    known = client.get("/en/embed/treaties/ccw-pv/badge.svg", {"on": "2014-06-01"}).content.decode()
    beyond = client.get("/en/embed/treaties/ccw-pv/badge.svg", {"on": "2030-01-01"}).content.decode()

    assert "as of 1 June 2014" in known
    assert "as of March 2015" in beyond
    assert client.get(address("embed-badge"), {"look": "purple"}).status_code == 404


def test_the_lines_to_copy_lead_to_what_there_is(client, settings):
    settings.ADDRESS = "https://desk.example.org"
    page = html.unescape(client.get(f"{address('treaty', 'fr')}?on=2024-01-01").content.decode())

    assert '<iframe src="https://desk.example.org/fr/embed/treaties/ccm/map/"' in page
    assert 'srcset="https://desk.example.org/fr/embed/treaties/ccm/badge.svg?look=dark"' in page
