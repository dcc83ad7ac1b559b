"""A message on its way out, and what is attached to it. Nothing of it stands in the database in clear."""

import base64
import binascii
from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Person
from accede.access.roles import Confidentiality


class Message(Confidential):
    """A mail to one recipient. `key_hash` keeps a room from putting the same mail here twice.

    It is claimed before it is handed to the mail server, and marked after: one whose claimant died in between is
    `unknown`, and goes nowhere by itself.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for approval")
        APPROVED = "approved", _("approved")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        UNKNOWN = "unknown", _("not known whether it was sent")
        WITHHELD = "withheld", _("not to be sent")

    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("to somebody here")
    )
    to_name = EncryptedTextField(_("name"), blank=True)
    to_address = EncryptedTextField(_("email address"))
    language = models.CharField(_("language"), max_length=2)
    subject = EncryptedTextField(_("subject"))
    text = EncryptedTextField(_("text"))
    room = models.SlugField(max_length=30, help_text="The room of the program that wrote it.")
    about_kind = models.SlugField(
        max_length=60,
        blank=True,
        help_text="The kind of record that it is about, as confidential_models has it.",
    )
    about_number = models.PositiveBigIntegerField(null=True, blank=True)
    key_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the room's own key for it.")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True, help_text="After a failure that may pass.")
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.SlugField(max_length=40, blank=True, help_text="The sender at work, by its lock.")
    sent_at = models.DateTimeField(null=True, blank=True)
    answer = EncryptedTextField(_("what the mail server said"), blank=True)

    # In these it has not left, and may be kept from leaving.
    STILL_HERE: ClassVar[frozenset[str]] = frozenset({State.WAITING, State.APPROVED, State.FAILED})

    class Meta(Confidential.Meta):
        verbose_name = _("message")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["state", "made_at"], name="messages_by_state")]
        constraints = [
            *Confidential.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="a_message_was_sent_at_some_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | ~Q(claimed_by=""), name="somebody_sends_a_message"
            ),
        ]

    def parts(self, *, at: Confidentiality) -> Iterable[Confidential]:  # noqa: ARG002 -- they go with it wherever
        """What is attached is as confidential as the message."""
        yield from self.attachments.unguarded(because="they carry the message's class")


class Attachment(Confidential):
    """A file that goes with a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = EncryptedTextField(_("file name"))
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(default=0, help_text="In bytes.")
    content = EncryptedTextField(help_text="In base64.")

    class Meta(Confidential.Meta):
        verbose_name = _("attachment")
        ordering = ["pk"]

    def part_of(self) -> Confidential | None:
        return self.message

    @property
    def data(self) -> bytes:
        try:
            return base64.b64decode(self.content, validate=True)
        except (binascii.Error, ValueError):
            return b""
