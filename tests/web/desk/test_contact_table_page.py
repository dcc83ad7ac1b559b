"""Contacts from a table, on the page: looked at, brought in once, and kept from everybody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.access import cast

from accede.access.models import AuditEntry
from accede.access.roles import Confidentiality
from accede.outreach import actions
from accede.outreach.models import Contact

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PAGE = "/en/desk/ccm/contacts/table/"
TABLE = "state,place,name,post\nKenya,Geneva,Amina Odhiambo,Counsellor\nKennya,Geneva,Nobody,Clerk\n"


@pytest.fixture
def coordinator(client):
    return cast.sign_in(client, cast.coordinator_a())


def look(client, content=TABLE, name="contacts.csv"):
    file = SimpleUploadedFile(name, content.encode())
    return client.post(PAGE, {"file": file, "confidentiality": Confidentiality.COORDINATORS})


def written():
    return Contact.objects.unguarded(because="the test looks at them")


def test_a_table_is_looked_at_and_then_brought_in_once(coordinator):
    page = look(coordinator)
    assert page.status_code == 200
    text = page.content.decode()
    assert "1 contact would be new." in text
    assert "1 row is stopped." in text
    assert "nearest: " in text
    assert not written().exists()

    rows = page.context["rows"]
    assert "Amina" not in rows
    assert coordinator.post(PAGE, {"rows": rows}).status_code == 302
    assert coordinator.post(PAGE, {"rows": rows}).status_code == 302  # a second click

    contact = written().get()
    assert (contact.state_id, contact.name, contact.owner) == ("KEN", "Amina Odhiambo", cast.mission_a())
    assert contact.confidentiality == Confidentiality.COORDINATORS


def take_back(client):
    (table,) = client.get(PAGE).context["tables"]
    return client.post(f"{PAGE}undo/", {"at": table.at.isoformat()}, follow=True)


def test_a_table_is_taken_back_as_a_whole(coordinator):
    coordinator.post(PAGE, {"rows": look(coordinator).context["rows"]})
    assert "Take it back" in coordinator.get(PAGE).content.decode()

    assert "1 contact was taken back." in take_back(coordinator).content.decode()
    assert not written().exists()
    assert coordinator.post(f"{PAGE}undo/", {"at": "2026-11-24T10:00:00+00:00"}).status_code == 400
    acts = AuditEntry.objects.filter(kind="outreach.Contact").values_list("act", flat=True)
    assert list(acts) == ["take back contact", "bring in contact"]


def test_a_table_of_which_a_contact_was_changed_is_not_taken_back(coordinator):
    coordinator.post(PAGE, {"rows": look(coordinator).context["rows"]})
    by = {"by": cast.viewer_of(cast.coordinator_a()), "at": timezone.now()}
    actions.edit_contact(contact=written().get(), post="Minister Counsellor", **by)

    page = coordinator.get(PAGE)
    assert "1 of them was met or changed since." in page.content.decode()
    (table,) = page.context["tables"]
    assert coordinator.post(f"{PAGE}undo/", {"at": table.at.isoformat()}).status_code == 400
    assert written().exists()


def test_a_table_of_another_organisation_is_not_taken_back(coordinator, client):
    coordinator.post(PAGE, {"rows": look(coordinator).context["rows"]})
    (table,) = coordinator.get(PAGE).context["tables"]
    cast.sign_in(client, cast.coordinator_b())

    assert client.get(PAGE).context["tables"] == []
    assert client.post(f"{PAGE}undo/", {"at": table.at.isoformat()}).status_code == 400
    assert written().exists()


@pytest.mark.parametrize(
    "spoil", [lambda rows: rows[:-8] + "AAAAAAA=", lambda _rows: "nonsense", lambda _rows: "é"]
)
def test_rows_that_were_changed_on_their_way_are_refused(coordinator, spoil):
    rows = look(coordinator).context["rows"]

    answer = coordinator.post(PAGE, {"rows": spoil(rows)}, follow=True)

    assert "Nothing was brought in" in answer.content.decode()
    assert not written().exists()


def test_rows_of_one_person_are_of_no_use_to_another(coordinator, client):
    rows = look(coordinator).context["rows"]
    cast.sign_in(client, cast.coordinator_b())

    client.post(PAGE, {"rows": rows})

    assert not written().exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("state,place,favourite colour\nKenya,Geneva,blue\n", "The heading is not known."),
        ("state,name\nKenya,Amina\n", "are needed"),
        ("state,place,name\nKenya,Geneva,\0\n", "NUL"),
    ],
)
def test_what_is_no_such_table_is_refused_beside_its_field(coordinator, content, said):
    page = look(coordinator, content)

    assert page.status_code == 400
    assert said in page.content.decode()
    assert not written().exists()


def test_the_template_has_the_headings_that_are_read(coordinator):
    template = coordinator.get(f"{PAGE}template.csv").content.decode()
    filled = template + "Kenya,,Geneva,Amina,,,,,,,\n"

    assert "1 contact would be new." in look(coordinator, filled).content.decode()
