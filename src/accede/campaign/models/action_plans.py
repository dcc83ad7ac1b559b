"""Action plans that Meetings adopt, on whose actions a work plan rests. Their text is loaded by whoever has it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.models import Person
from accede.campaign.models.wording import wording


class ActionPlan(models.Model):
    """What the Parties of a treaty agreed to do in some years: Vientiane, Dubrovnik, Lausanne, the next."""

    key = models.SlugField(primary_key=True, max_length=60)
    titles: Any = models.JSONField(help_text="Language to title; one will do.")
    treaty = models.ForeignKey("record.Treaty", models.PROTECT, related_name="action_plans")
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["from_year", "key"]

    @property
    def title(self) -> str:
        return wording(self.titles)


class Action(models.Model):
    """A numbered action: a place for its text, and what a plan points to."""

    action_plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="actions")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["action_plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["action_plan", "number"], name="an_action_has_a_number_of_its_own"
            )
        ]

    @property
    def key(self) -> str:
        """As plan files write it: lausanne/10."""
        return f"{self.action_plan_id}/{self.number}"


class ActionText(models.Model):
    """The action's words in a language, as loaded from a document. A new version keeps those before it."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=2)
    version = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"))
    citation = models.CharField(_("document"), max_length=300)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("text of an action")
        ordering = ["action", "language", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "language", "version"], name="a_text_of_an_action_has_a_version"
            )
        ]
