"""Money, and what stands in for it."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accede.campaign.models.activities import Activity
from accede.campaign.models.plans import Element, Plan


class BudgetLine(Element):
    """What was planned, promised to somebody and paid, in the currency in which it is."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="budget")
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="budget", verbose_name=_("activity")
    )
    currency = models.CharField(_("currency"), max_length=3)
    planned = models.DecimalField(_("planned"), max_digits=14, decimal_places=2, default=0)
    committed = models.DecimalField(_("committed"), max_digits=14, decimal_places=2, default=0)
    spent = models.DecimalField(_("spent"), max_digits=14, decimal_places=2, default=0)
    in_kind = models.DecimalField(_("in kind"), max_digits=14, decimal_places=2, default=0)
    donor = models.CharField(_("donor"), max_length=200, blank=True)
    earmark = models.CharField(_("earmarked for"), max_length=200, blank=True)

    class Meta(Element.Meta):
        verbose_name = _("budget line")
        constraints = [
            *Element.Meta.constraints,
            models.CheckConstraint(
                condition=Q(planned__gte=0) & Q(committed__gte=0) & Q(spent__gte=0) & Q(in_kind__gte=0),
                name="no_amount_is_below_nothing",
            ),
        ]


class Rate(models.Model):
    """From that day on, so many units of the plan's currency are one of this; entered by hand."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rates")
    currency = models.CharField(_("currency"), max_length=3)
    on = models.DateField(_("from"))
    rate = models.DecimalField(_("rate"), max_digits=18, decimal_places=8)

    class Meta:
        verbose_name = _("rate of exchange")
        ordering = ["currency", "-on"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "currency", "on"], name="one_rate_for_a_day"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="a_rate_is_above_nothing"),
        ]

    @property
    def plain(self) -> Decimal:
        """The rate without noughts at its end."""
        return Decimal(f"{self.rate.normalize():f}")
