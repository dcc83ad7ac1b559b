"""Reasons for not joining."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.evidence.models.code_book import ObstacleCode
from accede.evidence.models.origins import Dated, Shipped, Sourced
from accede.record.models import ImportBatch, State, Treaty


class Obstacle(Confidential, Shipped, Dated, Sourced):
    """A reason that a State gives for not joining, or that is inferred. It can be withdrawn, or give way to another.

    What the State said stands apart from what we make of it.
    """

    class Grade(models.TextChoices):
        STATED = "stated", _("stated by the State")
        INFERRED = "inferred", _("inferred")

    state = models.ForeignKey(State, models.PROTECT, related_name="obstacles", verbose_name=_("State"))
    treaty = models.ForeignKey(Treaty, models.PROTECT, related_name="obstacles", verbose_name=_("treaty"))
    code = models.ForeignKey(ObstacleCode, models.PROTECT, related_name="obstacles", verbose_name=_("reason"))
    rank = models.PositiveSmallIntegerField(
        _("rank"),
        null=True,
        blank=True,
        help_text=_("Its place among the State’s reasons, 1 the weightiest."),
    )
    own_words = EncryptedTextField(_("the State’s own words"), blank=True)
    language = models.CharField(_("language of these words"), max_length=2, default="en")
    reading = EncryptedTextField(_("our reading"), blank=True)
    grade = models.CharField(_("how it is known"), max_length=8, choices=Grade, default=Grade.STATED)
    withdrawn_given = models.CharField(max_length=10, blank=True, help_text="Partial ISO 8601 date.")
    withdrawn_day = models.DateField(null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    ended_here = models.BooleanField(
        default=False,
        editable=False,
        help_text="People on this desk ended it: another edition of the shipped record leaves that.",
    )
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, null=True, blank=True, related_name="obstacles", editable=False
    )

    class Meta(Confidential.Meta):
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["treaty", "state"], name="obstacles_of_a_state")]
        constraints = [
            *Confidential.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(superseded_by__isnull=True) | ~models.Q(superseded_by=models.F("id")),
                name="an_obstacle_gives_way_to_another",
            ),
        ]
