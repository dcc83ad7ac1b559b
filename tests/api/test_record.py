"""The record for other programs: the same rows as the pages and the commands give."""

import csv
import gzip
import html
import io
import re
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast
from tests.toolkit.reading import by, guide, version

from accede import packing
from accede.access.roles import Confidentiality
from accede.api import problems, schemas
from accede.api.urls import api
from accede.toolkit import actions as toolkit

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# Every operation that is open to anyone, tried with what is on record. One without a line here fails the first test.
OPERATIONS = {
    "/treaties": "/treaties",
    "/treaties/{key}": "/treaties/ccm",
    "/treaties/{key}/status": "/treaties/ccm/status",
    "/treaties/{key}/targets": "/treaties/ccm/targets",
    "/treaties/{key}/targets/changes": "/treaties/ccm/targets/changes?since=2023-06-30",
    "/treaties/{key}/votes": "/treaties/ccm/votes",
    "/treaties/{key}/votes/moves": "/treaties/ccm/votes/moves",
    "/treaties/{key}/actions": "/treaties/ccm/actions",
    "/treaties/{key}/materials": "/treaties/ccm/materials",
    "/treaties/{key}/changes": "/treaties/ccm/changes",
    "/treaties/{key}/changes.atom": "/treaties/ccm/changes.atom",
    "/states": "/states",
    "/states/{iso3}": "/states/ltu",
}
TOLD = ["Content-Type", "Content-Length", "ETag", "Cache-Control"]
LISTS = ["status", "targets", "votes", "actions", "changes"]
CSV = ["status", "targets", "votes", "actions"]


@pytest.fixture
def ask(client):
    def asked(path, **filters):
        return client.get(f"/api/v1{path}", filters)

    return asked


def test_every_operation_is_tried():
    paths = api.get_openapi_schema()["paths"]
    public = [path for path, of in paths.items() if not any("security" in each for each in of.values())]
    assert {path.removeprefix("/api/v1") for path in public} == set(OPERATIONS)


@pytest.mark.parametrize("role", ["public", *cast.CAST])
@pytest.mark.parametrize("path", OPERATIONS.values())
def test_everybody_is_answered_alike(client, path, role):
    public = client.get(f"/api/v1{path}")
    if role != "public":
        cast.sign_in(client, cast.CAST[role]())
    answer = client.get(f"/api/v1{path}")

    assert answer.status_code == 200
    assert answer.content == public.content


@pytest.mark.parametrize("path", ["/openapi.json", *OPERATIONS.values()])
def test_nothing_can_be_written_and_its_head_can_be_asked_for(client, path):
    whole, head = client.get(f"/api/v1{path}"), client.head(f"/api/v1{path}")
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(client, method)(f"/api/v1{path}")
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")
        assert (refused["Content-Type"], refused.json()["status"]) == (problems.KIND, 405)

    assert (head.status_code, head.content) == (200, b"")
    assert [head.headers.get(name) for name in TOLD] == [whole.headers.get(name) for name in TOLD]


def test_a_body_in_pieces_is_not_taken_for_an_empty_one(client):
    sent = {"content_type": "application/json", "headers": {"Transfer-Encoding": "chunked"}}
    refused = client.generic("POST", "/api/v1/desk/ccm/exchanges", **sent)
    assert (refused.status_code, refused["Content-Type"]) == (411, problems.KIND)


@pytest.mark.parametrize("path", ["", "v1", "v1/", "v2/treaties", "v1/treaties/ccm/nothing", "v1/\0"])
def test_what_is_not_there_is_told_to_programs_wherever_they_look(client, path):
    for answer in (client.get(f"/api/{path}"), client.post(f"/api/{path}", {})):
        assert (answer.status_code, answer["Content-Type"]) == (404, problems.KIND)
        assert "/api/v1/openapi.json" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("day", "joined"), [("2025-03-05", 112), ("2025-03-06", 111), ("2025-09-05", 112), ("2017-08-01", 102)]
)
def test_the_status_on_a_day_is_the_one_that_was_published(ask, day, joined):
    answer = ask("/treaties/ccm/status", on=day).json()

    assert sum(row["status"] == "party" for row in answer["items"]) == joined
    assert (answer["on"], answer["count"], answer["stale"]) == (day, 197, False)
    assert ask("/treaties/ccm", on=day).json()["counts"]["joined"] == joined


def test_an_old_table_says_that_it_is_old(ask):
    assert ask("/treaties/ccw-apii/status").json()["stale"] is True
    assert ask("/treaties/ccw-apii/status", on="2014-01-01").json()["stale"] is False


