"""What was said of a treaty, of its resolution, and of incidents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.evidence.models.incidents import Incident
from accede.evidence.models.origins import Dated, Shipped, Sourced
from accede.record.models import State, Treaty


class Statement(Confidential, Shipped, Dated, Sourced):
    """A statement, or conduct that says as much. One that condemns and names an incident is a condemnation of it."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports the norm")
        EXPLAINS_DISTANCE = "explains-distance", _("explains its distance")
        OPPOSES = "opposes", _("opposes the norm")
        CONDEMNS = "condemns", _("condemns a breach of the norm")

    treaty = models.ForeignKey(Treaty, models.PROTECT, related_name="statements", verbose_name=_("treaty"))
    state = models.ForeignKey(
        State, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("State")
    )
    speaker = EncryptedTextField(_("who spoke"), blank=True)
    forum = EncryptedTextField(_("forum"), blank=True)
    stance = models.CharField(_("stance"), max_length=20, choices=Stance)
    incident = models.ForeignKey(
        Incident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("incident that it is about"),
    )
    quotation = EncryptedTextField(_("quotation"), blank=True)
    language = models.CharField(_("language of the quotation"), max_length=2, default="en")
    reading = EncryptedTextField(_("summary"), blank=True)
    url = models.URLField(_("link"), max_length=300, blank=True)

    class Meta(Confidential.Meta):
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["treaty", "stance"], name="statements_of_a_stance")]
