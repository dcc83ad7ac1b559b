"""What States have by way of law, and what people found in it beside the checklist."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Person
from accede.access.roles import Confidentiality
from accede.evidence.models.origins import Dated, Shipped, Sourced
from accede.record.models import State, Treaty


class Law(Confidential, Shipped, Dated, Sourced):
    """A law or measure of a State, or that it has none, as a source tells of it on a day."""

    class Kind(models.TextChoices):
        DEDICATED = "dedicated", _("dedicated law")
        EXISTING = "existing", _("existing law deemed enough")
        IN_PROGRESS = "in-progress", _("in progress")
        NONE = "none", _("none")
        ONE_POINT = "one-point", _("law or measure on one point")

    state = models.ForeignKey(State, models.PROTECT, related_name="laws", verbose_name=_("State"))
    treaty = models.ForeignKey(Treaty, models.PROTECT, related_name="laws", verbose_name=_("treaty"))
    kind = models.CharField(_("kind of law"), max_length=11, choices=Kind)
    name = EncryptedTextField(_("name of the law"), blank=True)
    url = models.URLField(_("link"), max_length=300, blank=True)
    reading = EncryptedTextField(_("summary"), blank=True)
    ended_given = models.CharField(_("no longer so since"), max_length=10, blank=True)
    ended_day = models.DateField(null=True, blank=True)
    ended_here = models.BooleanField(
        default=False,
        editable=False,
        help_text="People on this desk ended it: another edition of the shipped record leaves that.",
    )

    class Meta(Confidential.Meta):
        verbose_name = _("law")
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["treaty", "state"], name="laws_of_a_state")]

    def parts(self, *, at: Confidentiality) -> Iterable[Confidential]:  # noqa: ARG002 -- they go with it wherever
        """What was found in it is as confidential as it is."""
        yield from self.findings.unguarded(because="they carry the law's class")


class Finding(Confidential, Shipped):
    """What somebody found in a law on one point of the checklist, with the passage."""

    class Verdict(models.TextChoices):
        COVERED = "covered", _("covered")
        PARTLY = "partly", _("partly covered")
        MISSING = "missing", _("not covered")
        UNCLEAR = "unclear", _("unclear")

    law = models.ForeignKey(Law, models.PROTECT, related_name="findings")
    point = models.SlugField(max_length=40, help_text="Its key in the checklist of the law's treaty.")
    verdict = models.CharField(_("what was found"), max_length=8, choices=Verdict)
    place = EncryptedTextField(_("where in the law"), blank=True)
    passage = EncryptedTextField(_("passage"), blank=True)
    language = models.CharField(_("language of the passage"), max_length=2, default="en")
    reading = EncryptedTextField(_("remark"), blank=True)
    made_on = models.DateField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Confidential.Meta):
        verbose_name = _("finding in a law")
        ordering = ["law", "point", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            models.UniqueConstraint(fields=["law", "point"], name="a_law_has_one_finding_a_point"),
        ]

    def part_of(self) -> Confidential | None:
        return self.law
