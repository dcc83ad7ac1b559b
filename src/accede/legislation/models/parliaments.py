"""Parliaments as a publisher tells of them.

Each import appends what it tells otherwise: the latest row of a code stands, and an import that is taken back leaves
the one before it.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.record.models import ImportBatch, Source, State


class Told(models.Model):
    """What one import told of something that has a code of its publisher's."""

    code = models.CharField(max_length=40)
    state = models.ForeignKey(State, models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["code", "-batch"]
        constraints = [
            models.UniqueConstraint(fields=["code", "batch"], name="a_%(class)s_is_told_once_an_import")
        ]


class Parliament(Told):
    class Structure(models.TextChoices):
        UNICAMERAL = "unicameral", _("one chamber")
        BICAMERAL = "bicameral", _("two chambers")

    names: Any = models.JSONField(help_text="Language to name.")
    structure = models.CharField(max_length=10, choices=Structure)

    class Meta(Told.Meta):
        verbose_name = _("parliament")


class Chamber(Told):
    class Kind(models.TextChoices):
        UNICAMERAL = "unicameral", _("the only chamber")
        LOWER = "lower", _("lower chamber")
        UPPER = "upper", _("upper chamber")

    names: Any = models.JSONField(help_text="Language to name.")
    kind = models.CharField(max_length=10, choices=Kind)
    members = models.PositiveIntegerField(null=True)
    suspended = models.BooleanField(default=False)

    class Meta(Told.Meta):
        verbose_name = _("chamber")


class Election(Told):
    chamber_code = models.CharField(max_length=40)
    held_on = models.DateField(null=True)
    next_on = models.DateField(null=True, help_text="When the next one was expected.")
    scope = models.CharField(max_length=40, blank=True, help_text="The publisher's own term.")

    class Meta(Told.Meta):
        verbose_name = _("election")
        indexes = [models.Index(fields=["state"], name="elections_of_a_state")]
