"""The record that every test of the database starts from, and desks for what runs as a process."""

import pytest
from django.utils import translation
from hypothesis import settings
from tests.desk import never_started

from accede.project import first_start

settings.register_profile("accede", deadline=None)  # a first example may find the program not yet warm
settings.load_profile("accede")


@pytest.fixture(autouse=True)
def _in_english():
    """A page asked for in another language would leave it switched on for the tests that follow."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The shipped record, loaded once; what a test changes in it is rolled back after the test.

    A transactional test would empty the tables for all others: what needs a server takes a desk instead.
    """
    with django_db_blocker.unblock():
        first_start.prepare(progress=lambda _step, _done, _total: None)


@pytest.fixture
def empty_desk(tmp_path):
    """A desk that was never started."""
    with never_started(tmp_path / "data") as desk:
        yield desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """A desk on which the shipped record is loaded."""
    with never_started(tmp_path_factory.mktemp("desk") / "data") as started:
        assert started.accede("status", "ccm").returncode == 0
        yield started
