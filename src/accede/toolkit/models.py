"""Materials in their versions and languages, who was handed which, and how often a public one was downloaded."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Person
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.evidence.models import Dated, ObstacleCode, Shipped
from accede.record.models import Source, State, Treaty


class Material(Confidential, Shipped):
    """Something that can be handed to a State. What ships with the program is named, and does not lie here itself."""

    class Kind(models.TextChoices):
        TOOLKIT = "toolkit", _("ratification toolkit")
        MODEL_LAW = "model-law", _("model law")
        CHECKLIST = "checklist", _("checklist")
        INSTRUMENT = "instrument", _("model instrument")
        BRIEFING = "briefing", _("briefing paper")
        GUIDE = "guide", _("guide")
        PRESENTATION = "presentation", _("presentation")
        OTHER = "other", _("other material")

    class Audience(models.TextChoices):
        MISSIONS = "missions", _("missions and foreign ministries")
        DEFENCE = "defence", _("defence ministries and armed forces")
        DRAFTERS = "drafters", _("justice ministries and those who draft laws")
        PARLIAMENTS = "parliaments", _("parliamentarians")
        CIVIL_SOCIETY = "civil-society", _("civil society")
        ANYONE = "anyone", _("anyone")

    treaty = models.ForeignKey(Treaty, models.PROTECT, related_name="materials", verbose_name=_("treaty"))
    title = EncryptedTextField(_("title"))
    publisher = EncryptedTextField(_("whose it is"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    audiences: Any = models.JSONField(_("for whom"), default=list, blank=True, help_text="Keys of Audience.")
    obstacles = models.ManyToManyField(
        ObstacleCode, related_name="materials", blank=True, verbose_name=_("reasons that it answers")
    )
    about = EncryptedTextField(_("what it is"), blank=True)
    terms = EncryptedTextField(_("terms of use"), blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta(Confidential.Meta):
        verbose_name = _("material")
        ordering = ["pk"]

    def parts(self, *, at: Confidentiality) -> Iterable[Confidential]:
        """Its versions: none is open to more readers than it, and those of its own class go along with it."""
        for each in self.versions.unguarded(because="they follow the material in which they stand"):
            if at > each.confidentiality or each.confidentiality == self.confidentiality:
                yield each


class MaterialVersion(Confidential, Dated):
    """A version of a material in one language: a link, a file, or only the word that there is one.

    The date is when it was published. Of two in the same language the later one is the newer.
    """

    material = models.ForeignKey(Material, models.CASCADE, related_name="versions")
    language = models.CharField(_("language"), max_length=3)
    label = EncryptedTextField(_("version"), blank=True)
    url = EncryptedTextField(_("link"), blank=True)
    file_name = EncryptedTextField(blank=True)
    file_hash = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the file as it lies sealed in the data folder."
    )
    file_key = EncryptedTextField(blank=True, help_text="What opens the file.")
    size = models.PositiveBigIntegerField(null=True, blank=True)
    added_on = models.DateField()
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta(Confidential.Meta):
        verbose_name = _("version of a material")
        ordering = ["language", F("day").asc(nulls_first=True), "pk"]


class HandOut(Confidential):
    """A version that was given to a State. The exchange in which it was lies in another room, and stands by its number."""

    version = models.ForeignKey(MaterialVersion, models.PROTECT, related_name="hand_outs")
    state = models.ForeignKey(State, models.PROTECT, related_name="hand_outs", verbose_name=_("State"))
    handed_on = models.DateField(_("date"))
    meeting = models.ForeignKey(
        "record.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hand_outs",
        verbose_name=_("meeting"),
    )
    exchange = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)
    activity = models.ForeignKey(
        "campaign.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hand_outs",
        verbose_name=_("activity of the plan that it serves"),
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("by whom"))
    who = EncryptedTextField(_("to whom"), blank=True)
    note = EncryptedTextField(_("note"), blank=True)
    taken_back = models.BooleanField(default=False, help_text="It was entered by mistake.")

    class Meta(Confidential.Meta):
        verbose_name = _("hand-out")
        ordering = ["-handed_on", "-pk"]
        indexes = [
            models.Index(fields=["campaign", "state", "handed_on"], name="hand_outs_of_a_state"),
        ]

    def who_is_shown_to(self, viewer: Viewer) -> bool:
        """Names of individuals go no further than coordinators and support unit, as in an exchange."""
        return self.speaker_is_shown_to(viewer) and (
            self._is_owned_by(viewer)
            or viewer.clearance(self.campaign_id or "") >= Confidentiality.COORDINATORS_AND_ISU
        )


class DownloadCount(models.Model):
    """How often a public file was downloaded on a day. Nothing is kept of who did."""

    version = models.ForeignKey(MaterialVersion, models.CASCADE, related_name="downloads")
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["version", "day"]
        constraints = [
            models.UniqueConstraint(fields=["version", "day"], name="a_day_is_counted_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="a_count_counts_something"),
        ]
