"""What cannot be asked is refused in words: no number beyond measure makes the program fail."""

import re

import pytest
from tests.access import cast
from tests.security.test_forgery import every_address

pytestmark = pytest.mark.django_db

BEYOND = "9" * 40


def test_no_number_in_an_address_is_too_large(client):
    client.raise_request_exception = False
    cast.sign_in(client, cast.coordinator_b())
    failed = set()
    for name, path in every_address():
        for number in (BEYOND, str(2**63), "9" * 5000):
            place = re.sub(r"(?<=/)1(?=[/.]|$)", number, path)
            if place != path and {client.get(place).status_code, client.post(place).status_code} & {500, 503}:
                failed.add((name, number[:20]))
    assert failed == set()
