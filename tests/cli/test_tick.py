"""What is due by itself, by the real program: two at once, one that is killed, and no mail twice."""

import email
import email.policy
import json
import signal
import socket
from datetime import date, timedelta

import pytest
from tests.desk import SOURCE
from tests.outbox.conftest import server  # noqa: F401 -- a fixture

pytestmark = pytest.mark.database

SCRIPT = """
import sys, django; sys.path.insert(0, sys.argv[1]); django.setup()
from django.utils import timezone
from tests.access import cast
from accede.access.models import Campaign
from accede.access.roles import Role
from accede.outbox import actions
from tests.factories.access import PersonFactory, RoleHeldFactory
now = timezone.now()
by = cast.viewer_of(cast.coordinator_a())
for key in sys.argv[2:]:
    if "@" in key:
        RoleHeldFactory(person=PersonFactory(name="Reader", email=key), role=Role.COORDINATOR)
        continue
    message = actions.put(
        campaign=Campaign.objects.get(pk="ccm"), to=actions.Recipient(key + "@mission.example"),
        language="en", subject=key, text="Text", room="tests", key=key, by=by, at=now,
    )
    actions.approve(message=message, by=by, at=now)
"""


def approve(desk, *keys):
    """Messages that may go; for an address, a coordinator who is reminded there."""
    own = {"DJANGO_SETTINGS_MODULE": "accede.project.settings"}
    with desk.python("-c", SCRIPT, str(SOURCE.parent), *keys, **own) as process:
        _output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors


def mail(port):
    return {"ACCEDE_MAIL": f"smtp://127.0.0.1:{port}?tls=no", "ACCEDE_MAIL_FROM": "desk@desk.example"}


def told(process):
    output, errors = process.communicate(timeout=120)
    assert output, errors
    return {row["duty"]: row for row in json.loads(output)}


def test_two_at_once_do_nothing_twice(desk, server, tmp_path):  # noqa: F811 -- the fixture
    server.handler.__init__()
    approve(desk, "one", "two", "three", "reader@desk.example")
    days = [date.today() - timedelta(days=number) for number in range(1, 4)]  # noqa: DTZ011, TID251 -- the desk's own day
    for day in days:
        (tmp_path / f"accede-{day.isoformat()}.backup").touch()
    environment = mail(server.port) | {"ACCEDE_BACKUP_DIR": str(tmp_path), "ACCEDE_BACKUPS_KEPT": "2"}

    both = [desk.start("tick", "--format", "json", **environment) for _each in range(2)]
    found = [told(process) for process in both]

    assert [process.returncode for process in both] == [0, 0]
    sent = [letter["To"].addresses[0].addr_spec for letter in server.handler.letters]
    assert len(sent) == len(set(sent)) == sum(each["mail"]["done"] for each in found)
    # The plan of 2023-2024 has lines that are overdue, so whoever coordinates has a digest.
    assert {"reader@desk.example", "one@mission.example", "three@mission.example"} <= set(sent)
    assert sum(each["backup"]["done"] for each in found) == 1
    kept = sorted(path.name for path in tmp_path.glob("*.backup"))
    assert kept == [f"accede-{day}.backup" for day in (days[0], date.today())]  # noqa: DTZ011, TID251 -- as above


def test_a_killed_one_sends_nothing_twice(desk, server):  # noqa: F811 -- the fixture
    server.handler.__init__()
    approve(desk, "cut-off")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        process = desk.start("tick", **mail(listening.getsockname()[1]))
        with listening.accept()[0] as line:
            taken = _take_a_letter_and_say_nothing(line)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=30)

    with desk.start("tick", "--format", "json", **mail(server.port)) as again:
        found = told(again)
    assert found["mail"]["note"] == "1 not known whether sent"
    assert again.returncode == 1
    # Which one went first is the tick's affair: a digest of the same minute may go before it.
    assert taken["To"] not in [letter["To"] for letter in server.handler.letters]


def _take_a_letter_and_say_nothing(line):
    """Take one letter whole, leave its end unanswered, and give it back."""
    file = line.makefile("rwb")
    for said in ("220 here", "250 host", "250 sender", "250 recipient", "354 go on"):
        file.write(said.encode() + b"\r\n")
        file.flush()
        text = file.readline()
    lines = []
    while (text := file.readline()).strip() != b".":
        lines.append(text)
    return email.message_from_bytes(b"".join(lines), policy=email.policy.default)


def test_without_settings_it_says_what_is_not_set(desk):
    answer = desk.accede("tick", "--format", "json")
    assert answer.returncode == 0
    assert {row["duty"]: row["note"] for row in json.loads(answer.stdout)} == {
        "backup": "no folder is set",
        "trail": "",
        "survey": "",
        "reminders": "no mail server is set",
        "mail": "no mail server is set",
        "webhooks": "",
        "files": "",
        "needs": "",
        "personal": "",
    }
