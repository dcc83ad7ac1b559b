"""What is to come of it: pledges, by either side, and what one of us does next."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Person
from accede.outreach.models.exchanges import Exchange
from accede.record.models import State


class OfAnExchange(Confidential):
    """Stands in an exchange, and then is as confidential as it is; or on its own."""

    made_on = models.DateField(_("made on"))
    due_on = models.DateField(_("due"), null=True, blank=True)

    class Meta(Confidential.Meta):
        abstract = True

    @property
    def is_open(self) -> bool:
        raise NotImplementedError

    def part_of(self) -> Confidential | None:
        exchange: Exchange | None = self.exchange  # type: ignore[attr-defined]  # each has one of its own
        return exchange

    def is_overdue(self, on: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < on


class Pledge(OfAnExchange):
    """What a State promised, or we did."""

    class Side(models.TextChoices):
        STATE = "state", _("the State")
        US = "us", _("us")

    class Standing(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("kept")
        BROKEN = "broken", _("broken")
        WITHDRAWN = "withdrawn", _("withdrawn")

    exchange = models.ForeignKey(Exchange, models.PROTECT, null=True, blank=True, related_name="pledges")
    state = models.ForeignKey(State, models.PROTECT, related_name="pledges", verbose_name=_("State"))
    side = models.CharField(_("promised by"), max_length=5, choices=Side)
    text = EncryptedTextField(_("what was promised"))
    standing = models.CharField(_("what became of it"), max_length=9, choices=Standing, default=Standing.OPEN)
    settled_on = models.DateField(_("since"), null=True, blank=True)
    outcome = EncryptedTextField(_("how it is known"), blank=True)

    class Meta(OfAnExchange.Meta):
        verbose_name = _("promise")
        indexes = [
            models.Index(fields=["campaign", "standing", "due_on"], name="pledges_due"),
            models.Index(fields=["campaign", "state"], name="pledges_of_a_state"),
        ]
        constraints = [
            *OfAnExchange.Meta.constraints,
            models.CheckConstraint(
                condition=Q(standing="open", settled_on__isnull=True)
                | (~Q(standing="open") & Q(settled_on__isnull=False)),
                name="a_pledge_is_settled_on_a_day",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.standing == self.Standing.OPEN


class FollowUp(OfAnExchange):
    """A next step: what, by whom, until when."""

    exchange = models.ForeignKey(Exchange, models.PROTECT, null=True, blank=True, related_name="follow_ups")
    state = models.ForeignKey(
        State, models.PROTECT, null=True, blank=True, related_name="follow_ups", verbose_name=_("State")
    )
    what = EncryptedTextField(_("what is to be done"))
    assignee = models.ForeignKey(Person, models.PROTECT, related_name="follow_ups", verbose_name=_("by whom"))
    done_on = models.DateField(_("done"), null=True, blank=True)
    result = EncryptedTextField(_("result"), blank=True)

    class Meta(OfAnExchange.Meta):
        verbose_name = _("follow-up")
        indexes = [
            models.Index(fields=["campaign", "done_on", "due_on"], name="follow_ups_due"),
            models.Index(fields=["campaign", "state"], name="follow_ups_of_a_state"),
        ]
        constraints = [
            *OfAnExchange.Meta.constraints,
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("made_on")),
                name="a_follow_up_is_done_after_it_was_made",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.done_on is None
