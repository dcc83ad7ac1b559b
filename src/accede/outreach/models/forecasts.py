"""Forecasts of who is likely to join, each kept with its day."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import GuardedQuerySet
from accede.access.encryption import EncryptedTextField
from accede.access.models import Campaign, Person
from accede.access.viewer import Viewer


class KeptForecasts(GuardedQuerySet):
    """As guarded as what is confidential: nothing is read before it is told for whom."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the campaigns that the viewer runs."""
        chain = self.filter(campaign__in=[each for each in viewer.roles if viewer.coordinates(each)])
        chain.query.told = True
        return chain


class KeptForecast(models.Model):
    """What the model said on a day: never altered, so that it can be held against what came.

    For those who run the campaign and nobody else, ever. It is no `Confidential`, which its owner could release.
    States' names and figures are sealed like any note.
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

    objects: ClassVar[Any] = models.Manager.from_queryset(KeptForecasts)()

    class Meta:
        verbose_name = _("forecast")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["campaign", "horizon", "on"], name="forecasts_of_a_campaign")]
