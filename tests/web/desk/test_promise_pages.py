"""Follow-ups and promises on the desk's pages: done, postponed, passed on, opened again, settled."""

from datetime import date

import pytest
from tests.access import cast
from tests.factories.outreach import FollowUpFactory, PledgeFactory
from tests.web.desk.test_evidence_pages import text_of

from accede.outreach.models import FollowUp, Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DESK = "/en/desk/ccm"
WHAT = "Send the Attorney General the model law"


@pytest.fixture
def coordinator(client):
    return cast.sign_in(client, cast.coordinator_a())


@pytest.fixture
def step(coordinator):
    return FollowUpFactory(
        owner=cast.mission_a(), assignee=cast.coordinator_a(), what=WHAT, due_on=date(2026, 10, 10)
    )


def _list(client, query=""):
    return text_of(client.get(f"{DESK}/follow-ups/{query}"))


def _again(row):
    return type(row).objects.unguarded(because="the test looks at it").get(pk=row.pk)


def test_something_to_be_done_is_put_on_the_list(coordinator):
    form = {
        "what": WHAT,
        "due_on": "",
        "assignee": cast.coordinator_a().pk,
        "state": "",
        "confidentiality": "3",
    }
    assert coordinator.post(f"{DESK}/follow-ups/new/", form).status_code == 302
    assert WHAT in _list(coordinator)
    refused = coordinator.post(f"{DESK}/follow-ups/new/", form | {"due_on": "2020-01-01"})
    assert refused.status_code == 400
    assert "It is due after it was made" in text_of(refused)
    assert FollowUp.objects.unguarded(because="the test counts them").count() == 1


def test_who_cannot_read_it_is_not_given_it(coordinator):
    officer = cast.support_unit_officer()
    form = {"what": WHAT, "due_on": "", "assignee": officer.pk, "state": "", "confidentiality": "4"}
    answer = coordinator.post(f"{DESK}/follow-ups/new/", form)

    assert answer.status_code == 400
    assert "Support Unit Officer may not see this" in text_of(answer)
    assert not FollowUp.objects.unguarded(because="the test looks for none").exists()


def test_a_step_is_done_and_opened_again(coordinator, step):
    path = f"{DESK}/follow-ups/{step.pk}/"
    assert WHAT in text_of(coordinator.get(f"{path}done/"))
    refused = coordinator.post(f"{path}done/", {"done_on": "2099-01-01", "result": ""})
    assert (refused.status_code, _again(step).done_on) == (400, None)
    assert coordinator.post(f"{path}done/", {"done_on": "2026-10-09", "result": "Sent"}).status_code == 302
    assert WHAT not in _list(coordinator)
    assert "Sent" in _list(coordinator, "?when=done")

    assert coordinator.post(f"{path}reopen/").status_code == 302
    assert WHAT in _list(coordinator)
    assert WHAT in _list(coordinator, "?when=overdue")


def test_a_step_is_postponed_and_passed_on(coordinator, step):
    other = cast.coordinator_b()
    path = f"{DESK}/follow-ups/{step.pk}/postpone/"
    assert coordinator.post(path, {"due_on": "2026-01-01", "assignee": other.pk}).status_code == 400
    assert _again(step).assignee != other
    assert coordinator.post(path, {"due_on": "2027-01-15", "assignee": other.pk}).status_code == 302
    assert (_again(step).due_on, _again(step).assignee) == (date(2027, 1, 15), other)
    assert WHAT not in _list(coordinator)
    assert WHAT in _list(coordinator, "?who=all")


@pytest.mark.parametrize("standing", ["kept", "broken", "withdrawn"])
def test_a_promise_is_settled_and_opened_again(coordinator, standing):
    promise = PledgeFactory(owner=cast.mission_a(), text=WHAT)
    path = f"{DESK}/promises/{promise.pk}/"
    given = {"standing": standing, "settled_on": "2026-10-01", "outcome": "By letter"}
    assert coordinator.post(path, given | {"settled_on": "2026-01-01"}).status_code == 400
    assert coordinator.post(path, given).status_code == 302
    assert _again(promise).standing == standing
    assert WHAT not in _list(coordinator)
    assert "By letter" in _list(coordinator, "?when=done")
    assert coordinator.post(path, given | {"standing": Pledge.Standing.OPEN}).status_code == 302
    assert _again(promise).settled_on is None


def test_a_long_list_says_that_there_is_more(coordinator):
    for number in range(52):
        FollowUpFactory(owner=cast.mission_a(), assignee=cast.coordinator_a(), what=f"Step {number}.")
    told = _list(coordinator)

    assert told.count("Postpone, or pass on") == 50
    assert "There are more than these 50" in told


@pytest.mark.parametrize("role", ["cmc_partner", "icrc_partner", "observer", "administrator"])
def test_others_learn_nothing_of_them(step, client_elsewhere, role):
    promise = PledgeFactory(owner=cast.mission_a(), text=WHAT)
    other = cast.sign_in(client_elsewhere, cast.CAST[role]())

    for query in ("?who=all", "?who=all&when=overdue", "?who=all&when=done"):
        assert WHAT not in _list(other, query)
    assert other.get(f"{DESK}/follow-ups/{step.pk}/done/").status_code == 404
    assert other.get(f"{DESK}/promises/{promise.pk}/").status_code == 404
