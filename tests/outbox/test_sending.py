"""Letters through a real mail server: what it takes, refuses and breaks, and that none goes twice."""

import socket
import threading
from datetime import timedelta

import pytest
from tests.access import cast

from accede.background import liveness
from accede.outbox import actions, queries, sending, transport
from accede.outbox.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.database]
State = Message.State


@pytest.fixture
def send(at):
    return lambda after=timedelta(): sending.send_approved(clock=lambda: at + after)


def kept(message):
    return queries.get_message(message.pk, viewer=cast.viewer_of(cast.coordinator_a()))


def test_a_letter_arrives_as_it_was_shown(postbox, approved, send):
    message = approved(
        to="Посол Ёлка, Кения",
        subject="مذكرة شفوية",
        text="تهدي البعثة الدائمة تحياتها\n\nحتى 3 آذار/مارس",
        language="ar",
        attachments=[actions.File("Note – Кения.pdf", "application/pdf", b"%PDF-1.7\x00\xff")],
    )
    shown = queries.letter(message.pk, viewer=cast.viewer_of(cast.coordinator_a()))
    assert send().sent == 1
    (letter,) = postbox.letters
    assert letter["Subject"] == "مذكرة شفوية" == shown.message.subject
    (to,) = letter["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Посол Ёлка, Кения", "kenya@mission.example")
    assert to.display_name in shown.to
    assert letter["From"].addresses[0].addr_spec == "desk@desk.example"
    assert letter.get_body().get_content().split() == shown.message.text.split()
    (file,) = letter.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("Note – Кения.pdf", b"%PDF-1.7\x00\xff")
    assert letter["Message-ID"] == transport.message_id(message)
    assert letter["Content-Language"] == "ar"
    assert (kept(message).state, kept(message).answer) == (State.SENT, transport.message_id(message))


def test_what_is_sent_or_not_approved_does_not_go(postbox, approved, put, send):
    approved("one")
    put("two")
    assert send().sent == 1
    assert send() == sending.Outcome()
    assert len(postbox.letters) == 1


def test_without_a_mail_server_it_waits(approved, send, settings):
    settings.MAIL = {}
    message = approved()
    assert send() == sending.Outcome()
    assert (kept(message).state, kept(message).attempts) == (State.APPROVED, 0)


def test_a_refused_address_fails_and_the_others_go(postbox, approved, send, at):
    postbox.refuse = {"gone@mission.example": "550 5.1.1 No such mailbox"}
    gone, there = approved("one", address="gone@mission.example"), approved("two")
    assert (send().failed, send().sent, kept(there).state) == (1, 0, State.SENT)
    assert kept(gone).state == State.FAILED
    assert "No such mailbox" in kept(gone).answer
    postbox.refuse = {}
    actions.retry(message=gone, by=cast.viewer_of(cast.coordinator_a()), at=at)
    assert send().sent == 1
    assert len(postbox.letters) == 2


def test_what_the_server_puts_off_is_tried_again_later_and_then_given_up(postbox, approved, send):
    postbox.refuse = {"kenya@mission.example": "451 4.7.1 Greylisted, come again"}
    message, other = approved("one"), approved("two", address="other@mission.example")
    assert (send().delayed, kept(other).state) == (1, State.SENT)
    assert send(timedelta(minutes=4)) == sending.Outcome()
    for day in range(1, sending.MOST_ATTEMPTS):
        send(timedelta(days=day))
    assert (kept(message).state, kept(message).attempts) == (State.FAILED, sending.MOST_ATTEMPTS)
    assert "Greylisted" in kept(message).answer


def test_a_put_off_letter_goes_when_the_server_takes_it(postbox, approved, send):
    postbox.when_given = lambda: "452 4.3.1 No room just now"
    message = approved()
    assert send().delayed == 1
    postbox.when_given = lambda: "250 OK"
    assert send(timedelta(minutes=6)).sent == 1
    assert kept(message).state == State.SENT


def test_a_server_that_is_away_is_asked_once(approved, send, settings):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    settings.MAIL = {"host": "127.0.0.1", "port": port, "use_tls": False}
    first, second = approved("one"), approved("two")
    outcome = send()
    assert (outcome.delayed, outcome.away) == (1, True)
    assert [kept(each).attempts for each in (first, second)] == [1, 0]
    assert kept(first).state == State.APPROVED


