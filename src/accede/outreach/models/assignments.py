"""Who looks after which State, and what one leaves to the next."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Campaign, Person
from accede.record.models import State


class Assignment(models.Model):
    """Somebody looks after a State in a campaign. The first day that they do no longer is `held_until`."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="assignments")
    state = models.ForeignKey(State, models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    held_from = models.DateField(_("from"))
    held_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        ordering = ["state", "-held_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_from")),
                name="an_assignment_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["campaign", "state"],
                condition=Q(held_until__isnull=True),
                name="a_state_is_assigned_to_one",
            ),
        ]


class Handover(Confidential):
    """Somebody passed on States, with all that was open for them on that day."""

    from_person = models.ForeignKey(
        Person, models.PROTECT, related_name="handovers_given", verbose_name=_("from")
    )
    to_person = models.ForeignKey(
        Person, models.PROTECT, related_name="handovers_received", verbose_name=_("to")
    )
    on = models.DateField(_("on"))
    states: Any = models.JSONField(blank=True, help_text="ISO codes of the States that were passed on.")
    matters: Any = models.JSONField(
        help_text="Kind to the numbers of what was open: no text is copied, who may read it is asked anew each time."
    )
    note = EncryptedTextField(_("note to the successor"), blank=True)

    class Meta(Confidential.Meta):
        verbose_name = _("handover")
        ordering = ["-on", "-pk"]
