"""accede webhook: added, tested, listed, logged, removed."""

import json

import pytest
from tests.webhooks.conftest import receiver  # noqa: F401 -- a fixture
from typer.testing import CliRunner

from accede.cli import commands
from accede.webhooks.models import Webhook

pytestmark = [pytest.mark.django_db]


def run(*arguments):
    return CliRunner().invoke(commands.app, ["webhook", *map(str, arguments)])


def test_the_way_of_a_webhook_by_command(receiver):  # noqa: F811 -- the fixture
    added = run("add", receiver.address, "--event", "status.changed", "--every-treaty")
    number = Webhook.objects.unguarded(because="a test").get().pk
    assert added.stdout.strip().startswith("whsec_")
    assert run("ping", number).exit_code == 0
    receiver.answer = (500, {}, b"broken")
    failed = run("ping", number)
    assert (failed.exit_code, "broken" in failed.output) == (1, True)

    (listed,) = json.loads(run("list", "--format", "json").stdout)
    assert (listed["url"], listed["kinds"], listed["every_treaty"]) == (
        receiver.address,
        "status.changed",
        True,
    )
    second, first = json.loads(run("log", number, "--format", "json").stdout)
    assert (first["state"], first["status"], second["state"], second["answer"]) == (
        "delivered",
        200,
        "waiting",
        "broken",
    )
    assert run("remove", number).exit_code == 0
    assert run("ping", number).exit_code == 1
