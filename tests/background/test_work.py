"""Work as the queue has it: its states, and what becomes of work that fails or is interrupted."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests.background import rehearsal

from accede.background import liveness, progress, worker
from accede.background.progress import State

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_work_waits_until_it_is_done(tmp_path):
    task = rehearsal.write_two.enqueue(str(tmp_path))
    assert progress.of(task.id).state is State.WAITING
    (tmp_path / "go").touch()
    worker.work_off()
    work = progress.of(task.id)
    assert (work.state, work.result, work.is_over) == (State.DONE, "written", True)


def test_there_is_no_work_under_another_number():
    assert progress.of(uuid.uuid4()) is None


def test_work_that_fails_says_so_and_does_not_hold_up_the_next(tmp_path, caplog):
    failing = rehearsal.fail.enqueue()
    (tmp_path / "go").touch()
    next_one = rehearsal.write_two.enqueue(str(tmp_path))
    worker.work_off()
    assert progress.of(failing.id).state is State.FAILED
    assert progress.of(next_one.id).state is State.DONE
    assert "as rehearsed" in caplog.text


def interrupted(*workers):
    """Work that a worker took, and left when it died."""
    task = rehearsal.write_two.enqueue("/nowhere")
    DBTaskResult.objects.filter(pk=task.id).update(
        status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=list(workers)
    )
    return task.id


def test_work_of_a_dead_worker_is_put_back():
    task = interrupted("dead")
    worker.take_up_interrupted()
    assert progress.of(task).state is State.WAITING


def test_work_of_a_worker_that_lives_is_left_to_it():
    task = interrupted("dead", "living")
    with liveness.alive("living"):
        worker.take_up_interrupted()
        assert progress.of(task).state is State.RUNNING
    worker.take_up_interrupted()
    assert progress.of(task).state is State.WAITING


def test_work_that_ends_its_process_each_time_is_given_up():
    task = interrupted(*["dead"] * worker.MOST_ATTEMPTS)
    worker.take_up_interrupted()
    assert progress.of(task).state is State.FAILED


def test_what_is_long_over_is_forgotten(tmp_path):
    (tmp_path / "go").touch()
    old, new = (rehearsal.write_two.enqueue(str(tmp_path)).id for _ in range(2))
    worker.work_off()
    DBTaskResult.objects.filter(pk=old).update(finished_at=timezone.now() - timedelta(days=31))
    worker.work_off()
    assert progress.of(old) is None
    assert progress.of(new).state is State.DONE


def test_progress_is_a_share_of_the_whole():
    assert [progress.Work(State.RUNNING, "reading", *told).percent for told in [(0, 0), (1, 3), (9, 3)]] == [
        0,
        33,
        100,
    ]
