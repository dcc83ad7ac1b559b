"""When what is to happen, and when it did."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accede.campaign.models.activities import Activity
from accede.campaign.models.plans import Element, Plan


class TimelineLine(Element):
    """A line of the timetable: the days that were planned, which stand, and the days as they came to be."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="timeline")
    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends"))
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="timeline", verbose_name=_("activity")
    )
    began = models.DateField(_("began"), null=True, blank=True)
    done = models.DateField(_("done"), null=True, blank=True)

    class Meta(Element.Meta):
        verbose_name = _("line of the timeline")
        constraints = [
            *Element.Meta.constraints,
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="a_line_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(began__isnull=True) | Q(done__isnull=True) | Q(done__gte=F("began")),
                name="a_line_is_done_after_it_began",
            ),
        ]

    def state_on(self, on: date) -> Activity.State:
        """Done, overdue, under way, due or to come: as it stood that day."""
        if self.done and self.done <= on:
            return Activity.State.DONE
        if self.ends < on:
            return Activity.State.OVERDUE
        if self.began and self.began <= on:
            return Activity.State.UNDER_WAY
        return Activity.State.DUE if self.starts <= on else Activity.State.UPCOMING
