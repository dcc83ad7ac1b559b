"""A mail server on loopback that answers as a test tells it, and the outbox of the coordinators."""

import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from tests.access import cast

from accede.access.models import Campaign
from accede.outbox import actions


class Postbox:
    """Keeps what it is sent. `refuse` and `when_given` say what it answers to an address, and to a letter."""

    def __init__(self):
        self.letters, self.refuse, self.when_given = [], {}, lambda: "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 -- aiosmtpd's name
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 -- as above
        answer = self.when_given()
        if answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return answer


@pytest.fixture(scope="module")
def server():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Postbox(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def postbox(server, settings):
    server.handler.__init__()
    settings.MAIL = {"host": "127.0.0.1", "port": server.port, "use_tls": False}
    settings.DEFAULT_FROM_EMAIL = "Accede <desk@desk.example>"
    return server.handler


@pytest.fixture
def at():
    return datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def put(at):
    """A message as a room puts it, with what a test says of it."""

    def _put(key="first", *, to="Ambassador of Kenya", address="kenya@mission.example", by=None, **more):
        given = {
            "campaign": Campaign.objects.get(pk="ccm"),
            "to": actions.Recipient(address, to),
            "language": "en",
            "subject": "Note verbale",
            "text": "The Permanent Mission presents its compliments.",
            "room": "reporting",
            "by": by or cast.viewer_of(cast.coordinator_a()),
            "at": at,
        }
        return actions.put(key=key, **given | more)

    return _put


@pytest.fixture
def approved(put, at):
    def _approved(key="first", **more):
        message = put(key, **more)
        actions.approve(message=message, by=cast.viewer_of(cast.coordinator_b()), at=at)
        return message

    return _approved
