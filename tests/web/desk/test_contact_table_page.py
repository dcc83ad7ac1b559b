"""Contacts from a table, on the page: looked at, brought in once, and kept from everybody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.access import cast

from accede.access.roles import Confidentiality
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
