"""Forecasts of who is likely to join, each kept with its day."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.encryption import EncryptedTextField
from accede.access.models import Campaign, Person


class KeptForecast(models.Model):
    """What the model said on a day: never altered, so that it can be held against what came.

    For those who run the campaign and nobody else, ever. It is no `Confidential`, which its owner could release;
    `queries.forecasts` gives it to those alone. States' names and figures are sealed like any note.
    """

    class Horizon(models.IntegerChoices):
        ONE = 1, _("one year")
        THREE = 3, _("three years")

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    on = models.DateField(_("day"))
    horizon = models.PositiveSmallIntegerField(_("years ahead"), choices=Horizon)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    model = models.CharField(
        _("model"), max_length=64, help_text="Fingerprint of the panel it was learnt from."
    )
    said = EncryptedTextField(help_text="JSON: a row for each State, the likeliest first, with its reasons.")
    stale: Any = models.JSONField(default=list, help_text="Keys of treaties whose table was old that day.")

    class Meta:
        verbose_name = _("forecast")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["campaign", "horizon", "on"], name="forecasts_of_a_campaign")]
