"""Work in a process of its own: done, killed and taken up again, ended with the server."""

import contextlib
import os
import signal
import socket
import time
from pathlib import Path

import pytest
from tests.desk import SOURCE, Desk
from tests.prepared import started

pytestmark = pytest.mark.database
SECONDS = 60
BOTH = f"{SOURCE}:{SOURCE.parent}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """One of its own: on a desk that is served for other tests too, another server could take the work."""
    with started(tmp_path_factory.mktemp("worker") / "data") as own:
        yield own


def eventually(ask, *, what):
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if answer := ask():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


@contextlib.contextmanager
def serving(desk):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = desk.start("run", "--port", str(port), ACCEDE_WORKERS="1", PYTHONPATH=BOTH)
    try:
        line = process.stderr.readline()
        assert "is ready" in line, line + process.stderr.read()
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)


def django(desk, script, *arguments):
    """What a script prints that sees the desk's database."""
    head = (
        "import sys, django; django.setup();"
        "from accede.background import progress; from accede.record.models import Edition;"
        "from tests.background import rehearsal;"
    )
    own = {"DJANGO_SETTINGS_MODULE": "accede.project.settings", "PYTHONPATH": BOTH}
    with desk.python("-c", head + script, *map(str, arguments), **own) as process:
        output, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, errors
    return output.strip()


def queue(desk, folder):
    return django(desk, "print(rehearsal.write_two.enqueue(sys.argv[1]).id)", folder)


def told(desk, task):
    return django(
        desk, "w = progress.of(sys.argv[1]); print(w.state, w.step, w.done, w.total, w.result)", task
    )


def written(desk):
    return int(django(desk, "print(Edition.objects.filter(what__startswith='rehearsal').count())"))


def pid(folder, attempt):
    file = folder / f"pid-{attempt}"
    return int(eventually(lambda: file.exists() and file.read_text(), what=f"attempt {attempt}"))


def stat(number):
    """Its state and its parent; a process that is no more counts as dead."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[:2]
    return "X", "0"


def parent_of(number):
    return int(stat(number)[1])


def children_of(number):
    everyone = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal()]
    return {each for each in everyone if parent_of(each) == number}


def is_there(number):
    return stat(number)[0] not in "XZ"


def let_go(folder):
    (folder / "go").touch()


def done(desk, task):
    return eventually(lambda: told(desk, task) == "done  0 0 written", what="the end of the work")


def test_queued_work_is_done_and_tells_its_progress(desk, tmp_path):
    before = written(desk)
    with serving(desk):
        task = queue(desk, tmp_path)
        pid(tmp_path, 1)
        assert told(desk, task) == "running halfway 1 2 None"
        if desk.database_url:  # seen from another machine, too, with which nothing is shared but the database
            assert told(Desk(tmp_path / "elsewhere", desk.database_url), task) == "running halfway 1 2 None"
        assert written(desk) == before
        let_go(tmp_path)
        assert done(desk, task)
    assert written(desk) == before + 2


def test_killed_work_is_rolled_back_and_taken_up_again(desk, tmp_path):
    before = written(desk)
    with serving(desk):
        task = queue(desk, tmp_path)
        os.kill(pid(tmp_path, 1), signal.SIGKILL)
        pid(tmp_path, 2)
        assert written(desk) == before
        let_go(tmp_path)
        assert done(desk, task)
    assert written(desk) == before + 2


@pytest.mark.parametrize("told_to", [signal.SIGTERM, signal.SIGKILL])
def test_work_ends_with_its_server_and_goes_on_with_the_next(desk, tmp_path, told_to):
    before = written(desk)
    with serving(desk) as process:
        task = queue(desk, tmp_path)
        worker = pid(tmp_path, 1)
        answering = children_of(process.pid) - {parent_of(worker)}
        process.send_signal(told_to)
        eventually(lambda: not is_there(worker), what="the worker's end")
        process.wait(SECONDS)
        for each in answering:
            eventually(lambda each=each: not is_there(each), what="the end of a process that answers")
    assert written(desk) == before
    let_go(tmp_path)
    with serving(desk):
        assert done(desk, task)
    assert written(desk) == before + 2


def test_another_process_looks_for_work_where_the_first_is_killed(desk, tmp_path):
    with serving(desk):
        task = queue(desk, tmp_path)
        attendant = parent_of(pid(tmp_path, 1))
        os.kill(attendant, signal.SIGKILL)
        assert pid(tmp_path, 2)
        let_go(tmp_path)
        assert done(desk, task)
