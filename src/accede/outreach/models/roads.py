"""A State's own road to joining, the approach to it, and whom to meet at a meeting."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Person
from accede.record.models import Meeting, Source, State, Treaty


class Pathway(Confidential):
    """The stages that lie between a State and its deposit, as those who run the campaign set them for it.

    The names of the stages are data (shipped/pathways.toml). Deposit and entry into force are in no list: the
    record tells when they are reached.
    """

    state = models.ForeignKey(State, models.PROTECT, related_name="pathways")
    template = models.SlugField(_("kind of road"), help_text="A key of shipped/pathways.toml.")
    stages: Any = models.JSONField(default=list, help_text="Keys of stages, in their order here.")
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Confidential.Meta):
        verbose_name = _("pathway")
        ordering = ["campaign", "state"]
        constraints = [
            *Confidential.Meta.constraints,
            models.UniqueConstraint(fields=["campaign", "state"], name="a_state_has_one_pathway"),
        ]


class Move(Confidential):
    """That a State came to a stage of its road: forward, back, or past others. Rows are added, not rewritten."""

    state = models.ForeignKey(State, models.PROTECT, related_name="moves")
    treaty = models.ForeignKey(Treaty, models.PROTECT, related_name="+")
    stage = models.SlugField(_("stage"))
    date_given = models.CharField(_("date"), max_length=10, help_text=_("2023-11-02, 2023-11 or 2023."))
    day = models.DateField(help_text="The last day that the given date can mean.")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    evidence = EncryptedTextField(_("how it is known"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back = models.BooleanField(default=False, help_text="It was an error, and counts no more.")
    shipped_key = models.SlugField(max_length=80, null=True, blank=True, unique=True, editable=False)

    class Meta(Confidential.Meta):
        verbose_name = _("move on a pathway")
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["treaty", "state"], name="moves_of_a_state")]


class Approach(Confidential):
    """How to approach a State: people's own words, and which of the proposed suggestions they took up."""

    state = models.ForeignKey(State, models.PROTECT, related_name="approaches")
    text = EncryptedTextField(_("what to say"), blank=True)
    offers: Any = models.JSONField(_("what to offer"), default=list, blank=True)
    speakers: Any = models.JSONField(_("who should speak"), default=list, blank=True)
    edited_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    edited_on = models.DateField()

    class Meta(Confidential.Meta):
        verbose_name = _("approach")
        ordering = ["campaign", "state"]
        constraints = [
            *Confidential.Meta.constraints,
            models.UniqueConstraint(fields=["campaign", "state"], name="a_state_has_one_approach"),
        ]


class PlannedMeeting(Confidential):
    """A bilateral meeting that is planned with a State in the margins of a meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="planned")
    state = models.ForeignKey(State, models.PROTECT, related_name="planned_meetings")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who goes")
    )
    at = models.DateTimeField(_("when"), null=True, blank=True)
    note = EncryptedTextField(_("note"), blank=True)
    met = models.BooleanField(_("met"), default=False)

    class Meta(Confidential.Meta):
        verbose_name = _("planned meeting")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["meeting", "campaign"], name="planned_at_a_meeting")]
