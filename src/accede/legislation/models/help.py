"""Who asked for help with national law, with what, who answers, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.evidence.models.origins import Dated, Sourced
from accede.record.models import State, Treaty


class HelpRequest(Confidential, Dated, Sourced):
    """A State's wish for help. `taken_from` and `taken_number` name the record from which it was taken up."""

    class Need(models.TextChoices):
        MODEL_LAW = "model-law", _("a model law")
        DRAFTING = "drafting", _("drafting a law")
        REVIEW = "review", _("comments on a draft")
        TRANSLATION = "translation", _("translation")
        ADVICE = "advice", _("legal advice")
        WORKSHOP = "workshop", _("a workshop")
        OTHER = "other", _("something else")

    class Standing(models.TextChoices):
        OPEN = "open", _("nobody answers yet")
        IN_HAND = "in-hand", _("being answered")
        GIVEN = "given", _("help was given")
        NOTHING = "nothing", _("came to nothing")

    state = models.ForeignKey(State, models.PROTECT, related_name="+", verbose_name=_("State"))
    treaty = models.ForeignKey(Treaty, models.PROTECT, related_name="+", verbose_name=_("treaty"))
    need = models.CharField(_("with what"), max_length=11, choices=Need)
    reading = EncryptedTextField(_("what was asked"), blank=True)
    standing = models.CharField(_("what came of it"), max_length=8, choices=Standing, default=Standing.OPEN)
    answered_by = EncryptedTextField(_("who answers"), blank=True)
    outcome = EncryptedTextField(_("what was done"), blank=True)
    settled_on = models.DateField(_("since"), null=True, blank=True)
    taken_from = models.SlugField(max_length=20, blank=True, editable=False)
    taken_number = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta(Confidential.Meta):
        verbose_name = _("request for help with national law")
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["treaty", "standing"], name="requests_for_help")]
        constraints = [
            *Confidential.Meta.constraints,
            models.CheckConstraint(
                condition=Q(standing="open", settled_on__isnull=True)
                | (~Q(standing="open") & Q(settled_on__isnull=False)),
                name="a_request_is_answered_on_a_day",
            ),
        ]