def test_a_row_has_the_columns_that_scripts_rely_on(ask):
    row = next(
        row for row in ask("/treaties/ccm/status", on="2025-03-06").json()["items"] if row["iso3"] == "LTU"
    )

    assert row == {
        "iso3": "LTU",
        "name": "Lithuania",
        "status": "neither",
        "in_force": False,
        "former_party": True,
        "signature_date": "2008-12-03",
        "consent_means": "ratification",
        "consent_date": "2011-03-24",
        "entry_into_force_date": "2011-09-01",
        "withdrawal_effective_date": "2025-03-06",
    }


@pytest.mark.parametrize("name", CSV)
def test_csv_holds_what_json_holds(ask, name):
    rows = list(csv.DictReader(io.StringIO(ask(f"/treaties/ccm/{name}", format="csv").content.decode())))
    items = ask(f"/treaties/ccm/{name}").json()["items"]

    assert [row["iso3"] for row in rows] == [item["iso3"] for item in items]
    assert list(rows[0]) == list(items[0])


@pytest.mark.parametrize("name", LISTS)
def test_pages_add_up_to_the_whole(ask, client, name):
    whole = ask(f"/treaties/ccm/{name}", limit=1000).json()
    address, found = f"/api/v1/treaties/ccm/{name}?limit=97", []
    while address:
        page = client.get(address).json()
        found += page["items"]
        address = page["next"]

    assert found[: len(whole["items"])] == whole["items"]
    assert len(found) == whole["count"]


def test_filters_are_those_of_the_pages(ask):
    signatories = ask("/treaties/ccm/status", on="2026-03-01", status="signatory").json()
    african = ask("/treaties/ccm/status", on="2026-03-01", status="signatory", group="african").json()
    listed = ask("/treaties/ccm/targets", on="2026-03-01", category="signatory").json()

    assert signatories["count"] == listed["count"] == 12
    assert {row["iso3"] for row in african["items"]} == set("AGO CAF COD DJI KEN LBR TZA UGA".split())


@pytest.mark.parametrize(
    "asked",
    [
        "status?speaks=fr&group=african",
        "targets?speaks=fr",
        "targets?category=voted-yes&resolution=A/RES/77/79&always=",
        "targets?category=voted-yes&always=",
        "votes?vote=abstain&speaks=ar",
        "votes?status=signatory&group=african",
        "votes?status=former",
        "status?status=party-pending&on=2023-12-01",
        "votes?vote=yes&on=2001-01-01",
    ],
)
def test_tables_are_narrowed_as_the_pages_files_are(client, asked):
    name, filters = asked.split("?")
    told = client.get(f"/api/v1/treaties/ccm/{name}?format=csv&{filters.replace('always=', 'always=true')}")
    page = client.get(f"/en/treaties/ccm/{name}.csv?{filters.replace('always=', 'always=yes')}")
    assert (told.status_code, page.status_code) == (200, 200)
    rows, shown = (
        list(csv.DictReader(io.StringIO(each.content.decode("utf-8-sig")))) for each in (told, page)
    )
    assert rows == shown
    assert bool(rows) is ("2001" not in asked)


@pytest.mark.parametrize(
    "filters",
    [
        "targets/changes?since=2016-01-01",
        "targets/changes?since=2018-01-01&on=2022-06-01&category=signatory",
        "votes/moves",
        "votes/moves?first=A/RES/72/54&second=A/RES/79/58",
        "votes/moves?on=2001-01-01",
    ],
)
def test_what_moved_is_what_the_page_shows(client, filters):
    path, _mark, asked = filters.partition("?")
    told = client.get(f"/api/v1/treaties/ccm/{path}?language=fr&{asked}").json()
    page = client.get(f"/fr/treaties/ccm/{path.split('/')[0]}/?{asked}")
    if path == "targets/changes":
        both = page.context["comparison"]
        shown = [
            (each.iso3, each.name, each.category, change, *each.why)
            for change, found in (("entered", both.entered), ("left", both.left))
            for each in found
        ]
    else:
        between = page.context["first"], page.context["second"]
        shown = [
            (each.iso3, each.name, between[0], each.before, between[1], each.after)
            for each in page.context["movers"]
        ]
    assert [tuple(row.values()) for row in told["items"]] == shown
    schema = schemas.TargetChangeList if path == "targets/changes" else schemas.MoveList
    assert schema.model_validate(told).model_dump(mode="json") == told
    assert bool(shown) is ("2001" not in filters)


