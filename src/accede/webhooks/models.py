"""An address that is called, what it is told, and each attempt to tell it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import GuardedQuerySet
from accede.access.encryption import EncryptedTextField
from accede.access.models import Campaign, Person
from accede.access.viewer import Viewer


class Kind(models.TextChoices):
    """What is told of. The key stands in the call; nothing of what is told is confidential."""

    STATUS = "status.changed", _("a State’s status changed")
    IMPORT = "import.applied", _("a file was brought in")
    UNDONE = "import.undone", _("an import was undone")
    DOCUMENT = "document.issued", _("a document was issued")
    DESK = "desk.changed", _("something on the desk was added or changed")
    PING = "ping", _("a test")


CHOSEN = [kind for kind in Kind if kind != Kind.PING]


class OfCampaigns(GuardedQuerySet):
    """As guarded as what is confidential: an address often is a key, and a secret always."""

    campaign = "campaign"

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the campaigns that the viewer administers."""
        administered = [each for each in viewer.roles if viewer.administers(each)]
        chain = self.filter(**{f"{self.campaign}__in": administered})
        chain.query.told = True
        return chain


class OfDeliveries(OfCampaigns):
    campaign = "delivery__webhook__campaign"


class Webhook(models.Model):
    """An address, and what it wants to know.

    It is no `Confidential`, whose readers would be those who run the campaign, and which its owner could release: it
    belongs to the campaign's administrators, who read nothing confidential.
    """

    class Off(models.TextChoices):
        BY_HAND = "by-hand", _("switched off")
        GAVE_UP = "gave-up", _("no answer for three days")
        GONE = "gone", _("it answered that it is no longer there")
        RESTORED = "restored", _("this desk was restored from a backup")

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    url = EncryptedTextField(_("address"))
    kinds: Any = models.JSONField(_("what is told"), help_text="Keys of Kind.")
    every_treaty = models.BooleanField(_("status of every treaty on record"), default=False)
    secret = EncryptedTextField()
    secret_before = EncryptedTextField(blank=True)
    secret_before_until = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    off_since = models.DateTimeField(null=True, blank=True)
    off_because = models.CharField(max_length=8, choices=Off, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True, help_text="When something last arrived.")

    objects: ClassVar[Any] = models.Manager.from_queryset(OfCampaigns)()

    class Meta:
        verbose_name = _("webhook")
        ordering = ["campaign", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(off_since__isnull=True, off_because="")
                | (Q(off_since__isnull=False) & ~Q(off_because="")),
                name="a_webhook_is_off_for_a_reason",
            )
        ]

    @property
    def kind_words(self) -> Iterable[str]:
        return [str(Kind(key).label) for key in self.kinds]

    def secrets(self, *, at: datetime) -> list[str]:
        """Those under which a call is signed: for a day after a change, the one before it too."""
        before = self.secret_before if self.secret_before_until and at < self.secret_before_until else ""
        return [self.secret, *([before] if before else [])]


class Event(models.Model):
    """Something that happened, as it is told: JSON that holds nothing confidential."""

    kind = models.CharField(max_length=20, choices=Kind)
    body = models.TextField(help_text="Exactly what is sent and signed.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]


class Delivery(models.Model):
    """An event on its way to one address. Claimed before it is sent, marked after.

    One whose claimant died in between goes again, under the same key: whoever is called knows by it what they have.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("given up")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")
    key = models.CharField(max_length=40, unique=True, help_text="Stands in webhook-id.")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    attempts_made = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    tried_until = models.DateTimeField(help_text="After it, it is given up.")
    claimed_by = models.SlugField(max_length=40, blank=True, help_text="The sender at work, by its lock.")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["state", "not_before"], name="deliveries_due")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sending") | ~Q(claimed_by=""), name="somebody_sends_a_delivery"
            )
        ]


class Attempt(models.Model):
    """One call. Written before it is made: one that was cut short stays `unknown`."""

    class Outcome(models.TextChoices):
        UNKNOWN = "unknown", _("cut short: not known whether it arrived")
        DELIVERED = "delivered", _("taken")
        ANSWERED = "answered", _("answered otherwise than with 2xx")
        REDIRECTED = "redirected", _("redirected elsewhere, which is not followed")
        REFUSED = "refused", _("not called: the address leads to no public place")
        UNRESOLVED = "unresolved", _("the name is not known")
        UNREACHABLE = "unreachable", _("no connection")
        UNTRUSTED = "untrusted", _("its certificate cannot be trusted")
        TIMED_OUT = "timed-out", _("no whole answer in ten seconds")
        BROKEN = "broken", _("the line broke, or the answer was no HTTP")

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=11, choices=Outcome, default=Outcome.UNKNOWN)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    milliseconds = models.PositiveIntegerField(null=True, blank=True)
    answer = EncryptedTextField(blank=True, help_text="The first thousand characters.")

    objects: ClassVar[Any] = models.Manager.from_queryset(OfDeliveries)()

    class Meta:
        ordering = ["-at", "-pk"]


class Told(models.Model):
    """What was told last of something that changes with the days: so that only differences are told."""

    subject = models.SlugField(primary_key=True)
    values: Any = models.JSONField()
