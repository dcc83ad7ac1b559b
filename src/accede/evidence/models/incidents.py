"""Use, production and transfer of what a treaty bans, and who judged them how."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.evidence.models.origins import Dated, Shipped, Sourced
from accede.record.models import State, Treaty


class Incident(Confidential, Shipped, Dated):
    """Something that is said to have happened. How far it is known is in its assessments; the date is its beginning."""

    class Kind(models.TextChoices):
        USE = "use", _("use")
        PRODUCTION = "production", _("production")
        TRANSFER = "transfer", _("transfer")

    treaty = models.ForeignKey(Treaty, models.PROTECT, related_name="incidents", verbose_name=_("treaty"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.ForeignKey(
        State,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("State of which it is said"),
    )
    where = models.ForeignKey(
        State,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents_suffered",
        verbose_name=_("on whose territory, or to whom"),
    )
    actor = EncryptedTextField(_("by whom, if by no State"), blank=True)
    place = EncryptedTextField(_("place"), blank=True)
    ended_given = models.CharField(_("end"), max_length=10, blank=True, help_text="Partial ISO 8601 date.")
    ended_day = models.DateField(null=True, blank=True)
    reading = EncryptedTextField(_("what is said to have happened"), blank=True)

    class Meta(Confidential.Meta):
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["treaty", "kind"], name="incidents_of_a_kind")]


class Assessment(Confidential, Shipped, Dated, Sourced):
    """One judgement of an incident. Those concerned contradict each other, so that each is kept, with who said so."""

    class Grade(models.TextChoices):
        ALLEGED = "alleged", _("alleged")
        CREDIBLE = "credible", _("credible")
        CONFIRMED = "confirmed", _("confirmed")
        ADMITTED = "admitted", _("admitted")
        DENIED = "denied", _("denied")

    # What an incident is documented by, the firmest last.
    DOCUMENTED = (Grade.CREDIBLE, Grade.CONFIRMED, Grade.ADMITTED)

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="assessments")
    grade = models.CharField(_("grade"), max_length=9, choices=Grade)
    by_state = models.ForeignKey(
        State,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("State that says so"),
    )
    by_whom = EncryptedTextField(_("who says so"), blank=True)
    reading = EncryptedTextField(_("our reading"), blank=True)

    class Meta(Confidential.Meta):
        ordering = ["day", "pk"]
