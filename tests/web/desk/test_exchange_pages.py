"""Exchanges on the desk's pages: logged in a minute, edited, filtered, and kept from who may not see them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast
from tests.factories.outreach import ContactFactory
from tests.web.desk.test_evidence_pages import text_of

from accede.access.models import AuditEntry
from accede.outreach.models import Contact, Exchange, FollowUp, Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DESK = "/en/desk/ccm"
SECRET = "the Minister fears the neighbours"
PLACE = "Café de la Paix"
WHO = "Ambassador Wanjiru"
ASSESSMENT = "they wait for an election"
SHORT = {
    "state": "KEN",
    "held_on": "2026-09-30",
    "level": "ambassador",
    "meeting": "",
    "said": SECRET,
    "confidentiality": "3",
    "attribution": "open",
}


@pytest.fixture
def coordinator(client):
    return cast.sign_in(client, cast.coordinator_a())


def _logged(client, **changes):
    answer = client.post(f"{DESK}/exchanges/new/", SHORT | changes)
    assert answer.status_code == 302, text_of(answer)
    return Exchange.objects.unguarded(because="the test looks at what was logged").latest("pk")


def _page(client, exchange):
    return text_of(client.get(f"{DESK}/exchanges/{exchange.pk}/"))


def test_an_exchange_is_logged_with_what_is_asked_for_and_nothing_else(coordinator):
    exchange = _logged(coordinator)

    assert (exchange.state_id, exchange.said, exchange.owner.name) == ("KEN", SECRET, "Mission A")
    assert SECRET in _page(coordinator, exchange)
    assert SECRET in text_of(coordinator.get(f"{DESK}/exchanges/"))


def test_an_exchange_is_logged_with_all_that_came_of_it(coordinator):
    me = cast.coordinator_a()
    exchange = _logged(
        coordinator,
        place=PLACE,
        who=WHO,
        our_people=[me.pk],
        assessment=ASSESSMENT,
        obstacles=["PROC", "CAPACITY"],
        they_promised="An answer from the capital",
        they_promised_by="2026-12-01",
        we_promised="The model law",
        next_step="Ask again",
        next_step_by="2026-12-15",
        assignee=me.pk,
    )
    told = _page(coordinator, exchange)

    for words in (PLACE, WHO, ASSESSMENT, "An answer from the capital", "The model law", "Ask again"):
        assert words in told
    assert "15 December 2026" in told
    steps = FollowUp.objects.unguarded(because="the test counts them").filter(exchange=exchange)
    assert [step.assignee for step in steps] == [me]
    assert exchange.heard.count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": ""}, "required"),
        ({"held_on": "2099-01-01"}, "2099-01-01 is still to come"),
        ({"held_on": "2026-02-31"}, "valid date"),
        ({"said": ""}, "Say what was said, or what came of it"),
        ({"confidentiality": "1"}, "Nothing of the work with a State is public from the start"),
        ({"they_promised": "An answer", "they_promised_by": "2026-01-01"}, "due after it was made"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_logged(coordinator, changes, said):
    answer = coordinator.post(f"{DESK}/exchanges/new/", SHORT | {"who": WHO} | changes)

    assert answer.status_code == 400
    assert said in text_of(answer)
    assert WHO in answer.content.decode()  # what was filled in stays
    assert not Exchange.objects.unguarded(because="the test looks for none").exists()
    assert not AuditEntry.objects.filter(act="log exchange").exists()


def test_contacts_of_the_state_are_shown_without_losing_what_was_written(coordinator):
    known = ContactFactory(name="Counsellor Otieno", owner=cast.mission_a())
    ContactFactory(name="Counsellor of another State", owner=cast.mission_a(), state_id="UGA")
    answer = coordinator.post(
        f"{DESK}/exchanges/new/", SHORT | {"obstacles": ["PROC"], "show-contacts": "yes"}
    )
    shown = answer.content.decode()

    assert answer.status_code == 200
    assert "Nothing was saved" not in shown
    assert SECRET in shown
    assert "Counsellor Otieno" in shown
    assert "Counsellor of another State" not in shown
    assert 'value="PROC"' in shown.split("checked")[0].rsplit("<input", 1)[1]
    assert not Exchange.objects.unguarded(because="the test looks for none").exists()

    exchange = _logged(coordinator, contacts=[known.pk])
    assert "Counsellor Otieno" in _page(coordinator, exchange)


def test_a_contact_of_another_state_is_not_ticked(coordinator):
    other = ContactFactory(name="Somebody", owner=cast.mission_a(), state_id="UGA")
    answer = coordinator.post(f"{DESK}/exchanges/new/", SHORT | {"contacts": [other.pk]})

    assert answer.status_code in (302, 400)
    exchanges = Exchange.objects.unguarded(because="the test looks at them")
    assert not any(each.met.exists() for each in exchanges)


def test_an_exchange_is_edited_and_its_class_stays(coordinator):
    exchange = _logged(coordinator, who=WHO)
    path = f"{DESK}/exchanges/{exchange.pk}/edit/"
    assert WHO in coordinator.get(path).content.decode()
    answer = coordinator.post(path, SHORT | {"said": "Something else", "confidentiality": "1", "who": WHO})

    assert answer.status_code == 302
    exchange = Exchange.objects.unguarded(because="the test looks at it").get(pk=exchange.pk)
    assert (exchange.said, exchange.who, exchange.confidentiality) == ("Something else", WHO, 3)
    assert AuditEntry.objects.filter(act="edit exchange").count() == 1


def test_an_edit_that_is_refused_changes_nothing(coordinator):
    exchange = _logged(coordinator)
    answer = coordinator.post(f"{DESK}/exchanges/{exchange.pk}/edit/", SHORT | {"held_on": "2099-01-01"})

    assert answer.status_code == 400
    assert Exchange.objects.unguarded(because="the test looks at it").get().held_on.year == 2026


def test_the_support_unit_edits_what_hides_nothing_from_it(coordinator, client_elsewhere):
    """Without an assessment it sees the whole of the exchange; with one it would write over what it cannot read."""
    officer = cast.sign_in(client_elsewhere, cast.support_unit_officer())
    plain, weighed = _logged(coordinator), _logged(coordinator, assessment=ASSESSMENT)

    form = officer.get(f"{DESK}/exchanges/{plain.pk}/edit/")
    assert form.status_code == 200
    assert 'name="assessment"' not in form.content.decode()
    assert officer.post(f"{DESK}/exchanges/{plain.pk}/edit/", SHORT | {"said": "New"}).status_code == 302
    assert officer.get(f"{DESK}/exchanges/{weighed.pk}/edit/").status_code == 403
    assert officer.post(f"{DESK}/exchanges/{weighed.pk}/edit/", SHORT).status_code == 403
    assert ASSESSMENT not in _page(officer, weighed)


@pytest.mark.parametrize(
    "role", ["cmc_partner", "icrc_partner", "observer", "administrator", "thematic_coordinator"]
)
def test_bilateral_notes_reach_nobody_else(coordinator, client_elsewhere, role):
    exchange = _logged(
        coordinator, place=PLACE, who=WHO, next_step=f"Ask of {PLACE}", they_promised=f"To say if {SECRET}"
    )
    other = cast.sign_in(client_elsewhere, cast.CAST[role]())

    for path in (
        "exchanges/",
        "follow-ups/?who=all",
        "states/ken/",
        "states/ken/?kind=exchange",
        "pathways/ken/",
    ):
        told = text_of(other.get(f"{DESK}/{path}"))
        assert SECRET not in told
        assert PLACE not in told
        assert WHO not in told
    assert other.get(f"{DESK}/exchanges/{exchange.pk}/").status_code == 404


def test_under_the_chatham_house_rule_nobody_else_learns_who_spoke(coordinator, client_elsewhere):
    exchange = _logged(coordinator, place=PLACE, who=WHO, attribution="chatham-house", next_step="Wait")
    other = cast.sign_in(client_elsewhere, cast.coordinator_b())
    told = _page(other, exchange)

    assert SECRET in told  # what was said may be used
    for mark in ("Kenya", PLACE, WHO):
        assert mark not in told
    assert SECRET not in text_of(other.get(f"{DESK}/states/ken/"))
    assert SECRET not in text_of(other.get(f"{DESK}/exchanges/?state=KEN"))
    listed = text_of(other.get(f"{DESK}/exchanges/")).split("1 exchange")[1]
    assert "Kenya" not in listed
    assert "Kenya" in _page(coordinator, exchange)


def test_the_list_is_filtered(coordinator):
    _logged(coordinator, obstacles=["PROC"])
    _logged(coordinator, state="UGA", level="minister", said="In favour", held_on="2026-05-04")

    def found(query):
        return text_of(coordinator.get(f"{DESK}/exchanges/?{query}"))

    assert "2 exchanges" in found("")
    assert "In favour" in found("state=UGA")
    assert SECRET not in found("state=UGA")
    assert SECRET in found("obstacle=PROC")
    assert "In favour" not in found("obstacle=PROC")
    assert "In favour" in found("level=minister&until=2026-06-01")
    assert SECRET not in found("until=2026-06-01")
    assert "None that you may see is as the filter asks" in found("state=NRU")
    assert "2 exchanges" in found("since=nonsense")  # said beside its field, and left out of account


def test_a_promise_is_added_to_an_exchange(coordinator):
    exchange = _logged(coordinator)
    path = f"{DESK}/exchanges/{exchange.pk}/promise/"
    assert coordinator.post(path, {"side": "state", "text": ""}).status_code == 400
    assert coordinator.post(path, {"side": "state", "text": "A letter"}).status_code == 302
    assert "A letter" in _page(coordinator, exchange)
    assert Pledge.objects.unguarded(because="the test looks at it").get().exchange == exchange


@pytest.mark.parametrize(
    "path",
    ["exchanges/", "states/ken/?kind=exchange&kind=pledge&kind=followup", "follow-ups/?who=all", "contacts/"],
)
def test_more_rows_are_not_more_queries(coordinator, path):
    def row(number):
        contact = ContactFactory(owner=cast.mission_a(), place=Contact.Place.values[number % 3])
        _logged(
            coordinator,
            contacts=[contact.pk],
            obstacles=["PROC"],
            they_promised="An answer",
            next_step="Ask again",
            our_people=[cast.coordinator_a().pk],
        )

    def count():
        coordinator.get(f"{DESK}/{path}")
        with CaptureQueriesContext(connection) as captured:
            assert coordinator.get(f"{DESK}/{path}").status_code == 200
        return len(captured)

    row(0)
    one = count()
    row(1)
    row(2)
    assert count() == one
