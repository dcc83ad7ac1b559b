"""The way to the mail server, by Django's own backend; and what its answers mean."""

import smtplib
import ssl
from collections.abc import Mapping
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Any, cast

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from accede.outbox.models import Message

SECONDS = 20
PERMANENT = 500


class RefusedError(Exception):
    """The server will not take it, now or later."""


class DelayedError(Exception):
    """It was not taken, and may be later: the server is away, or asks to come again."""


class AwayError(DelayedError):
    """The server itself was not to be had."""


class UncertainError(Exception):
    """The connection broke after the message was handed over and before the server said that it has it."""


def is_set() -> bool:
    """Whether the operator named a mail server: without one nothing leaves."""
    return bool(settings.MAIL)


def sender() -> str:
    return str(settings.DEFAULT_FROM_EMAIL)


class _Watched:
    """Remembers whether the text of a message was begun to be handed over."""

    handed_over = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.handed_over = True
        return super().data(msg)  # type: ignore[misc,no-any-return]  # of the class that it is mixed into


class _Plain(_Watched, smtplib.SMTP):
    pass


class _Sealed(_Watched, smtplib.SMTP_SSL):
    pass


class _Backend(EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Sealed if self.use_ssl else _Plain


class Line:
    """A connection to the mail server, opened when first needed."""

    def __init__(self) -> None:
        given: Mapping[str, Any] = settings.MAIL
        self._backend = _Backend(**given, timeout=SECONDS, fail_silently=False)

    def send(self, message: Message) -> str:
        """Hand one message over. Raises RefusedError, DelayedError (of which AwayError is one) or UncertainError."""
        letter = compose(message)
        try:
            self._backend.open()
        except smtplib.SMTPAuthenticationError as error:
            raise AwayError(_told(error.smtp_code, error.smtp_error)) from error
        except (OSError, smtplib.SMTPException, ssl.SSLError) as error:
            raise AwayError(str(error) or type(error).__name__) from error
        connection = cast("_Watched", self._backend.connection)
        connection.handed_over = False
        try:
            self._backend.send_messages([letter])
        except smtplib.SMTPRecipientsRefused as error:
            _raise(*next(iter(error.recipients.values())), error)
        except smtplib.SMTPResponseException as error:
            _raise(error.smtp_code, error.smtp_error, error)
        except (OSError, smtplib.SMTPException) as error:
            handed_over = connection.handed_over
            self.close()
            what = str(error) or type(error).__name__
            raise (UncertainError(what) if handed_over else DelayedError(what)) from error
        return message_id(message)

    def close(self) -> None:
        try:
            self._backend.close()
        except (OSError, smtplib.SMTPException):
            self._backend.connection = None


def _raise(code: int, said: bytes | str, error: Exception) -> None:
    if code < 0:  # it hung up in the middle of an answer
        raise UncertainError(_told(code, said)) from error
    raise (RefusedError if code >= PERMANENT else DelayedError)(_told(code, said)) from error


def _told(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", errors="replace") if isinstance(said, bytes) else said
    return f"{code} {words}".strip()


def message_id(message: Message) -> str:
    """The same each time that it is tried: a server that has it already may know it by this."""
    domain = parseaddr(sender())[1].rpartition("@")[2] or "localhost"
    return f"<accede.{message.key_hash[:32]}@{domain}>"


def recipient(message: Message) -> str:
    """Name and address as they stand in the letter's head."""
    address, name = one_line(message.to_address), one_line(message.to_name)
    user, _at, domain = address.rpartition("@")
    return str(Address(name, user, domain)) if name and domain else address


def one_line(text: str) -> str:
    """For the head of a letter, where a second line would be a header of the writer's own."""
    return " ".join(text.split())


def file_name(text: str) -> str:
    """A name, and no path into the folders of whoever saves it."""
    return one_line(text).translate(dict.fromkeys(map(ord, "/\\"), "-"))


def compose(message: Message) -> EmailMessage:
    """The letter as it is sent."""
    letter = EmailMessage(
        subject=one_line(message.subject),
        body=message.text + "\n",
        from_email=sender(),
        to=[recipient(message)],
        headers={
            "Message-ID": message_id(message),
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated" if message.made_by_id is None else "no",
        },
    )
    for each in message.attachments.unguarded(
        because="who may see the message, or sends it, has them with it"
    ):
        letter.attach(file_name(each.name), each.data, each.media_type)
    return letter
