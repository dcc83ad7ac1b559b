"""What States say, on the desk's pages: written down, told, found, and kept from who may not see it."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast

from accede.access.models import AuditEntry
from accede.evidence.models import Incident, InterimStep, Obstacle
from accede.record.models import Source

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DESK = "/en/desk/ccm"
SECRET = "The general staff fears for its rockets"
REASON = {
    "state": "CYP",
    "code": "SEC-MIL",
    "grade": "stated",
    "own_words": SECRET,
    "language": "en",
    "reading": "",
    "rank": "1",
    "date_given": "2026-02",
    "source": "",
    "publisher": "",
    "title": "",
    "link": "",
    "source_rank": "6",
    "origin": "A talk in the corridor",
    "confidentiality": "4",
    "attribution": "open",
}


def text_of(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def coordinator(client):
    return cast.sign_in(client, cast.coordinator_a())


def _written(client, **changes):
    answer = client.post(f"{DESK}/evidence/new/obstacle/", REASON | changes)
    assert answer.status_code == 302, text_of(answer)
    return Obstacle.objects.unguarded(because="the test looks at what was written").latest("pk")


def test_the_story_of_cyprus_reads_from_its_pledge_to_its_security(coordinator):
    told = text_of(coordinator.get(f"{DESK}/states/cyp/reasons/"))
    places = [
        told.index(word)
        for word in ("supports joining", "on hold", "Cost or means of destroying", "Unresolved")
    ]

    assert places == sorted(places)
    assert "Gave way to" in told
    assert told.count("Landmine and Cluster Munition Monitor") > 3


def test_a_reason_is_written_down_and_told(coordinator):
    row = _written(coordinator)

    assert (row.own_words, row.owner.name, row.day.isoformat()) == (SECRET, "Mission A", "2026-02-28")
    assert SECRET in text_of(coordinator.get(f"{DESK}/states/cyp/reasons/"))
    assert SECRET in text_of(coordinator.get(f"{DESK}/evidence/reasons/{row.pk}/"))


PAGES = [
    "/states/",
    "/states/cyp/",
    "/states/cyp/reasons/",
    "/norm/",
    "/search/?q=rockets",
    "/search/?q=corridor",
    "/evidence/reasons/{pk}/",
    "/records/obstacle/{pk}/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "role",
    [
        "support_unit_officer",
        "thematic_coordinator",
        "cmc_partner",
        "icrc_partner",
        "observer",
        "administrator",
        "nobody",
        "former_coordinator",
    ],
)
def test_what_coordinators_keep_is_on_no_page_of_anybody_else(client, page, role):
    row = _written(cast.sign_in(client, cast.coordinator_a()))
    assert SECRET in text_of(client.get(DESK + "/states/cyp/reasons/"))
    client.logout()
    answer = cast.sign_in(client, cast.CAST[role]()).get(DESK + page.format(pk=row.pk))

    assert SECRET not in text_of(answer)
    assert "corridor" not in text_of(answer).replace("Search: corridor", "")


@pytest.mark.parametrize(
    "path", ["/en/states/cyp/", "/en/treaties/ccm/targets/", "/en/treaties/ccm/targets.csv"]
)
def test_nor_on_a_public_page(client, path):
    _written(cast.sign_in(client, cast.coordinator_a()))
    client.logout()

    assert SECRET.encode() not in client.get(path).content


def test_the_trail_tells_of_it_without_its_words(coordinator):
    row = _written(coordinator)
    told = text_of(coordinator.get(f"{DESK}/records/obstacle/{row.pk}/"))
    entry = AuditEntry.objects.filter(kind="evidence.Obstacle", object_key=str(row.pk)).get()

    assert "Coordinator A" in told
    assert entry.changes["own_words"] == [None, "[text]"]
    assert SECRET not in str(AuditEntry.objects.values_list("changes"))


def test_who_can_see_it_is_told_by_name(coordinator):
    cast.cmc_partner(), cast.coordinator_b(), cast.support_unit_officer()
    told = text_of(coordinator.get(f"{DESK}/records/obstacle/{_written(coordinator).pk}/"))

    assert "Coordinator B" in told
    assert "Campaigner" not in told
    assert "Support Unit Officer" not in told


def test_a_release_opens_it_with_a_name_and_a_reason_and_can_be_revoked(client):
    row = _written(cast.sign_in(client, cast.coordinator_a()))
    path = f"{DESK}/records/obstacle/{row.pk}/"
    assert client.post(f"{path}release/", {"to": "3", "reason": ""}).status_code == 400
    assert client.post(f"{path}release/", {"to": "3", "reason": "The support unit drafts"}).status_code == 302
    told = text_of(client.get(path))
    assert "The support unit drafts" in told
    client.logout()
    officer = cast.sign_in(client, cast.support_unit_officer())
    assert SECRET in text_of(officer.get(f"{DESK}/states/cyp/reasons/"))
    officer.logout()
    cast.sign_in(client, cast.coordinator_a())
    decision = re.search(r"releases/(\d+)/revoke", client.get(path).content.decode())[1]
    client.post(f"{path}releases/{decision}/revoke/")
    client.logout()
    cast.sign_in(client, cast.support_unit_officer())
    assert SECRET not in text_of(client.get(f"{DESK}/states/cyp/reasons/"))


def test_nobody_writes_what_they_could_not_read(client):
    cast.sign_in(client, cast.cmc_partner())
    answer = client.post(f"{DESK}/evidence/new/obstacle/", REASON)

    assert answer.status_code == 400
    assert "Who may see it" in text_of(answer)
    assert SECRET in answer.content.decode()  # what was typed is not lost
    assert not Obstacle.objects.unguarded(because="nothing was written").filter(owner__isnull=False).exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"date_given": "2026-02-31"}, "is no day, month or year"),
        ({"date_given": "2099"}, "still to come"),
        ({"own_words": ""}, "Say what the State said"),
        ({"origin": ""}, "Give a source"),
        ({"confidentiality": "1"}, "cites a source"),
        ({"state": "XXX"}, "valid choice"),
        ({"code": "NO-SUCH"}, "valid choice"),
        ({"publisher": "A paper"}, "a publisher and a title"),
        ({"publisher": "A paper", "title": "A title", "source": "monitor-cyprus-2022"}, "not both"),
    ],
)
def test_what_cannot_be_is_refused_in_its_place(coordinator, changes, why):
    before = Source.objects.count()
    answer = coordinator.post(f"{DESK}/evidence/new/obstacle/", REASON | changes)

    assert answer.status_code == 400
    assert why in text_of(answer)
    assert Source.objects.count() == before
    assert not Obstacle.objects.unguarded(because="nothing was written").filter(owner__isnull=False).exists()


def test_a_new_source_comes_with_it(coordinator):
    row = _written(coordinator, publisher="A paper", title="An article", link="https://paper.example/1")

    assert (row.source.publisher, row.source.title, row.source.rank) == (
        "A paper",
        "An article",
        Source.Rank.PRESS,
    )


def test_a_reason_is_withdrawn_and_stays_in_the_story(coordinator):
    row = _written(coordinator)
    assert (
        coordinator.post(f"{DESK}/evidence/reasons/{row.pk}/withdraw/", {"date_given": ""}).status_code == 400
    )
    coordinator.post(f"{DESK}/evidence/reasons/{row.pk}/withdraw/", {"date_given": "2026-03-01"})

    assert "Not given any more since 1 March 2026" in text_of(coordinator.get(f"{DESK}/states/cyp/reasons/"))


def test_an_incident_holds_judgements_that_contradict_each_other(coordinator):
    given = {
        "kind": "use",
        "state": "",
        "actor": "An armed group",
        "where": "YEM",
        "reading": "Said to have been fired at a town",
        "grade": "alleged",
        "by_whom": "A newspaper",
        "date_given": "2026-01",
        "origin": "Read in the paper",
        "confidentiality": "3",
        "attribution": "open",
    }
    answer = coordinator.post(f"{DESK}/evidence/new/incident/", given)
    assert answer.status_code == 302, text_of(answer)
    row = Incident.objects.unguarded(because="the test looks at it").latest("pk")
    denial = {"grade": "denied", "by_state": "YEM", "origin": "A letter"} | {
        key: given[key] for key in ("confidentiality", "attribution")
    }
    answer = coordinator.post(f"{DESK}/evidence/incidents/{row.pk}/assess/", denial)
    assert answer.status_code == 302, text_of(answer)
    told = text_of(coordinator.get(f"{DESK}/evidence/incidents/{row.pk}/"))

    assert "alleged" in told
    assert "denied" in told
    assert "Yemen" in told


def test_a_step_is_public_and_renews_the_public_page(coordinator):
    before = coordinator.get("/en/states/arg/").content
    given = {
        "state": "ARG",
        "kind": "moratorium",
        "summary": "Halted every export",
        "source": "monitor-argentina-2021",
    }
    answer = coordinator.post(f"{DESK}/evidence/new/interim-step/", given)
    assert answer.status_code == 302, text_of(answer)

    assert b"Halted every export" not in before
    assert b"Halted every export" in coordinator.get("/en/states/arg/").content
    step = InterimStep.objects.latest("pk")
    coordinator.post(f"{DESK}/evidence/steps/{step.pk}/revoke/", {"date_given": "2026-05-01"})
    assert "Revoked on 1 May 2026" in text_of(coordinator.get(f"{DESK}/states/arg/reasons/"))


@pytest.mark.parametrize("words", ["Chypre", "قبرص", "塞浦路斯", "кипр", "chipre"])
def test_a_state_is_found_by_its_name_in_any_language(coordinator, words):
    assert "Cyprus" in text_of(coordinator.get(f"{DESK}/search/", {"q": words}))


@pytest.mark.parametrize(
    ("said", "sought"),
    [("预算不足，无法销毁", "预算"), ("Des élèves", "eleves"), ("نقص في الميزانية", "الميزانية")],
)
def test_what_was_said_is_found_in_its_language(coordinator, said, sought):
    _written(coordinator, own_words=said)

    assert "1 record" in text_of(coordinator.get(f"{DESK}/search/", {"q": sought}))


@pytest.mark.parametrize("page", ["/states/", "/states/cyp/reasons/", "/norm/"])
def test_more_rows_take_no_more_queries(coordinator, page):
    def queries():
        coordinator.get(DESK + page)  # what is kept of the record is there then
        with CaptureQueriesContext(connection) as asked:
            assert coordinator.get(DESK + page).status_code == 200
        return len(asked)

    _written(coordinator)
    one = queries()
    _written(coordinator, own_words="Another")
    _written(coordinator, own_words="A third")
    assert queries() == one
