"""The record that every test of the database starts from, and desks for what runs as a process."""

import gc
import math
import os
import time
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.utils import translation
from tests.desk import never_started
from tests.prepared import started, taken_for_tests

from accede.project import catalogues

# A first example may find the program not yet warm.
hypothesis.settings.register_profile("accede", deadline=None)
hypothesis.settings.load_profile("accede")


# What is loaded until the tests begin is there to the end: to look for garbage in it takes a tenth of the time.
gc.disable()


def pytest_collection_finish():
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 50)


# Seconds since 1970, after which no test begins: tests/run has to end.
UNTIL = float(os.environ.get("ACCEDE_TESTS_UNTIL") or "inf")


# Begun last, one of these would leave the other process waiting for it alone: from half a minute to some.
LONG = {
    "browser/test_every_page.py",
    "browser/test_imports.py",
    "browser/test_workshops.py",
    "browser/test_year.py",
    "api/desk/test_rooms.py",
    "project/test_making.py",
    "project/test_move.py",
    "project/test_upgrade.py",
    "security/test_asked.py",
    "web/test_languages.py",
    "web/test_leaks.py",
    "web/test_who_can_see.py",
}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What takes long comes first in each half of the tests, which is what each of two processes begins with.

    Where the time may not do for all, those in the browser come last.
    """
    there = list(items) if math.isinf(UNTIL) else [each for each in items if not _is_in_browser(each)]
    long, short = ([each for each in there if _is_long(each) is so] for so in (True, False))
    half = len(there) // 2 - len(long[::2])
    browsed = [each for each in items if each not in set(there)]
    browsed.sort(key=_is_long, reverse=True)
    items[:] = [*long[::2], *short[: max(half, 0)], *long[1::2], *short[max(half, 0) :], *browsed]


def _is_long(item):
    return item.path.relative_to(Path(__file__).parent).as_posix() in LONG


def _is_in_browser(item):
    return item.get_closest_marker("browser") is not None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    if time.time() > UNTIL:
        pytest.skip("No time is left.")


@pytest.fixture(autouse=True)
def _in_english():
    """A page asked for in another language would leave it switched on for the tests that follow."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _with_no_page_kept():
    """Pages are kept by the trail's newest number, which the next test has again for another record."""
    caches["pages"].clear()
    caches["feeds"].clear()
    from accede.record.queries import editions  # noqa: PLC0415 -- once the program is set up

    editions.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """The shipped record, loaded once; what a test changes in it is rolled back after the test.

    A transactional test would empty the tables for all others: what needs a server takes a desk instead.
    """
    catalogues.compile_stale()
    with django_db_blocker.unblock(), taken_for_tests(connection, settings.DATA_DIR):
        yield


@pytest.fixture
def empty_desk(tmp_path):
    """A desk that was never started."""
    with never_started(tmp_path / "data") as desk:
        yield desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """A desk on which the shipped record is loaded."""
    with started(tmp_path_factory.mktemp("desk") / "data") as loaded:
        yield loaded
