"""The outbox in its pages: seen, let go, sent by the background."""

import pytest
from django.urls import reverse
from tests.access import cast
from tests.web.desk_addresses.outbox import _file, _message

from accede.outbox import queries
from accede.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return cast.sign_in(client, cast.coordinator_b())


def address(name, *arguments):
    return reverse(name, args=["ccm", *arguments])


def decide(desk, message, what):
    return desk.post(address("desk-message-decide", message.pk), {"what": what}, follow=True)


def kept(message):
    return queries.get_message(message.pk, viewer=cast.viewer_of(cast.coordinator_b()))


def test_it_is_seen_as_it_goes_and_let_go(desk):
    message = _message()
    page = desk.get(address("desk-outbox") + "?state=waiting").content.decode()
    assert "mission@mission.example" in page
    assert "No mail server is set" in page
    page = desk.get(address("desk-message", message.pk)).content.decode()
    assert (
        "&quot;Mission of Kenya&quot;" in page or "Mission of Kenya &lt;mission@mission.example&gt;" in page
    )
    assert "The Mission presents its compliments." in page
    assert "let go by Coordinator B" in decide(desk, message, "approve").content.decode()
    assert kept(message).state == Message.State.APPROVED


def test_two_who_decide_at_once(desk):
    message = _message()
    decide(desk, message, "discard")
    answer = decide(desk, message, "approve")
    assert answer.status_code == 400
    assert "not to be sent" in answer.content.decode()


def test_an_attachment_is_saved_and_never_shown(desk):
    answer = desk.get(reverse("desk-message-file", args=_file()))
    assert answer.content == b"%PDF"
    assert answer["Content-Disposition"] == 'attachment; filename="note.pdf"'
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_list_of_three_takes_as_many_queries_as_one_of_one(desk, django_assert_num_queries):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from tests.access import planting  # noqa: PLC0415

    _message()
    desk.get(address("desk-outbox"))  # what is kept of the record is there then
    with CaptureQueriesContext(connection) as one:
        desk.get(address("desk-outbox"))
    for each in (2, 3):
        planting.plant(Message, each)
    with CaptureQueriesContext(connection) as three:
        assert desk.get(address("desk-outbox")).content.decode().count("card__title") == 3
    assert len(three) == len(one)


def test_an_administrator_sees_that_mail_waits(client):
    _message()
    page = cast.sign_in(client, cast.administrator()).get(address("desk-outbox")).content.decode()
    assert "Note verbale" not in page
    assert "You see how many there are" in page