def test_materials_are_those_of_the_page_and_follow_what_is_done_to_them(client, ask):
    public = Confidentiality.PUBLIC
    ours = guide("A public guide", confidentiality=public)
    french = version(ours, "fr", confidentiality=public, url="https://example.org/guide", label="=1")
    guide("A public song", kind="model-law", confidentiality=public, first=None)
    guide("For partners")
    place = "/treaties/ccm/materials"
    for filters in (
        {},
        {"kind": "model-law"},
        {"words": "public GUIDE"},
        {"in_language": "fr"},
        {"kind": "other"},
    ):
        told = ask(place, language="ar", **filters).json()
        names = {"words": "q", "in_language": "language", "kind": "kind"}
        page = client.get(f"/ar{place}/", {names[name]: each for name, each in filters.items()})
        shown = html.unescape(page.content.decode())
        assert [each["number"] for each in told["items"]] == [
            int(number) for number in re.findall(r'id="material-(\d+)"', shown)
        ]
        files = [each["file"] for row in told["items"] for each in row["versions"] if each["file"]]
        assert files == re.findall(r'href="(/ar/materials/[^"]+)"', shown)
        assert all(row["title"] in shown for row in told["items"])
    whole = ask(place).json()
    assert schemas.MaterialList.model_validate(whole).model_dump(mode="json") == whole
    assert "For partners" not in str(whole)
    own = next(row for row in whole["items"] if row["number"] == ours.pk)
    assert [each["language"] for each in own["versions"]] == ["en", "fr"]
    assert (own["versions"][1]["url"], own["versions"][1]["file"]) == ("https://example.org/guide", "")
    assert client.get(own["versions"][0]["file"]).status_code == 200
    song = next(row for row in whole["items"] if row["title"] == "A public song")
    assert (song["versions"], song["terms"]) == ([], "Free to use.")
    table = list(csv.DictReader(io.StringIO(ask(place, format="csv").content.decode())))
    assert list(table[0]) == list(whole["items"][0])
    assert ask(place, limit=1, offset=1).json()["items"] == whole["items"][1:2]
    before = ask(place)["ETag"]
    assert client.get(f"/api/v1{place}", headers={"if-none-match": before}).status_code == 304
    toolkit.withdraw(record=french, **by())
    after = client.get(f"/api/v1{place}", headers={"if-none-match": before})
    assert (after.status_code, after["ETag"] == before) == (200, False)
    assert "A public guide" not in str(ask(place, in_language="fr").json())


def test_a_state_is_found_by_any_of_its_names(ask):
    assert [row["iso3"] for row in ask("/states", name="Turkey").json()["items"]] == ["TUR"]
    assert [row["iso3"] for row in ask("/states", name="تركيا").json()["items"]] == ["TUR"]
    assert ask("/states/tur", language="fr").json()["name"] == "Türkiye"


def test_a_state_stands_somewhere_in_every_treaty(ask):
    standings = ask("/states/LTU", on="2025-03-05").json()["standings"]

    assert {row["treaty"] for row in standings} == {row["key"] for row in ask("/treaties").json()["items"]}
    assert next(row["status"] for row in standings if row["treaty"] == "ccm") == "party"


def test_changes_tell_what_happened_and_nothing_after_the_day(ask):
    found = ask("/treaties/ccm/changes", after="2023-06-30", on="2024-06-30").json()["items"]

    assert [(row["on"], row["iso3"], row["became"], row["act"]) for row in found] == [
        ("2024-02-01", "SSD", "party", ""),
        ("2023-08-03", "SSD", "party-pending", "accession"),
        ("2023-08-01", "NGA", "party", ""),
    ]


def test_the_feed_is_atom_with_an_entry_a_change_and_the_treatys_page_leads_to_it(client, ask):
    answer = ask("/treaties/ccm/changes.atom", language="fr")
    feed = ET.fromstring(answer.content)  # noqa: S314 -- our own
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert len(entries) == 50
    assert len({entry.find("{http://www.w3.org/2005/Atom}id").text for entry in entries}) == 50
    # Words of the reader's language, not ours between programs; and an author, without whom it is no valid feed.
    assert [entry.find("{http://www.w3.org/2005/Atom}title").text for entry in entries[:2]] == [
        "Vanuatu\u00a0: Partie",
        "Vanuatu\u00a0: Partie, pas encore en vigueur",
    ]
    assert feed.findtext("{http://www.w3.org/2005/Atom}author/{http://www.w3.org/2005/Atom}name") == "Accede"
    page = client.get("/fr/treaties/ccm/").content.decode()
    assert page.count('href="/api/v1/treaties/ccm/changes.atom?language=fr"') == 2


