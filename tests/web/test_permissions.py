"""Who may see what: every address for every role."""

import importlib
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.access import cast
from tests.web import two_at_one_record
from tests.web.addresses import ARGUMENTS, BY_INVITATION, BY_LINK, OF_A_DEMONSTRATION, address, names

pytestmark = pytest.mark.django_db

# Public addresses, and what everybody is answered.
PUBLIC = dict.fromkeys(ARGUMENTS, 200) | {
    "api-nothing": 404,
    "calendar-feed": 404,
    "trail-heads": 404,
    "material-file": 404,
    "choose-language": 302,
    "front-page": 302,
    "metrics": 404,  # but for this machine itself
}
DESK = {
    name: entry
    for path in sorted((Path(__file__).parent / "desk_addresses").glob("*.py"))
    for name, entry in importlib.import_module(f"tests.web.desk_addresses.{path.stem}").ADDRESSES.items()
}
ROLES = ["public", *cast.CAST]


def test_every_address_is_in_the_matrix():
    assert names() == set(PUBLIC) | set(DESK) | set(BY_LINK) | set(BY_INVITATION) | set(OF_A_DEMONSTRATION)
    assert not set(PUBLIC) & set(DESK)


@pytest.mark.parametrize("name", PUBLIC)
def test_the_public_is_answered_as_the_matrix_says(client, name):
    assert client.get(address(name)).status_code == PUBLIC[name]


@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_public_can_be_written(client, name):
    methods = ["post", "put", "patch", "delete"]
    answered = {method: getattr(client, method)(address(name)).status_code for method in methods}
    # What is sent to where nothing is, is not there: programs are told so whatever they send.
    assert answered == dict.fromkeys(methods, 404 if name == "api-nothing" else 405)


@pytest.mark.parametrize("name", DESK)
def test_the_desk_answers_each_role_as_the_matrix_says(name):
    """Each role finds the address as it was made: what one of them changes is gone before the next comes."""
    entry = DESK[name]
    with translation.override("en"):
        path = reverse(name, args=entry.arguments())
    post = entry.post or dict.fromkeys(ROLES, 405)
    answered, kept, knowing = {}, [], set()
    for role in ROLES:
        made, client = transaction.savepoint(), Client()
        if role != "public":
            cast.sign_in(client, cast.CAST[role]())
        page = client.get(path)
        if role != "public" and page.status_code != 405 and "no-store" not in page["Cache-Control"]:
            kept.append(role)
        if entry.post and page.status_code == 200:
            knowing.add(b'name="as_shown"' in getattr(page, "content", b""))
        answered[role] = (page.status_code, client.post(path).status_code)
        transaction.savepoint_rollback(made)

    assert answered == {role: (entry.get[role], post[role]) for role in ROLES}
    assert kept == [], "a cache may keep what the desk says"
    assert not knowing or two_at_one_record.is_named(name), "may two people be at one record there?"
    assert (True in knowing) == (name in two_at_one_record.EDITS), (
        "what somebody else changed meanwhile would be lost"
    )
