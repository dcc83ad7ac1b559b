"""Treaty events: which treaties are highlighted there, which is public, and which States might act, which is not."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.record.models import Source, State, Treaty


class Highlight(models.Model):
    """A treaty that is highlighted at a treaty event. A treaty that is not on record here has its name instead."""

    meeting = models.ForeignKey("record.Meeting", models.CASCADE, related_name="highlights")
    treaty = models.ForeignKey(Treaty, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: entered on the desk; the trail says by whom.",
    )

    class Meta:
        verbose_name = _("highlighted treaty")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(treaty__isnull=False) | ~Q(name=""), name="a_highlighted_treaty_is_named"
            ),
            models.UniqueConstraint(fields=["meeting", "treaty"], name="a_treaty_is_highlighted_once"),
        ]


class Expected(Confidential):
    """A State that might act at a treaty event, and what it has for that already. What it did, the depositary says."""

    class Act(models.TextChoices):
        CONSENT = "consent", _("deposit of an instrument")
        SIGNATURE = "signature", _("signature")

    class Powers(models.TextChoices):
        UNKNOWN = "unknown", _("not known")
        MISSING = "missing", _("missing")
        THERE = "there", _("there")
        NOT_NEEDED = "not-needed", _("not needed: Head of State or Government, or Foreign Minister")

    meeting = models.ForeignKey("record.Meeting", models.PROTECT, related_name="+")
    state = models.ForeignKey(State, models.PROTECT, related_name="+", verbose_name=_("State"))
    act = models.CharField(_("what it might do"), max_length=9, choices=Act, default=Act.CONSENT)
    invited_on = models.DateField(_("invited on"), null=True, blank=True)
    invited = EncryptedTextField(_("how, and whom"), blank=True)
    instrument_on = models.DateField(_("instrument signed on"), null=True, blank=True)
    powers = models.CharField(_("full powers"), max_length=10, choices=Powers, default=Powers.UNKNOWN)
    appointment_on = models.DateField(_("appointment with the Treaty Section"), null=True, blank=True)
    note = EncryptedTextField(_("note"), blank=True)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)

    class Meta(Confidential.Meta):
        verbose_name = _("State expected at a treaty event")
        ordering = ["meeting", "state"]
