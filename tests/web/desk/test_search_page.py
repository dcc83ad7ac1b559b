"""The search of the desk, as a page: what one may not see is neither shown nor counted."""

import re

import pytest
from tests.access import cast
from tests.outreach.reading import log

from accede.access.roles import Confidentiality

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def page(client, who, words="quagga", language="en"):
    cast.sign_in(client, cast.CAST[who]())
    return client.get(f"/{language}/desk/ccm/search/", {"q": words}).content.decode()


def counts(text):
    return re.findall(r"(\d+) record", text)


@pytest.mark.parametrize(
    "who", ["cmc_partner", "icrc_partner", "thematic_coordinator", "observer", "administrator"]
)
def test_who_may_not_see_finds_nothing_and_is_told_no_count(client, who):
    log(said="A quagga was seen.")
    text = page(client, who)
    assert "A quagga was seen" not in text
    assert "Kenya" not in text
    assert counts(text) == []
    assert "Nothing that you may see holds all these words" in text


def test_a_count_tells_of_nothing_that_one_may_not_see(client):
    for confidentiality in (Confidentiality.PARTNERS, Confidentiality.COORDINATORS):
        log(said="A quagga was seen.", confidentiality=confidentiality)
    assert counts(page(client, "coordinator_b")) == ["2"]
    assert counts(page(client, "support_unit_officer")) == ["1"]
    assert counts(page(client, "cmc_partner")) == ["1"]
    assert counts(page(client, "observer")) == []


@pytest.mark.parametrize("language", ["ar", "zh", "fr", "ru", "es"])
def test_it_finds_in_every_language(client, language):
    log(said="Un quagga a été vu 斑驴.")
    for words in ("quagga été", "quagga ete", "斑驴"):
        assert "Un quagga a été vu" in page(client, "coordinator_b", words, language)


def test_each_hit_leads_to_a_page_that_is_there(client):
    log(said="A quagga was seen.")
    text = page(client, "coordinator_b")
    (place,) = re.findall(r'<p class="card__title"><a href="([^"]+)"', text)
    assert "A quagga was seen" in client.get(place).content.decode()


@pytest.mark.parametrize("words", ["", "  ", "?!", "x" * 5000, "\x00"])
def test_strange_words_are_answered(client, words):
    cast.sign_in(client, cast.observer())
    assert client.get("/en/desk/ccm/search/", {"q": words}).status_code == 200
