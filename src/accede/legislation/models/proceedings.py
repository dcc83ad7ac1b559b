"""What is before a parliament: bills, motions, questions, hearings, and the stages that each came to."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Person
from accede.access.roles import Confidentiality
from accede.legislation.models.entered import Seat
from accede.record.models import Source, State, Treaty


class Proceeding(Confidential):
    """One matter before a parliament. Where it stands, its steps tell; a plan for it may be known in confidence."""

    class Kind(models.TextChoices):
        RATIFICATION = "ratification", _("bill of ratification or accession")
        IMPLEMENTATION = "implementation", _("bill of implementation")
        MOTION = "motion", _("motion")
        QUESTION = "question", _("question")
        HEARING = "hearing", _("hearing")

    BILLS = (Kind.RATIFICATION, Kind.IMPLEMENTATION)

    state = models.ForeignKey(State, models.PROTECT, related_name="proceedings")
    treaty = models.ForeignKey(Treaty, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind)
    chamber = models.CharField(max_length=10, choices=Seat, blank=True)
    name = EncryptedTextField()
    number = EncryptedTextField(blank=True)
    mover = EncryptedTextField(blank=True)
    text = EncryptedTextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
    next_what = EncryptedTextField(blank=True)

    class Meta(Confidential.Meta):
        verbose_name = _("proceeding in parliament")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["campaign", "state"], name="proceedings_of_a_state"),
            models.Index(fields=["campaign", "next_on"], name="proceedings_coming"),
        ]

    @property
    def is_bill(self) -> bool:
        return self.kind in self.BILLS

    def parts(self, *, at: Confidentiality) -> Iterable[Confidential]:  # noqa: ARG002 -- they go with it wherever
        """Its steps are as confidential as it is."""
        yield from self.steps.unguarded(because="they carry the proceeding's class")


class ProceedingStep(Confidential):
    """That it came to a stage. Rows are added, not rewritten: one that was an error is taken back."""

    proceeding = models.ForeignKey(Proceeding, models.PROTECT, related_name="steps")
    stage = models.SlugField()
    date_given = models.CharField(max_length=10, help_text="2023-11-02, 2023-11 or 2023.")
    day = models.DateField(help_text="The last day that the given date can mean.")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    evidence = EncryptedTextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back = models.BooleanField(default=False, help_text="It was an error, and counts no more.")

    class Meta(Confidential.Meta):
        verbose_name = _("step of a proceeding in parliament")
        ordering = ["day", "pk"]

    def part_of(self) -> Confidential | None:
        return self.proceeding
