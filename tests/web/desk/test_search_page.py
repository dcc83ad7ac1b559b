"""The search of the desk, as a page: what one may not see is neither shown nor counted."""

import re

import pytest
from tests.access import cast
from tests.factories.access import PersonFactory
from tests.outreach.reading import log

from accede.access.roles import Confidentiality
from accede.evidence.queries import looking
from accede.outreach.queries import search as outreach_search
from accede.web.desk.views import search

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


def test_a_part_is_looked_through_at_once_and_the_page_leads_to_what_is_older(client, monkeypatch):
    for name, number in {"AT_ONCE": 2, "LEAST": 2, "AT_FIRST": 0}.items():
        monkeypatch.setattr(looking, name, number)
    for number in range(5):
        log(said=f"Quagga {number} 斑驴 الحمار.")
    found = []
    address = "?q=quagga"
    cast.sign_in(client, cast.coordinator_b())
    for _part in (1, 2, 3):
        text = client.get(f"/en/desk/ccm/search/{address}").content.decode()
        found.append(re.findall(r"Quagga (\d)", text))
        assert "Not everything was looked through" in text
        (older,) = re.findall(r'class="button" href="(\?[^"]*part=\d+)"', text)
        address = older.replace("&amp;", "&")
    assert found == [["4", "3"], ["2", "1"], ["0"]]
    assert address == "?q=quagga&part=4"
    for words in ("斑驴", "حمار"):
        assert re.findall(r"Quagga (\d)", page(client, "coordinator_b", words)) == ["4", "3"]
    nothing = page(client, "coordinator_b", "zebra")
    assert "None of the records looked through holds all these words" in nothing
    assert "Nothing that you may see" not in nothing


def test_what_other_kinds_do_not_take_is_left_to_those_that_have_more(client, monkeypatch):
    for name, number in {"AT_ONCE": 4, "LEAST": 1, "AT_FIRST": looking.KINDS + 3}.items():
        monkeypatch.setattr(looking, name, number)
    for number in range(4):
        log(said=f"Quagga {number}")
    text = page(client, "coordinator_b")
    assert re.findall(r"Quagga (\d)", text) == ["3", "2", "1", "0"]


@pytest.mark.parametrize("part", ["0", "-1", "x", "²", "9" * 40, "1" * 6])
def test_a_part_that_is_none_is_answered(client, part):
    cast.sign_in(client, cast.observer())
    assert client.get("/en/desk/ccm/search/", {"q": "a", "part": part}).status_code == 200


def test_of_many_people_and_meetings_some_are_named(client, monkeypatch):
    for module in (outreach_search, search):
        monkeypatch.setattr(module, "MOST_NAMED", 2)
    for number in range(3):
        PersonFactory(name=f"Quagga {number}")
    text = page(client, "coordinator_b")
    assert len(re.findall(r"Quagga \d", text)) == 2
    assert "More words find fewer" in text
