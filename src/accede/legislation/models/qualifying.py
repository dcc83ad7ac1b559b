"""What is known of a State that decides whether the small-State model law is for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.evidence.models.origins import Dated, Shipped, Sourced
from accede.record.models import State, Treaty


class QualifyingFact(Confidential, Shipped, Dated, Sourced):
    """An answer, as a source gives it on a day. The latest that stands counts."""

    class Question(models.TextChoices):
        POSSESSION = "possession", _("possesses cluster munitions")
        CONTAMINATION = "contamination", _("is contaminated by their remnants")
        SMALL = "small", _("is a small State")

    state = models.ForeignKey(State, models.PROTECT, related_name="+", verbose_name=_("State"))
    treaty = models.ForeignKey(Treaty, models.PROTECT, related_name="+", verbose_name=_("treaty"))
    question = models.CharField(_("what it is about"), max_length=13, choices=Question)
    answer = models.BooleanField(_("answer"))
    reading = EncryptedTextField(_("summary"), blank=True)
    withdrawn_given = models.CharField(max_length=10, blank=True)
    withdrawn_day = models.DateField(null=True, blank=True)
    ended_here = models.BooleanField(default=False, editable=False)

    class Meta(Confidential.Meta):
        verbose_name = _("fact about possession, contamination or size")
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["treaty", "state", "question"], name="qualifying_facts")]
