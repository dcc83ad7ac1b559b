"""Interim steps. They are public: a step that is told in confidence is a position, or part of an exchange."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.evidence.models.origins import Shipped
from accede.record.models import ImportBatch, Source, State, Treaty


class InterimStep(Shipped):
    """What a State did in support of a treaty's norms before joining it. It can be revoked."""

    class Kind(models.TextChoices):
        DECLARATION = "declaration", _("unilateral declaration")
        VOLUNTARY_REPORT = "voluntary-report", _("voluntary transparency report")
        MORATORIUM = "moratorium", _("moratorium")
        POLICY = "policy", _("national policy")

    state = models.ForeignKey(State, models.PROTECT, related_name="interim_steps")
    treaty = models.ForeignKey(Treaty, models.PROTECT, related_name="interim_steps")
    kind = models.CharField(max_length=20, choices=Kind)
    date_given = models.CharField(max_length=10, blank=True, help_text="Partial ISO 8601 date, or nothing.")
    taken_date = models.DateField(null=True, help_text="The last day that the given date can mean.")
    revoked_date = models.DateField(null=True)
    ended_here = models.BooleanField(
        default=False,
        editable=False,
        help_text="People on this desk revoked it: another edition of the shipped record leaves that.",
    )
    verified = models.BooleanField(help_text="False: general knowledge, to be confirmed before it is used.")
    summary = models.TextField()
    source = models.ForeignKey(Source, models.PROTECT)
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, null=True, related_name="interim_steps", editable=False
    )

    class Meta:
        ordering = ["taken_date", "pk"]
