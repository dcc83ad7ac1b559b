"""Who may see what: every address for every role. The public is the only role so far; more are columns here."""

import pytest
from tests.web.addresses import ARGUMENTS, address, names

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# Address to what each role is answered.
MATRIX = {
    "choose-language": {"public": 302},
    "front-page": {"public": 302},
    "treaties": {"public": 200},
    "treaty": {"public": 200},
    "history": {"public": 200},
    "status": {"public": 200},
    "status-download": {"public": 200},
    "targets": {"public": 200},
    "targets-download": {"public": 200},
    "votes": {"public": 200},
    "votes-download": {"public": 200},
    "states": {"public": 200},
    "state": {"public": 200},
    "methods": {"public": 200},
    "design": {"public": 200},
}


def test_every_address_is_in_the_matrix():
    assert names() == set(MATRIX) == set(ARGUMENTS)


@pytest.mark.parametrize("name", MATRIX)
def test_the_public_is_answered_as_the_matrix_says(client, name):
    assert client.get(address(name)).status_code == MATRIX[name]["public"]


@pytest.mark.parametrize("name", MATRIX)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_public_can_be_written(client, name, method):
    assert getattr(client, method)(address(name)).status_code == 405
