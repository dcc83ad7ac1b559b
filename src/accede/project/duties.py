"""What is to be done by itself: a short list, each a function that finds for itself whether it is due.

`accede tick` runs them all, as often as somebody likes and in as many processes: what is done is not done again.
"""

import fcntl
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accede.access import answered_writes
from accede.access.personal import retention
from accede.meetings.actions import workshop_day
from accede.outbox import sending, transport
from accede.project import statistics
from accede.project.backup import archive
from accede.project.observing import traces
from accede.record import telling
from accede.record.uploads import actions as uploads
from accede.reminders import actions as reminders
from accede.reminders import trail
from accede.survey import actions as survey
from accede.toolkit import actions as toolkit
from accede.webhooks import sending as webhooks

_log = logging.getLogger(__name__)
BACKUP_NAME = "accede-????-??-??.backup"


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a duty: `done` is how much, `note` what there is to say; `failed` is somebody's to look into."""

    duty: str
    done: int
    note: str = ""
    failed: bool = False


def write_digests(at: datetime) -> Done:
    """Nothing where no mail could leave: an old digest is of no use to anybody."""
    if not transport.is_set():
        return Done("reminders", 0, "no mail server is set")
    number = reminders.write_digests(on=timezone.localdate(at), at=at)
    return Done("reminders", number)


def remind_states(at: datetime) -> Done:
    """Of surveys that they have not answered. Nothing leaves by this: each reminder waits to be seen."""
    return Done("survey", survey.write_reminders(at=at))


def send_mail(_at: datetime) -> Done:
    outcome = sending.send_approved(clock=timezone.now)
    told = {
        "put off": outcome.delayed,
        "failed": outcome.failed,
        "not known whether sent": outcome.unknown,
    }
    note = "; ".join(f"{number} {what}" for what, number in told.items() if number)
    if not transport.is_set():
        note = "no mail server is set"
    return Done("mail", outcome.sent, note, failed=bool(outcome.failed or outcome.unknown))


def call_webhooks(at: datetime) -> Done:
    """Tell of what came with the day, send what waits, forget what is long past."""
    telling.tell_of_status(on=timezone.localdate(at), at=at)
    outcomes = webhooks.send_due(clock=timezone.now)
    webhooks.forget_old(at=at)
    told = {"put off": outcomes.failed, "given up": outcomes.given_up, "taken up again": outcomes.lost}
    note = "; ".join(f"{number} {what}" for what, number in told.items() if number)
    return Done("webhooks", outcomes.delivered, note, failed=bool(outcomes.given_up))


def back_up(at: datetime) -> Done:
    """One backup a day into the folder that the operator named, and the oldest go."""
    if not settings.BACKUP_DIR:
        return Done("backup", 0, "no folder is set")
    if settings.DEMONSTRATION:
        return Done("backup", 0, "a demonstration is not backed up")
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"accede-{timezone.localdate(at).isoformat()}.backup"
    with (folder / ".accede-backup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.exists():
            return Done("backup", 0)
        target.with_name(f".{target.name}.partial").unlink(missing_ok=True)  # of one that was killed
        file = settings.BACKUP_PASSPHRASE_FILE
        archive.write(
            target,
            at=at,
            passphrase=archive.read_passphrase(Path(file)) if file else "",
            progress=lambda *_told: None,
        )
        # Not this one, which may be told as the oldest by a clock that was put back.
        others = sorted(each for each in folder.glob(BACKUP_NAME) if each != target)
        for old in others[: max(0, len(others) - settings.BACKUPS_KEPT + 1)]:
            old.unlink()
    return Done("backup", 1)


def clear_desk(at: datetime) -> Done:
    number = uploads.put_forgotten_aside(at=at) + toolkit.drop_left_over_files(at=at)
    answered_writes.drop_old_answers(at=at)
    return Done("files", number)


def shred_needs(at: datetime) -> Done:
    """What participants of workshops needed to eat, to get about and to travel, once its day has come."""
    return Done("needs", workshop_day.shred_needs(at=at))


def walk_trail(at: datetime) -> Done:
    """Once a day: whether every seal holds, and those of the nights before. Told on Today, by mail and here.

    With it goes what else is for each night: the database counts its tables.
    """
    found = trail.check(at=at)
    if found is None:
        return Done("trail", 0)
    statistics.refresh()
    return Done(
        "trail", 1, f"the trail does not hold: {found.why}" if found.broken else "", failed=found.broken
    )


def let_go(at: datetime) -> Done:
    """What is of people and past its time: overwritten, or deleted."""
    found = retention.shred(at=at)
    return Done("personal", sum(each.number for each in found))


DUTIES: dict[str, Callable[[datetime], Done]] = {
    "backup": back_up,
    "trail": walk_trail,
    "reminders": write_digests,
    "survey": remind_states,
    "mail": send_mail,
    "webhooks": call_webhooks,
    "files": clear_desk,
    "needs": shred_needs,
    "personal": let_go,
}


def run(at: datetime) -> list[Done]:
    """Every duty, each whatever became of the others."""
    done = [_tried(name, duty, at) for name, duty in DUTIES.items()]
    traces.leave(traces.TICK, at)
    return done


def _tried(name: str, duty: Callable[[datetime], Done], at: datetime) -> Done:
    try:
        return duty(at)
    except Exception as error:  # noqa: BLE001 -- logged; one that fails holds up none of the others
        _log.exception("The duty %s failed.", name)
        return Done(name, 0, str(error) or type(error).__name__, failed=True)
