"""Who may see what: every address for every role."""

import importlib
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from tests.access import cast
from tests.web.addresses import ARGUMENTS, BY_INVITATION, BY_LINK, address, names

pytestmark = pytest.mark.django_db  # who may is decided above the database: once, on SQLite, is enough

# Public addresses, and what everybody is answered.
PUBLIC = dict.fromkeys(ARGUMENTS, 200) | {
    "api-nothing": 404,
    "calendar-feed": 404,
    "material-file": 404,
    "choose-language": 302,
    "front-page": 302,
}
DESK = {
    name: entry
    for path in sorted((Path(__file__).parent / "desk_addresses").glob("*.py"))
    for name, entry in importlib.import_module(f"tests.web.desk_addresses.{path.stem}").ADDRESSES.items()
}
ROLES = ["public", *cast.CAST]


def test_every_address_is_in_the_matrix():
    assert names() == set(PUBLIC) | set(DESK) | set(BY_LINK) | set(BY_INVITATION)
    assert not set(PUBLIC) & set(DESK)


@pytest.mark.parametrize("name", PUBLIC)
def test_the_public_is_answered_as_the_matrix_says(client, name):
    assert client.get(address(name)).status_code == PUBLIC[name]


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_public_can_be_written(client, name, method):
    assert getattr(client, method)(address(name)).status_code == 405


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", DESK)
def test_the_desk_answers_each_role_as_the_matrix_says(client, name, role):
    entry = DESK[name]
    with translation.override("en"):
        path = reverse(name, args=entry.arguments())
    if role != "public":
        cast.sign_in(client, cast.CAST[role]())

    assert client.get(path).status_code == entry.get[role]
    assert client.post(path).status_code == (405 if entry.post is None else entry.post[role])


@pytest.mark.parametrize("name", DESK)
def test_what_the_desk_says_is_kept_by_no_cache(client, name):
    with translation.override("en"):
        path = reverse(name, args=DESK[name].arguments())
    cast.sign_in(client, cast.coordinator_a())

    answer = client.get(path)
    assert answer.status_code == 405 or "no-store" in answer["Cache-Control"]
