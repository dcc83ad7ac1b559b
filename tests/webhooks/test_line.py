"""Calls to receivers that behave in every way."""

import socket
import time

import pytest
from tests.webhooks.conftest import drip, flood

from accede import invented
from accede.webhooks import line
from accede.webhooks.models import Attempt

Outcome = Attempt.Outcome


def call(url, seconds=3.0):
    return line.call(url, body=b'{"type":"ping"}', headers={"webhook-id": "msg_1"}, seconds=seconds)


def test_what_is_sent_arrives_as_it_is_and_a_demonstration_says_that_it_is_one(receiver, settings):
    receiver.answer = (204, {}, b"")
    answer = call(receiver.address + "?key=a%20b")

    ((path, headers, body),) = receiver.calls
    assert (answer.outcome, answer.status) == (Outcome.DELIVERED, 204)
    assert path == "/hook?key=a%20b"
    assert body == b'{"type":"ping"}'
    assert headers["Host"] == f"127.0.0.1:{receiver.server_port}"
    assert headers["webhook-id"] == "msg_1"
    assert headers["Content-Type"] == "application/json"
    assert invented.HEADER not in headers

    settings.DEMONSTRATION = True
    call(receiver.address)
    assert receiver.calls[-1][1][invented.HEADER] == invented.SAID_IN_HEADER


def test_a_redirect_is_told_and_not_followed(receiver):
    receiver.answer = (302, {"Location": receiver.address + "/other"}, b"elsewhere")
    answer = call(receiver.address)

    assert (answer.outcome, answer.status, answer.text) == (Outcome.REDIRECTED, 302, "elsewhere")
    assert len(receiver.calls) == 1


def test_of_a_refusal_the_first_thousand_characters_are_kept_in_harmless_letters(receiver):
    receiver.answer = (500, {}, b"<script>\x00\xff\xe2\x80\xae" + b"a" * 5000)
    answer = call(receiver.address)

    assert (answer.outcome, answer.status) == (Outcome.ANSWERED, 500)
    assert answer.text == "<script>\ufffd\ufffd\ufffd" + "a" * (1000 - 11)


@pytest.mark.parametrize("answer", [drip, lambda _handler: time.sleep(2)])
def test_a_byte_now_and_then_or_none_at_all_is_too_slow(receiver, answer):
    receiver.answer = answer
    begun = time.monotonic()
    outcome = call(receiver.address, seconds=0.6).outcome

    assert outcome == Outcome.TIMED_OUT
    assert 0.5 < time.monotonic() - begun < 1.5


def test_of_ten_megabytes_little_is_read(receiver):
    receiver.answer = flood
    begun = time.monotonic()
    answer = call(receiver.address)

    assert answer.outcome == Outcome.DELIVERED
    assert len(answer.text) == 1000
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500,
        b"HTTP/1.1 " + b"9" * 70_000,
        b"HTTP/1.1 500 No\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_http_is_told(receiver, said):
    receiver.answer = lambda handler: handler.wfile.write(said)

    assert call(receiver.address).outcome in {Outcome.BROKEN, Outcome.ANSWERED}


def test_nobody_there(receiver):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    assert call(f"http://127.0.0.1:{port}/").outcome == Outcome.UNREACHABLE
    assert call("https://10.0.0.1/").outcome == Outcome.REFUSED


def test_a_certificate_that_nobody_vouches_for_ends_the_call(receiver, sealed, monkeypatch):
    assert call(receiver.address).outcome == Outcome.UNTRUSTED
    assert receiver.calls == []

    monkeypatch.setenv("SSL_CERT_FILE", str(sealed))
    assert call(receiver.address).outcome == Outcome.DELIVERED
    wrong = receiver.address.replace("127.0.0.1", "localhost")  # the certificate is for the number
    assert call(wrong).outcome == Outcome.UNTRUSTED


def test_no_proxy_of_the_environment_is_asked(receiver, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    assert call(receiver.address).outcome == Outcome.DELIVERED
