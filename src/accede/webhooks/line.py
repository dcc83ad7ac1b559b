"""One call: to an address that was looked at, within ten seconds from first to last, whatever the other side does.

By http.client, which follows no redirect and knows no proxy. What is ours is where it connects, and the clock: each
wait, be it for a name, a handshake or a single byte, is for what is left of the ten seconds.
"""

import contextlib
import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from accede import invented
from accede.webhooks import guard
from accede.webhooks.models import Attempt

Outcome = Attempt.Outcome

SECONDS = 10.0
MOST_READ = 16 * 1024  # of the answer, in bytes; the rest is not waited for
KEPT = 1000  # characters


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call."""

    outcome: Outcome
    milliseconds: int
    status: int | None = None
    text: str = ""


class _Deadline:
    def __init__(self, seconds: float) -> None:
        self._begun = time.monotonic()
        self._seconds = seconds

    @property
    def left(self) -> float:
        """Raises TimeoutError where nothing is."""
        left = self._seconds - (time.monotonic() - self._begun)
        if left <= 0:
            raise TimeoutError
        return left

    @property
    def milliseconds(self) -> int:
        return round((time.monotonic() - self._begun) * 1000)


class _Received(io.RawIOBase):
    """What comes in, for as long as there is time."""

    def __init__(self, line: socket.socket, deadline: _Deadline) -> None:
        self._line, self._deadline = line, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._line.settimeout(self._deadline.left)
        return self._line.recv_into(buffer)


class _Timed:
    """A socket as http.client wants it."""

    def __init__(self, line: socket.socket, deadline: _Deadline) -> None:
        self._line, self._deadline = line, deadline

    def sendall(self, data: bytes) -> None:
        self._line.settimeout(self._deadline.left)
        self._line.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Received(self._line, self._deadline))

    def close(self) -> None:
        """http.client hangs up before the answer is read; whoever dialled does it."""


def call(url: str, *, body: bytes, headers: Mapping[str, str], seconds: float = SECONDS) -> Answer:
    """POST the body. Whatever happens is told, never raised."""
    deadline = _Deadline(seconds)
    try:
        target = guard.read(url)
        found = guard.addresses(target, seconds=deadline.left)
        with contextlib.closing(_connected(target, found, deadline)) as line:
            return _exchanged(target, line, deadline, body=body, headers=headers)
    except (OSError, http.client.HTTPException, ValueError) as error:
        outcome, told = _told(error)
        return Answer(outcome, deadline.milliseconds, text=_plain(told))


class _UnreachableError(OSError):
    """None of the addresses took the connection."""


def _told(error: Exception) -> tuple[Outcome, str]:
    match error:
        case guard.NotAllowedAddressError():
            return Outcome.REFUSED, str(error)
        case guard.UnknownNameError():
            return Outcome.UNRESOLVED, str(error)
        case TimeoutError():
            return Outcome.TIMED_OUT, ""
        case ssl.SSLCertVerificationError():
            return Outcome.UNTRUSTED, error.verify_message
        case _UnreachableError():
            return Outcome.UNREACHABLE, str(error)
        case _:
            return Outcome.BROKEN, str(error) or type(error).__name__


def _connected(target: guard.Target, found: list[guard.Address], deadline: _Deadline) -> socket.socket:
    """To one of exactly these addresses; under TLS, with the name that was asked for."""
    line = _dialled(target.port, found, deadline)
    if not target.secure:
        return line
    try:
        line.settimeout(deadline.left)
        context = ssl.create_default_context()
        return context.wrap_socket(line, server_hostname=target.host.rstrip("."))
    except BaseException:
        line.close()
        raise


def _dialled(port: int, found: list[guard.Address], deadline: _Deadline) -> socket.socket:
    last: OSError = _UnreachableError()
    for place, address in enumerate(found):
        family = socket.AF_INET6 if address.version == 6 else socket.AF_INET  # noqa: PLR2004 -- IPv6
        line = socket.socket(family, socket.SOCK_STREAM)
        try:
            # The first ones leave time for those after them.
            line.settimeout(deadline.left / (len(found) - place))
            line.connect((str(address), port))
        except OSError as error:
            line.close()
            last = error
        else:
            return line
    if isinstance(last, TimeoutError):
        raise last
    raise _UnreachableError(last.strerror or str(last)) from last


def _exchanged(
    target: guard.Target, line: socket.socket, deadline: _Deadline, *, body: bytes, headers: Mapping[str, str]
) -> Answer:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = _Timed(line, deadline)
    sent = {
        "Host": target.name,
        "User-Agent": "Accede-Webhooks",
        "Content-Type": "application/json",
        "Connection": "close",
        **headers,
    } | ({invented.HEADER: invented.SAID_IN_HEADER} if settings.DEMONSTRATION else {})
    connection.request("POST", target.path, body=body, headers=sent)
    response = connection.getresponse()
    text = ""
    try:
        text = response.read(MOST_READ).decode("utf-8", errors="replace")
    except (TimeoutError, OSError, http.client.HTTPException):
        if not 200 <= response.status < 300:  # noqa: PLR2004 -- HTTP
            raise
        # It has said that it took it: what else it would say does not matter.
    return Answer(_meaning(response.status), deadline.milliseconds, response.status, _plain(text))


def _meaning(status: int) -> Outcome:
    match status // 100:
        case 2:
            return Outcome.DELIVERED
        case 3:
            return Outcome.REDIRECTED
        case _:
            return Outcome.ANSWERED


def _plain(text: str) -> str:
    """Without characters that no database takes, or that turn a page round."""
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "\ufffd" for sign in text[:KEPT])
