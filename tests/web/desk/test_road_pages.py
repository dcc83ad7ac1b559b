"""Pathways and approaches on the desk's pages, and the State's own page that holds all of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast
from tests.factories.outreach import ContactFactory, ExchangeFactory, FollowUpFactory
from tests.web.desk.test_evidence_pages import text_of

from accede.outreach.models import Approach, Move, Pathway

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DESK = "/en/desk/ccm"
SECRET = "the Attorney General has mislaid the file"
MOVE = {"stage": "cabinet", "date_given": "2026-03", "evidence": SECRET, "source": "", "confidentiality": "3"}


@pytest.fixture
def coordinator(client):
    return cast.sign_in(client, cast.coordinator_a())


def _told(client, path):
    answer = client.get(f"{DESK}/{path}")
    assert answer.status_code == 200
    return text_of(answer)


def _move(client, **changes):
    return client.post(f"{DESK}/pathways/uga/move/", MOVE | changes)


def test_the_board_has_a_column_for_each_stage_at_which_somebody_is(coordinator):
    told = _told(coordinator, "pathways/")

    assert told.index("Consultation of ministries 1") < told.index("Kenya")
    assert told.index("Constitutional review 1") < told.index("Democratic Republic of the Congo")
    assert "never checked" in told
    assert "Uganda" not in told
    assert "Uganda" in _told(coordinator, "pathways/?view=table&who=all")


def test_a_road_goes_forward_past_stages_and_back(coordinator):
    assert _move(coordinator).status_code == 302
    told = _told(coordinator, "pathways/uga/")
    assert "Cabinet March 2026 here" in told
    assert SECRET in told

    assert _move(coordinator, stage="instrument", date_given="2026-05-01").status_code == 302
    told = _told(coordinator, "pathways/uga/")
    assert "Bill before parliament passed over" in told

    assert _move(coordinator, stage="bill", date_given="2026-06-01").status_code == 302
    told = _told(coordinator, "pathways/uga/")
    assert "Bill before parliament 1 June 2026 here" in told
    assert "Instrument signed 1 May 2026 left again" in told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"date_given": "2099"}, "2099 is still to come"),
        ({"date_given": "2026-02-31"}, "no day, month or year"),
        ({"evidence": ""}, "Give a source, or say how it is known"),
        ({"confidentiality": "1"}, "cites a source"),
        ({"stage": "deposit"}, "Select a valid choice"),
    ],
)
def test_a_move_that_is_refused_says_why_and_is_not_made(coordinator, changes, said):
    answer = _move(coordinator, **changes)

    assert answer.status_code == 400
    assert said in text_of(answer)
    moves = Move.objects.unguarded(because="the test looks for none")
    assert not moves.filter(shipped_key=None).exists()


def test_a_move_is_taken_back(coordinator):
    _move(coordinator)
    made = Move.objects.unguarded(because="the test takes its number").get(shipped_key=None)
    answer = coordinator.post(f"{DESK}/pathways/moves/{made.pk}/take-back/")

    assert answer.status_code == 302
    assert SECRET not in _told(coordinator, "pathways/uga/")


def test_somebody_looked_and_the_road_says_when(coordinator):
    coordinator.post(f"{DESK}/pathways/cyp/check/")
    told = _told(coordinator, "pathways/cyp/")

    assert "checked on" in told
    assert "never checked" not in told


def test_a_road_of_two_chambers_is_altered_for_one_state_alone(coordinator):
    answer = coordinator.post(f"{DESK}/pathways/uga/kind/", {"template": "bicameral"})
    assert answer.status_code == 302
    assert "Second chamber" in _told(coordinator, "pathways/uga/")

    places = {"interest": "10", "decree": "5", "cabinet": "15"}
    answer = coordinator.post(f"{DESK}/pathways/uga/stages/", places)
    assert answer.status_code == 302
    road = Pathway.objects.unguarded(because="the test looks at it").get()
    assert (road.state_id, road.stages) == ("UGA", ["decree", "interest", "cabinet"])
    assert "Decree" not in _told(coordinator, "pathways/ago/")


@pytest.mark.parametrize(
    ("places", "said"),
    [({"interest": "10", "bill": "10"}, "has the same number"), ({"interest": "x"}, "whole number")],
)
def test_stages_that_cannot_be_put_in_order_are_refused(coordinator, places, said):
    answer = coordinator.post(f"{DESK}/pathways/uga/stages/", places)

    assert answer.status_code == 400
    assert said in text_of(answer)
    assert not Pathway.objects.unguarded(because="the test looks for none").exists()


def test_a_proposal_shows_the_rule_and_its_grounds(coordinator):
    told = _told(coordinator, "states/cyp/approach/")

    assert "What depends on others takes time" in told  # the rule
    assert "Unresolved security situation , November 2021" in told  # the fact that makes it hold
    assert "Lebanon 5 November 2010 Western Asia" in told  # a peer
    assert "Western Asia 3 of 18 joined · the latest: State of Palestine" in told


def test_people_write_the_approach_and_take_up_proposals(coordinator):
    path = f"{DESK}/states/cyp/approach/edit/"
    assert "Proposed by the rules" in coordinator.get(path).content.decode()
    answer = coordinator.post(
        path,
        {"text": SECRET, "offers": ["peer-exchange"], "speakers": ["presidency"], "confidentiality": "3"},
    )
    assert answer.status_code == 302
    for page in ("states/cyp/approach/", "states/cyp/"):
        told = _told(coordinator, page)
        assert SECRET in told
        assert "Exchange with a peer State" in told

    assert coordinator.post(path, {"text": ""}).status_code == 400
    assert Approach.objects.unguarded(because="the test looks at it").get().text == SECRET


@pytest.mark.parametrize("role", ["cmc_partner", "icrc_partner", "observer", "administrator"])
def test_what_is_known_in_confidence_is_on_nobody_elses_page(coordinator, client_elsewhere, role):
    _move(coordinator)
    coordinator.post(f"{DESK}/states/uga/approach/edit/", {"text": SECRET, "confidentiality": "3"})
    ExchangeFactory(owner=cast.mission_a(), state_id="UGA", said=SECRET)
    FollowUpFactory(owner=cast.mission_a(), state_id="UGA", what=SECRET, assignee=cast.coordinator_a())
    ContactFactory(owner=cast.mission_a(), state_id="UGA", name=SECRET)
    pages = ("pathways/", "pathways/?view=table", "pathways/uga/", "states/uga/approach/", "states/uga/")
    for page in pages[2:]:
        assert SECRET in _told(coordinator, page)
    other = cast.sign_in(client_elsewhere, cast.CAST[role]())

    for page in pages:
        assert SECRET not in _told(other, page)
    assert "Uganda" not in _told(other, "pathways/")


def test_the_states_page_holds_everything_and_its_timeline_is_filtered_and_paged(coordinator):
    for number in range(30):
        ExchangeFactory(owner=cast.mission_a(), state_id="CYP", said=f"Said it {number} times")
    told = _told(coordinator, "states/cyp/")
    for heading in (
        "Why approach it",
        "Reasons that stand",
        "The approach",
        "Its road to joining",
        "mission in Geneva",
        "Next steps",
        "Promises",
        "Where next",
        "Page 1 of 3",
    ):
        assert heading in told
    assert "Said it 0 times" not in told
    assert "Said it 0 times" in _told(coordinator, "states/cyp/?kind=exchange&page=2")

    votes = _told(coordinator, "states/cyp/?kind=vote")
    assert "A/RES/79/58" in votes
    assert "Said it" not in votes
    assert "Said it" in _told(coordinator, "states/cyp/?kind=nonsense&page=x")


@pytest.mark.parametrize("page", ["pathways/", "pathways/?view=table", "pathways/uga/"])
def test_more_moves_are_not_more_queries(coordinator, page):
    def count():
        _told(coordinator, page)
        with CaptureQueriesContext(connection) as captured:
            _told(coordinator, page)
        return len(captured)

    _move(coordinator)
    one = count()
    _move(coordinator, stage="bill", date_given="2026-04")
    coordinator.post(f"{DESK}/pathways/ago/move/", MOVE | {"stage": "bill"})
    assert count() == one
