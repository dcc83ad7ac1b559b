"""The record that every test of the database starts from, and desks for what runs as a process."""

import functools
import gc
import math
import os
import re
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
}


# Where all tests run for the second time, on the other database: a file in which it is told which were not, and why.
AGAIN = os.environ.get("ACCEDE_TESTS_AGAIN", "")
# What a test file that starts the program as a process has in it; a database may be behind it.
OF_PROCESSES = re.compile(
    r"subprocess|multiprocessing|CliRunner|tests\.(desk|prepared|postgresql|long|browser)"
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What takes long comes first in each half of the tests, which is what each of two processes begins with.

    Where the time may not do for all, those follow that are likely to differ on PostgreSQL, and those in the browser come
    last.
    """
    if AGAIN:
        items[:] = _that_may_differ(items)
    parts: list[list] = [[], [], [], []]
    for each in items:
        parts[_turn(each)].append(each)
    long, marked, others, browsed = parts
    rest = len(items) // 2 - len(long[::2]) - len(marked) // 2 - len(browsed) // 2
    half = min(max(rest, 0), len(others))
    items[:] = [
        *(*long[::2], *marked[: len(marked) // 2], *others[:half], *browsed[: len(browsed) // 2]),
        *(*long[1::2], *marked[len(marked) // 2 :], *others[half:], *browsed[len(browsed) // 2 :]),
    ]


def _turn(item):
    if _is_long(item):
        return 0
    if math.isinf(UNTIL):
        return 2
    return 1 if item.get_closest_marker("database") else 3 if _is_in_browser(item) else 2


def _that_may_differ(items):
    """All but those that would run a second time on the same: they ask for no database, or for one by name."""
    named = [each for each in items if each.get_closest_marker("one_database")]
    none = [each for each in items if each not in set(named) and not _may_ask_a_database(each)]
    Path(AGAIN).write_text(f"{len(none)} ask for no database, {len(named)} for one by name", encoding="utf-8")
    left = {*named, *none}
    return [each for each in items if each not in left]


def _may_ask_a_database(item):
    """Without the mark or the fixture pytest-django lets none of its own process ask; others may do as they like."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "database", "browser"))
    asked = {"db", "desk", "empty_desk"} & set(item.fixturenames)
    return marked or bool(asked) or _starts_processes(item.path)


@functools.cache
def _starts_processes(path):
    return bool(OF_PROCESSES.search(path.read_text(encoding="utf-8")))


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