@pytest.mark.parametrize("path", OPERATIONS.values())
def test_who_has_the_answer_is_not_sent_it_again(client, path):
    first = client.get(f"/api/v1{path}")
    again = client.get(f"/api/v1{path}", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert "max-age=60" in first["Cache-Control"]
    packed = client.get(f"/api/v1{path}", headers={"accept-encoding": "gzip"})
    assert (packed["ETag"], packed["Vary"]) == (first["ETag"], again["Vary"])
    is_long = len(first.content) >= packing.WORTH_IT
    assert packed.get("Content-Encoding", "") == ("gzip" if is_long else "")
    assert (gzip.decompress(packed.content) if is_long else packed.content) == first.content


@pytest.mark.parametrize(
    ("path", "filters", "status", "said"),
    [
        ("/treaties/cmm", {}, 404, "'cmm'"),
        ("/treaties/ccm/status", {"on": "2025-02-30"}, 422, "on: '2025-02-30' is not in the calendar"),
        ("/treaties/ccm/status", {"on": "yesterday"}, 422, "ISO 8601"),
        ("/treaties/ccm/status", {"offset": 10**30}, 422, "offset"),
        ("/treaties/ccm/status", {"limit": 0}, 422, "limit"),
        ("/treaties/ccm/status", {"limit": 1001}, 422, "limit"),
        ("/treaties/ccm/status", {"status": "member"}, 422, "status"),
        ("/treaties/ccm/status", {"region": "africa"}, 422, "There is no filter 'region'"),
        ("/treaties/ccm/status", {"group": "afrikan"}, 404, "african"),
        ("/treaties/ccm/status", {"speaks": "tlh"}, 404, "'tlh'"),
        ("/treaties/ccm/votes", {"vote": "perhaps"}, 422, "vote"),
        ("/treaties/ccm/targets", {"category": ["signatory"] * 1001}, 422, "1000 at most"),
        ("/treaties/ccm/targets", {"category": "nobody"}, 404, "'nobody'"),
        ("/treaties/ccm/votes", {"resolution": "A/RES/79/59"}, 404, "A/RES/79/58"),
        ("/treaties/ccm/targets/changes", {}, 422, "since"),
        ("/treaties/ccm/targets/changes", {"since": "2025-02-30"}, 422, "since: '2025-02-30' is not"),
        ("/treaties/ccm/votes/moves", {"first": "A/RES/79/59"}, 404, "A/RES/79/58"),
        ("/treaties/ccm/votes/moves", {"first": "A/RES/79/58", "on": "2001-01-01"}, 404, "A/RES/79/58"),
        ("/treaties/ccm/materials", {"kind": "song"}, 422, "kind"),
        ("/treaties/ccm/materials", {"in_language": "tlh"}, 404, "'tlh'"),
        ("/states/xyz", {}, 404, "'xyz'"),
        ("/states/lt", {}, 404, "Nearest known: Lithuania."),
        ("/states", {"name": "x" * 201}, 422, "name"),
        ("/nothing/at/all", {}, 404, "/api/v1/openapi.json"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(ask, path, filters, status, said):
    answer = ask(path, **filters)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert said in answer.json()["detail"]
    assert "ETag" not in answer


@pytest.mark.parametrize(
    "path", ["/treaties/ccm/status", "/treaties/ccm/votes", "/treaties/ccm/materials", "/states"]
)
def test_more_rows_take_no_more_queries(ask, path, django_assert_num_queries):
    ask(path, limit=2)  # from here on what the record says of this edition is kept
    with CaptureQueriesContext(connection) as few:
        assert len(ask(path, limit=1).json()["items"]) == 1
    with django_assert_num_queries(len(few)):
        assert len(ask(path, limit=3).json()["items"]) == 3


def test_what_is_written_as_it_is_has_the_fields_of_its_schema(ask):
    lists = {
        "status": schemas.StatusList,
        "targets": schemas.TargetList,
        "votes": schemas.VoteList,
        "actions": schemas.ActionList,
    }
    told = {schema: ask(f"/treaties/ccm/{name}", limit=9).json() for name, schema in lists.items()}
    told[schemas.StateOnDay] = ask("/states/ltu").json()
    for schema, answer in told.items():
        assert schema.model_validate(answer).model_dump(mode="json") == answer
