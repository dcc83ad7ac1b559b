"""How often somebody is reminded, and the secret address of their calendar."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.models import Person


class Habit(models.Model):
    """Whoever has none is reminded once a day at most."""

    class Often(models.TextChoices):
        DAILY = "daily", _("once a day at most")
        WEEKLY = "weekly", _("once a week at most")
        NEVER = "never", _("never")

    person = models.OneToOneField(Person, models.CASCADE, related_name="habit")
    often = models.CharField(_("reminders by mail"), max_length=6, choices=Often, default=Often.DAILY)
    last_on = models.DateField(null=True, blank=True, help_text="The day of the last digest.")
    told: Any = models.JSONField(
        default=list, blank=True, help_text="Kinds and numbers of what was open in it: no text."
    )

    class Meta:
        verbose_name = _("reminders by mail")


class Feed(models.Model):
    """Only the hash of the address is kept: who reads the database cannot read the calendar."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("calendar feed")
