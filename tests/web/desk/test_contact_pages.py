"""Contacts on the desk's pages: three points for each State, left posts as history, duplicates found and merged."""

from datetime import date

import pytest
from tests.access import cast
from tests.factories.outreach import ContactFactory, ExchangeFactory
from tests.web.desk.test_evidence_pages import text_of

from accede.outreach.models import Contact, ContactMet

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DESK = "/en/desk/ccm"
NAME = "Amina Wanjiru"
CONTACT = {
    "state": "KEN",
    "place": "geneva",
    "name": NAME,
    "post": "Second Secretary",
    "email": "amina@mission.example",
    "phone": "+41 22 000 00 00",
    "language": "fr",
    "valid_from": "2025-09-01",
    "note": "Prefers to be written to",
    "confidentiality": "3",
}


@pytest.fixture
def coordinator(client):
    return cast.sign_in(client, cast.coordinator_a())


def _made(client, **changes):
    answer = client.post(f"{DESK}/contacts/new/", CONTACT | changes)
    assert answer.status_code == 302, text_of(answer)
    return Contact.objects.unguarded(because="the test looks at it").latest("pk")


def _page(client, path):
    return text_of(client.get(f"{DESK}/{path}"))


def test_a_contact_stands_at_its_point_with_all_that_is_known(coordinator):
    made = _made(coordinator)
    told = _page(coordinator, f"contacts/{made.pk}/")

    for words in (NAME, "Kenya", "mission in Geneva", "amina@mission.example", "French", "1 September 2025"):
        assert words in told
    assert NAME in _page(coordinator, "contacts/")
    assert NAME in _page(coordinator, "states/ken/")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "", "post": ""}, "Say who it is, or which post"),
        ({"email": "amina at mission"}, "valid email"),
        ({"state": ""}, "required"),
        ({"confidentiality": "1"}, "Nothing of the work with a State is public from the start"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(coordinator, changes, said):
    answer = coordinator.post(f"{DESK}/contacts/new/", CONTACT | changes)

    assert answer.status_code == 400
    assert said in text_of(answer)
    assert "Prefers to be written to" in answer.content.decode()
    assert not Contact.objects.unguarded(because="the test looks for none").exists()


def test_a_contact_is_edited(coordinator):
    made = _made(coordinator)
    path = f"{DESK}/contacts/{made.pk}/edit/"
    assert NAME in coordinator.get(path).content.decode()
    assert coordinator.post(path, CONTACT | {"post": "First Secretary"}).status_code == 302
    assert "First Secretary" in _page(coordinator, f"contacts/{made.pk}/")


def test_who_left_stays_as_history_with_the_successor(coordinator):
    old, new = _made(coordinator), _made(coordinator, name="Peter Otieno", email="")
    path = f"{DESK}/contacts/{old.pk}/leave/"
    assert coordinator.post(path, {"valid_until": "2020-01-01", "successor": ""}).status_code == 400
    assert coordinator.post(path, {"valid_until": "2026-06-01", "successor": new.pk}).status_code == 302
    told = _page(coordinator, f"contacts/{old.pk}/")

    assert "1 June 2026" in told
    assert "the successor" in told
    assert NAME not in _page(coordinator, "contacts/")
    assert f"Earlier {NAME} until 1 June 2026" in _page(coordinator, "states/ken/")


def test_duplicates_are_found_and_merged(coordinator):
    one, other = _made(coordinator, note=""), _made(coordinator, name="AMINA  WANJIRU", phone="")
    exchange = ExchangeFactory(owner=cast.mission_a())
    ContactMet.objects.create(exchange=exchange, contact=other)
    assert "The same person?" in _page(coordinator, "contacts/")
    answer = coordinator.post(f"{DESK}/contacts/{one.pk}/merge/{other.pk}/")

    assert answer.status_code == 302
    assert "The same person?" not in _page(coordinator, "contacts/")
    assert ContactMet.objects.get().contact == one
    assert "Prefers to be written to" in _page(coordinator, f"contacts/{one.pk}/")


def test_two_of_different_states_are_not_merged(coordinator):
    one, other = _made(coordinator), _made(coordinator, state="UGA")
    assert coordinator.post(f"{DESK}/contacts/{one.pk}/merge/{other.pk}/").status_code == 400
    kept = Contact.objects.unguarded(because="the test counts them").filter(merged_into=None)
    assert kept.count() == 2


@pytest.mark.parametrize("role", ["cmc_partner", "icrc_partner", "observer", "administrator"])
def test_names_of_individuals_reach_nobody_else(coordinator, client_elsewhere, role):
    made = ContactFactory(owner=cast.mission_a(), name=NAME, valid_until=date(2027, 1, 1))
    ContactFactory(owner=cast.mission_a(), name=NAME)
    other = cast.sign_in(client_elsewhere, cast.CAST[role]())

    for path in ("contacts/", "states/ken/", f"contacts/{made.pk}/"):
        assert NAME in _page(coordinator, path)
        assert NAME not in _page(other, path)
