"""Pages on national law: counts that open lists, a law written down and compared, and refusals that say why."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast
from tests.legislation.test_drafting import ISLAND

from accede.legislation.models import Law

pytestmark = pytest.mark.django_db

DESK = "/en/desk/ccm"
BILL = {
    "state": "KIR",
    "kind": "in-progress",
    "name": "Cluster Munitions Bill 2026",
    "url": "",
    "reading": "Before the cabinet.",
    "date_given": "2026-03",
    "source": "",
    "publisher": "",
    "title": "",
    "link": "",
    "source_rank": "6",
    "origin": "A talk in the corridor",
    "confidentiality": "3",
    "attribution": "open",
}


def text_of(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def coordinator(client):
    return cast.sign_in(client, cast.coordinator_a())


def _written(client, **changes):
    answer = client.post(f"{DESK}/laws/new/", BILL | changes)
    assert answer.status_code == 302, text_of(answer)
    return Law.objects.unguarded(because="the test looks at what was written").latest("pk")


def test_a_bill_is_written_down_counted_compared_and_ended(coordinator):
    row = _written(coordinator)
    assert (row.owner.name, row.day.isoformat()) == ("Mission A", "2026-03-31")
    listed = text_of(coordinator.get(f"{DESK}/laws/?who=neither&region=asia-pacific&standing=in-progress"))
    assert "1 State " in listed
    assert "Kiribati" in listed
    refused = coordinator.post(
        f"{DESK}/laws/{row.pk}/compare/transit/", {"verdict": "covered", "language": "en"}
    )
    assert refused.status_code == 400
    assert "others must find it" in text_of(refused)
    found = {"verdict": "covered", "place": "s. 4", "passage": "No person shall carry …", "language": "en"}
    answer = coordinator.post(f"{DESK}/laws/{row.pk}/compare/transit/", found)
    assert answer["Location"].endswith(f"/laws/{row.pk}/#transit")
    for page in (f"/laws/{row.pk}/", "/states/kir/laws/"):
        assert "No person shall carry …" in text_of(coordinator.get(DESK + page))
    assert "Cluster Munitions Bill 2026" in text_of(coordinator.get(f"{DESK}/states/kir/"))
    assert coordinator.post(f"{DESK}/laws/{row.pk}/end/", {"date_given": "2026-05"}).status_code == 302
    assert "no longer so since" in text_of(coordinator.get(f"{DESK}/laws/{row.pk}/"))


def test_what_cannot_be_is_sent_back_with_the_reason(coordinator):
    for changes, reason in (
        ({"state": ""}, "This field is required"),
        ({"date_given": "2026-13"}, "is no day, month or year"),
        ({"name": "", "reading": ""}, "Name the law"),
        ({"confidentiality": "1"}, "cites a source"),
    ):
        answer = coordinator.post(f"{DESK}/laws/new/", BILL | changes)
        assert answer.status_code == 400
        assert reason in text_of(answer)
    for page in ("/laws/?who=everyone", "/laws/999999/", "/laws/1/compare/parking/", "/states/xxx/laws/"):
        assert coordinator.get(DESK + page).status_code == 404


def test_more_laws_take_no_more_queries(coordinator):
    def count(page):
        coordinator.get(DESK + page)  # what is kept of the record is there then
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.get(DESK + page).status_code == 200
        return len(queries)

    _written(coordinator)
    pages = ["/laws/?who=all", "/states/kir/laws/"]
    before = [count(page) for page in pages]
    for iso3 in ("KIR", "TUV", "BRA"):
        _written(coordinator, state=iso3)
    assert [count(page) for page in pages] == before


def test_a_fact_that_is_missing_is_added_and_the_model_law_is_offered(coordinator):
    assert "Unknown." in text_of(coordinator.get(f"{DESK}/states/tuv/approach/"))
    given = {key: BILL[key] for key in BILL if key not in ("kind", "name", "url")} | {"state": "TUV"}
    for question in ("possession", "contamination"):
        page = f"{DESK}/laws/facts/new/?state=TUV&question={question}"
        assert f'value="{question}" selected' in coordinator.get(page).content.decode()
        answer = coordinator.post(page, given | {"question": question, "answer": "no"})
        assert answer.status_code == 302, text_of(answer)
    assert "A fact about" in text_of(coordinator.post(f"{DESK}/laws/facts/new/", given | {"date_given": ""}))
    for page in ("/states/tuv/approach/", "/states/tuv/", "/states/tuv/laws/"):
        assert "It is for this State." in text_of(coordinator.get(DESK + page))
    listed = text_of(coordinator.get(f"{DESK}/laws/model-law/"))
    assert "It is for them (1)" in listed
    assert "CCM/MSP/2011/WP.6" in listed


def test_a_draft_is_composed_read_and_taken_along(coordinator):
    page = f"{DESK}/states/tuv/laws/draft/"
    assert "Legal tradition" in text_of(coordinator.get(page))
    refused = coordinator.get(page, ISLAND | {"language": "fr", "tradition": ""})
    assert refused.status_code == 400
    assert "it decides the clauses on Short title and commencement" in text_of(refused)
    answer = coordinator.get(page, ISLAND | {"language": "fr"})
    told = text_of(answer)
    assert "Une aide à la rédaction, non un avis juridique." in told
    assert "Conservation pour l’instruction" not in told
    docx = coordinator.get(page, ISLAND | {"language": "en", "as": "docx"})
    assert docx.content.startswith(b"PK")
    assert docx["Content-Disposition"].endswith('draft-law-on-cluster-munitions-tuvalu.docx"')
    assert coordinator.get(page, {"as": "docx"}).status_code == 404
    kept = coordinator.get(f"{DESK}/documents/new/draft-law/", ISLAND | {"state": "TUV"}).content.decode()
    assert '<option value="common" selected>' in kept
    given = ISLAND | {"state": "TUV", "language": "en", "audience": "1"}
    made = coordinator.post(f"{DESK}/documents/new/draft-law/", given)
    assert made.status_code == 302, text_of(made)
    assert "Draft law on cluster munitions: Tuvalu" in text_of(coordinator.get(made["Location"]))
