"""Exchanges with States."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Person
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.evidence.models import Obstacle
from accede.outreach.models.contacts import Contact
from accede.record.models import State


class Exchange(Confidential):
    """A bilateral contact with a State. Its treaty is its campaign's. What was said stands apart from what we make of it.

    Pledges and follow-ups that stand in it carry its class, always.
    """

    class Level(models.TextChoices):
        MINISTER = "minister", _("minister")
        AMBASSADOR = "ambassador", _("ambassador")
        EXPERT = "expert", _("expert")
        OTHER = "other", _("other")

    state = models.ForeignKey(State, models.PROTECT, related_name="exchanges", verbose_name=_("State"))
    held_on = models.DateField(_("date"))
    meeting = models.ForeignKey(
        "record.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="exchanges",
        verbose_name=_("meeting"),
        help_text=_("At the margins of which it took place."),
    )
    activity = models.ForeignKey(
        "campaign.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="exchanges",
        verbose_name=_("activity of the plan that it serves"),
    )
    place = EncryptedTextField(_("place"), blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    our_people = models.ManyToManyField(Person, related_name="+", verbose_name=_("who of us was there"))
    who = EncryptedTextField(_("whom we met"), blank=True)
    said = EncryptedTextField(_("what was said"), blank=True)
    assessment = EncryptedTextField(_("our own assessment"), blank=True)

    class Meta(Confidential.Meta):
        verbose_name = _("exchange")
        ordering = ["-held_on", "-pk"]
        indexes = [
            # With all that decides who may see a row, so that counting many of them reads no texts; and with what the
            # list is in order of and taken from, so that its last page reads none on PostgreSQL either.
            models.Index(
                fields=["campaign", "held_on", "confidentiality", "attribution", "owner", "id"],
                name="exchanges_by_day",
            ),
            models.Index(
                fields=["campaign", "state", "held_on", "confidentiality", "attribution", "owner"],
                name="exchanges_of_a_state",
            ),
        ]

    def parts(self, *, at: Confidentiality) -> Iterable[Confidential]:
        """Pledges and follow-ups, always; reasons heard, unless somebody has decided on them apart.

        Nothing becomes public evidence in this way: what anyone may see cites a source.
        """
        yield from self.pledges.unguarded(because="they carry the exchange's class")
        yield from self.follow_ups.unguarded(because="they carry the exchange's class")
        if at == Confidentiality.PUBLIC:
            return
        heard = Obstacle.objects.unguarded(because="only their class changes").filter(heard__exchange=self)
        for obstacle in heard:
            is_stricter = at > obstacle.confidentiality
            if is_stricter or obstacle.confidentiality == self.confidentiality:
                yield obstacle

    def who_is_shown_to(self, viewer: Viewer) -> bool:
        """Names of individuals go no further than coordinators and support unit, whatever else is released."""
        return self.speaker_is_shown_to(viewer) and (
            self._is_owned_by(viewer)
            or viewer.clearance(self.campaign_id or "") >= Confidentiality.COORDINATORS_AND_ISU
        )

    def assessment_is_shown_to(self, viewer: Viewer) -> bool:
        """What one's own side makes of it is for its owner and for coordinators, whatever else is released."""
        return self.speaker_is_shown_to(viewer) and (
            self._is_owned_by(viewer)
            or viewer.clearance(self.campaign_id or "") >= Confidentiality.COORDINATORS
        )


class ContactMet(models.Model):
    """Somebody known who was there."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="met")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="met")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "contact"], name="a_contact_is_met_once_in_an_exchange"
            )
        ]


class ObstacleHeard(models.Model):
    """A reason that was given in an exchange. The reason itself is evidence."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="heard")
    obstacle = models.OneToOneField(Obstacle, models.CASCADE, related_name="heard")

    class Meta:
        ordering = ["pk"]
