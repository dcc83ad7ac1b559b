"""The first start may happen twice at once, or be killed: the next one finds its way."""

import signal

import pytest

STATUS = ["status", "ccm", "--on", "2025-03-05", "--format", "csv"]

KILLED_AT = """
import os, signal, sys
import django
django.setup()
from accede.project import first_start

def die_at(step, done, total):
    if [step, str(done)] == sys.argv[1:]:
        os.kill(os.getpid(), signal.SIGKILL)

first_start.prepare(progress=die_at)
"""


@pytest.mark.database
def test_two_first_starts_at_once_create_and_load_once(empty_desk):
    both = [empty_desk.start(*STATUS) for _ in range(2)]
    answers = [process.communicate(timeout=240) for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert answers[0][0] == answers[1][0]
    assert answers[0][0].count(",party,") == 112
    assert sum("Loading treaties" in errors for _output, errors in answers) == 1


@pytest.mark.database
def test_first_start_that_was_killed_again_and_again_is_made_good_by_the_next(empty_desk):
    for at in (("database", 1), ("treaties", 7), ("votes", 16)):
        killed = empty_desk.python(
            "-c", KILLED_AT, *map(str, at), DJANGO_SETTINGS_MODULE="accede.project.settings"
        )
        killed.communicate(timeout=240)
        assert killed.returncode == -signal.SIGKILL, at
    answer = empty_desk.accede(*STATUS)
    assert (answer.returncode, answer.stdout.count(",party,")) == (0, 112)