@pytest.mark.parametrize("after_the_letter", [True, False])
def test_a_server_that_breaks_off(approved, send, settings, at, after_the_letter):
    """Before the letter was handed over it is tried again; after that nobody knows, and a person decides."""

    def answer(listening):
        with listening.accept()[0] as connection:
            file = connection.makefile("rwb")
            for said in ("220 here", "250 host", "250 sender", "250 recipient", "354 go on"):
                file.write(said.encode() + b"\r\n")
                file.flush()
                if said.startswith("250 sender") and not after_the_letter:
                    return
                line = file.readline()
            while after_the_letter and line.strip() != b".":
                line = file.readline()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.MAIL = {"host": "127.0.0.1", "port": listening.getsockname()[1], "use_tls": False}
        thread = threading.Thread(target=answer, args=[listening])
        thread.start()
        message = approved()
        outcome = send()
        thread.join()
    assert (outcome.unknown, outcome.delayed) == ((1, 0) if after_the_letter else (0, 1))
    assert kept(message).state == (State.UNKNOWN if after_the_letter else State.APPROVED)


def test_what_a_killed_sender_left_goes_nowhere_by_itself(postbox, approved, send, at):
    message = approved()
    Message.objects.unguarded(because="a test").filter(pk=message.pk).update(
        state=State.SENDING, claimed_by="killed"
    )
    assert send().unknown == 1
    assert (kept(message).state, postbox.letters) == (State.UNKNOWN, [])
    actions.settle_unknown(message=message, arrived=False, by=cast.viewer_of(cast.coordinator_a()), at=at)
    assert send().sent == 1
    assert postbox.letters[0]["Message-ID"] == transport.message_id(message)


def test_what_another_sender_is_at_is_left_to_it(postbox, approved, send):
    message = approved()
    with liveness.alive("another"):
        Message.objects.unguarded(because="a test").filter(pk=message.pk).update(
            state=State.SENDING, claimed_by="another"
        )
        # Its lock is a file, or a connection: this process holds it, so another one has to look.
        assert send() == sending.Outcome()
    assert kept(message).state == State.SENDING


def test_somebody_says_that_an_unknown_one_arrived(approved, at):
    message = approved()
    Message.objects.unguarded(because="a test").filter(pk=message.pk).update(state=State.UNKNOWN)
    actions.settle_unknown(message=message, arrived=True, by=cast.viewer_of(cast.coordinator_a()), at=at)
    assert (kept(message).state, kept(message).sent_at) == (State.SENT, at)


def test_starttls_is_not_left_out_where_the_server_has_none(postbox, approved, send, settings):
    settings.MAIL = settings.MAIL | {"use_tls": True}
    message = approved()
    assert send().delayed == 1
    assert ("STARTTLS" in kept(message).answer, postbox.letters) == (True, [])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"ACCEDE_MAIL": "smtp://mail.example"}, "ACCEDE_MAIL_FROM"),
        ({"ACCEDE_MAIL": "http://mail.example", "ACCEDE_MAIL_FROM": "a@desk.example"}, "smtps://"),
        ({"ACCEDE_MAIL": "smtp://h?tls=maybe", "ACCEDE_MAIL_FROM": "a@desk.example"}, "smtps://"),
        ({"ACCEDE_MAIL": "smtp://h", "ACCEDE_MAIL_FROM": "nobody"}, "no address"),
    ],
)
def test_a_setting_that_is_wrong_is_refused_with_what_to_write(monkeypatch, given, told):
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    from accede.project import environment  # noqa: PLC0415

    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=told):
        environment.mail() and environment.mail_from()


def test_the_setting_says_how_the_line_is_sealed(monkeypatch):
    from accede.project import environment  # noqa: PLC0415

    monkeypatch.setenv("ACCEDE_MAIL_FROM", "a@desk.example")
    for url, sealed in [
        ("smtp://me:p%40ss@mail.example", (587, True, False)),
        ("smtps://mail.example", (465, False, True)),
        ("smtp://127.0.0.1:25?tls=no", (25, False, False)),
    ]:
        monkeypatch.setenv("ACCEDE_MAIL", url)
        found = environment.mail()
        assert (found["port"], found["use_tls"], found["use_ssl"]) == sealed
    monkeypatch.setenv("ACCEDE_MAIL", "smtp://me:p%40ss@mail.example")
    assert (environment.mail()["username"], environment.mail()["password"]) == ("me", "p@ss")
