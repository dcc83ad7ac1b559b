"""A work plan, and what it is to bring about."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accede.access.models import Campaign
from accede.campaign.models.action_plans import Action
from accede.campaign.models.wording import wording


class Titled(models.Model):
    titles: Any = models.JSONField(_("title"), help_text="Language to text; one will do.")

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """In the reader's language or, where it has none in that, in one that it has."""
        return wording(self.titles)


class Plan(Titled):
    """What a campaign does in some months. Its treaty is its campaign's."""

    key = models.SlugField(_("key"), primary_key=True, max_length=60)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="plans")
    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends"))
    meeting = models.ForeignKey(
        "record.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("meeting that it works towards"),
    )
    currency = models.CharField(_("currency"), max_length=3, default="CHF")
    actions = models.ManyToManyField(Action, related_name="plans", verbose_name=_("actions that it rests on"))
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("follows")
    )
    budget_note: Any = models.JSONField(default=dict, blank=True, help_text="Language to text.")

    class Meta:
        verbose_name = _("work plan")
        ordering = ["-starts", "key"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="a_plan_ends_after_it_began")
        ]


class Element(Titled):
    """Something that stands in a plan, under a key of its own there, in a place."""

    key = models.SlugField(_("key"), max_length=80)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="%(class)s_has_a_key_of_its_own_in_its_plan")
        ]


class BackgroundFigure(Element):
    """A figure from which the plan set out; `measure`, where there is one, tells what the record says of it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="background")
    value = models.IntegerField()
    on = models.DateField()
    measure = models.SlugField(max_length=60, blank=True)

    class Meta(Element.Meta):
        verbose_name = _("background figure")


class Objective(Element):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="objectives")

    class Meta(Element.Meta):
        verbose_name = _("objective")


class Output(Element):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="outputs")
    objective = models.ForeignKey(
        Objective, models.SET_NULL, null=True, blank=True, related_name="outputs", verbose_name=_("objective")
    )

    class Meta(Element.Meta):
        verbose_name = _("expected output")


class Indicator(Element):
    """How far an objective or an output has come: a measure of a room, or a sentence that says how it is measured."""

    class Breakdown(models.TextChoices):
        NONE = "", _("none")
        REGION = "region", _("by region")
        CATEGORY = "category", _("by target category")
        LEVEL = "level", _("by level")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="indicators")
    objective = models.ForeignKey(
        Objective,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("objective"),
    )
    output = models.ForeignKey(
        Output,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("expected output"),
    )
    measure = models.SlugField(_("measure"), max_length=60)
    since = models.DateField(_("counted since"))
    due = models.DateField(_("to be reached by"))
    baseline = models.DecimalField(_("baseline"), max_digits=12, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=12, decimal_places=2, null=True, blank=True)
    breakdown = models.CharField(
        _("broken down"), max_length=10, choices=Breakdown, default=Breakdown.NONE, blank=True
    )

    class Meta(Element.Meta):
        verbose_name = _("indicator")
        constraints = [
            *Element.Meta.constraints,
            models.CheckConstraint(
                condition=Q(due__gte=F("since")), name="an_indicator_is_due_after_it_is_counted"
            ),
        ]


class TargetKind(Element):
    """A kind of States that the plan aims at: rules of targeting, by their keys."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    categories: Any = models.JSONField(help_text="Keys of target categories.")

    class Meta(Element.Meta):
        verbose_name = _("target States")
