"""Personal data: the register as a page, and what is held of one person as far as the reader may see."""

import json

import pytest
from django.urls import reverse
from django.utils import translation
from tests.access import cast, planting

from accede.access.personal import register, wording
from accede.access.roles import Confidentiality
from accede.outreach.models import Contact
from accede.reporting.models import Version

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


def test_what_is_kept_as_data_is_read_as_sentences_and_everything_has_a_name_in_the_readers_language(client):
    """A person's page in French: no marks of JSON, no name that Django made of a column, a label at each cell on a phone."""
    seat = cast.coordinator_a()
    paper = planting.plant(Version, Confidentiality.PUBLIC)
    content = json.dumps({"blocks": [{"text": f"Then {NAME} spoke."}, {"rows": [["a", "b"]]}]})
    Version._base_manager.filter(pk=paper.pk).update(content=content)  # noqa: SLF001 -- past its guard
    cast.sign_in(client, cast.administrator())
    with translation.override("fr"):
        page = _page(client, "desk-personal-find", name=NAME, address=seat.email)
    assert f"Then {NAME} spoke. · a · b" in page
    assert "&quot;blocks&quot;" not in page
    assert page.count("data-head=") > 3
    for held in register.of_people():
        with translation.override("fr"):
            assert wording.kind(held.table) != "role held"
            for name in held.personal:
                told = wording.column(held.table, name)
                assert "_" not in told, (held.model, name, told)
