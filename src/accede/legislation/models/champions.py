"""Members of parliament who speak for the treaty, with their consent; and what parliaments and networks promised."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Organisation, Person
from accede.legislation.models.entered import Seat
from accede.record.models import Source, State


class Champion(Confidential):
    """Somebody who agreed to be kept here. Without consent there is no row; withdrawn, the row is deleted."""

    state = models.ForeignKey(State, models.PROTECT, related_name="champions")
    chamber = models.CharField(max_length=10, choices=Seat, blank=True)
    network = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    name = EncryptedTextField()
    post = EncryptedTextField(blank=True)
    email = EncryptedTextField(blank=True)
    consented_on = models.DateField()
    consented_to = EncryptedTextField()
    consent_how = EncryptedTextField(blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Confidential.Meta):
        verbose_name = _("champion")
        indexes = [models.Index(fields=["campaign", "state"], name="champions_of_a_state")]


class ParliamentaryPledge(Confidential):
    """What a chamber, a group, a network or a champion promised.

    Not a pledge of the work with States: that one binds a government, or us; this one binds neither.
    """

    class Standing(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("kept")
        BROKEN = "broken", _("broken")
        WITHDRAWN = "withdrawn", _("withdrawn")

    state = models.ForeignKey(State, models.PROTECT, related_name="parliamentary_pledges")
    champion = models.ForeignKey(
        Champion,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="pledges",
    )
    network = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    by_whom = EncryptedTextField(blank=True)
    text = EncryptedTextField()
    made_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    standing = models.CharField(max_length=9, choices=Standing, default=Standing.OPEN)
    settled_on = models.DateField(null=True, blank=True)
    outcome = EncryptedTextField(blank=True)

    class Meta(Confidential.Meta):
        verbose_name = _("parliamentary pledge")
        indexes = [models.Index(fields=["campaign", "state"], name="parl_pledges_of_a_state")]
        constraints = [
            *Confidential.Meta.constraints,
            models.CheckConstraint(
                condition=Q(standing="open", settled_on__isnull=True)
                | (~Q(standing="open") & Q(settled_on__isnull=False)),
                name="a_parliamentary_pledge_is_settled_on_a_day",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.standing == self.Standing.OPEN

    def is_overdue(self, on: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < on
