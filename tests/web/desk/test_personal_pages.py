"""Personal data: the register as a page, and what is held of one person as far as the reader may see."""

import pytest
from django.urls import reverse
from tests.access import cast, planting

from accede.access.roles import Confidentiality
from accede.outreach.models import Contact

pytestmark = pytest.mark.django_db

NAME = "Wilhelmina Tansy"


def _page(client, page, **sent):
    answer = client.post(reverse(page), sent) if sent else client.get(reverse(page))
    return answer.content.decode()


def test_the_register_is_shown_and_one_person_is_looked_for_by_what_is_sent(client):
    contact = planting.plant(Contact, Confidentiality.COORDINATORS)
    rows = Contact._base_manager.filter(pk=contact.pk)  # noqa: SLF001 -- past its guard
    rows.update(name=NAME, email="w@ministry.example", note="Likes tea")
    cast.sign_in(client, cast.administrator())
    register = _page(client, "desk-personal")
    assert "outreach.Contact: name, email" in register
    assert "730 days" in register

    found = _page(client, "desk-personal-find", name=NAME, address="w@ministry.example")
    assert "Destroy it" in found
    assert "Likes tea" not in found, "an administrator as such reads nothing confidential"
    assert NAME not in reverse("desk-personal-find")
    namesake = _page(client, "desk-personal-find", name=NAME, address="other@ministry.example")
    assert f"outreach.Contact:{contact.pk}" in namesake
    seat = cast.coordinator_a()
    bound = _page(client, "desk-personal-find", address=seat.email)
    assert "still holds a role here" in bound
    assert "Nothing is held" in _page(client, "desk-personal-find", address="nobody@ministry.example")
    assert "Give a name" in _page(client, "desk-personal-find", name=" ")
