"""What rows of evidence have in common: when it was, what it rests on, and whether it travels with the program."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.encryption import EncryptedTextField
from accede.record.models import Source
from accede.record.partial_dates import Firmness


class Shipped(models.Model):
    """A row may travel with the program. Another edition renews such rows in their place, and touches no others."""

    shipped_key = models.CharField(
        max_length=80,
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text="Empty: not of the shipped record.",
    )

    class Meta:
        abstract = True


class Dated(models.Model):
    """A day as the source gives it."""

    date_given = models.CharField(
        _("date"), max_length=10, blank=True, help_text=_("2023-11-02, 2023-11, 2023, or nothing.")
    )
    firmness = models.CharField(_("how firm the date is"), max_length=20, choices=Firmness, blank=True)
    day = models.DateField(
        null=True, blank=True, help_text="The last day that the given date can mean; empty: not known."
    )

    class Meta:
        abstract = True


class Sourced(models.Model):
    """A source on record or, where there is none, where it comes from in words."""

    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    origin = EncryptedTextField(_("where it comes from"), blank=True)

    class Meta:
        abstract = True
