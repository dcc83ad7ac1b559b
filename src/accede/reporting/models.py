"""Documents that are being written, and those that were issued. Their texts are encrypted, as all that is confidential."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Person
from accede.access.roles import Confidentiality


class Paper(Confidential):
    """A document. As a draft it is filled anew from the record; once issued it stands still, under its digest.

    Its class says who may see it; `audience` for whom it is filled. Issuing it releases it to that audience.
    """

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("progress report")
        REASONS = "reasons", _("working paper on the reasons")
        NORM = "norm", _("working paper on the norm")
        INDICATORS = "indicators", _("indicator sheet")
        DOSSIER = "dossier", _("State dossier")
        DAY_SHEET = "day-sheet", _("day sheet of a meeting")
        TALKING_POINTS = "talking-points", _("talking points")
        NOTE_VERBALE = "note-verbale", _("notes verbales")
        LETTER = "letter", _("letters")
        PARLIAMENT_LETTER = "parliament-letter", _("letters to presiding officers")
        INSTRUMENT = "instrument", _("instrument")
        DRAFT_LAW = "draft-law", _("draft law")
        HANDOVER = "handover", _("handover dossier")
        MINUTES = "minutes", _("minutes of a working group")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    language = models.CharField(_("language"), max_length=2)
    audience = models.PositiveSmallIntegerField(_("readers"), choices=Confidentiality)
    title = EncryptedTextField(_("title"))
    asked = EncryptedTextField(
        help_text="What it is filled from: meeting, period, State and the like, as JSON."
    )
    made_on = models.DateField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what was issued.")

    class Meta(Confidential.Meta):
        verbose_name = _("document")
        ordering = ["-made_on", "-pk"]

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None

    def parts(self, *, at: Confidentiality) -> Iterable[Confidential]:  # noqa: ARG002 -- they go with it wherever
        """Its versions are as confidential as it is. Review rounds have readers of their own."""
        yield from self.versions.unguarded(because="they carry the paper's class")


class Version(Confidential):
    """What a paper said at some moment. `withheld`: how much its readers are not shown."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    content = EncryptedTextField(help_text="The tree of blocks, as plain_values writes it.")
    withheld = models.PositiveIntegerField(default=0)
    rests: Any = models.JSONField(default=dict, blank=True, help_text="On which records: see resting.")
    made_at = models.DateTimeField()

    class Meta(Confidential.Meta):
        verbose_name = _("version of a document")
        ordering = ["paper", "-number"]
        constraints = [
            *Confidential.Meta.constraints,
            models.UniqueConstraint(fields=["paper", "number"], name="a_version_has_a_number_of_its_own"),
        ]

    def part_of(self) -> Confidential | None:
        return self.paper


class Bundle(Confidential):
    """Many documents made at once, in the background: one file, or one file in which they lie."""

    class Form(models.TextChoices):
        ONE_PDF = "pdf", _("one PDF, ready to print")
        ZIP_OF_PDF = "zip-pdf", _("ZIP with a PDF for each")
        ZIP_OF_DOCX = "zip-docx", _("ZIP with a DOCX for each")

    form = models.CharField(_("form"), max_length=8, choices=Form)
    languages = models.CharField(max_length=20, help_text="Codes, put apart by spaces.")
    audience = models.PositiveSmallIntegerField(_("readers"), choices=Confidentiality)
    title = EncryptedTextField(_("title"))
    asked = EncryptedTextField(help_text="What its documents are filled from, as JSON.")
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    task = models.UUIDField(null=True, blank=True, help_text="Where the work stands.")
    made_at = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)
    rests: Any = models.JSONField(default=dict, blank=True, help_text="On which records: see resting.")
    content = EncryptedTextField(blank=True, help_text="The file, in base 64.")

    class Meta(Confidential.Meta):
        verbose_name = _("bundle of documents")
        ordering = ["-asked_on", "-pk"]

    @property
    def suffix(self) -> str:
        return "pdf" if self.form == self.Form.ONE_PDF else "zip"


class ReviewRound(Confidential):
    """A version shared with named people for their comments. It says no more than the paper's readers may see."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="rounds")
    reviewers = models.ManyToManyField(Person, related_name="+", verbose_name=_("with whom"))
    note = EncryptedTextField(_("what is asked of them"), blank=True)
    opened_at = models.DateTimeField()
    due_on = models.DateField(_("until"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(Confidential.Meta):
        verbose_name = _("review round")
        ordering = ["-opened_at", "-pk"]

    def parts(self, *, at: Confidentiality) -> Iterable[Confidential]:  # noqa: ARG002 -- they go with it wherever
        """What was said in it."""
        yield from self.remarks.unguarded(because="they carry the round's class")


class Remark(Confidential):
    """A comment on a paragraph of a version under review, perhaps with another wording."""

    class Settled(models.TextChoices):
        OPEN = "", _("open")
        TAKEN = "taken", _("taken up")
        NOT_TAKEN = "not-taken", _("not taken up")

    round = models.ForeignKey(ReviewRound, models.CASCADE, related_name="remarks")
    place = models.SlugField(
        _("paragraph"), max_length=80, blank=True, help_text="Its key; empty: the whole."
    )
    text = EncryptedTextField(_("comment"))
    suggestion = EncryptedTextField(_("suggested text"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    settled = models.CharField(_("settled"), max_length=9, choices=Settled, blank=True, default="")
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Confidential.Meta):
        verbose_name = _("comment")
        ordering = ["made_at", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            models.CheckConstraint(
                condition=Q(settled="") | Q(settled_by__isnull=False), name="somebody_settled_the_comment"
            ),
        ]

    def part_of(self) -> Confidential | None:
        return self.round


class Recall(models.Model):
    """That an issued document rests on a record which its readers may not see any more. Open until somebody settles it.

    Whoever may see the document sees that it is to be called back, and of the record no more than they may see now.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="recalls")
    kind = models.CharField(max_length=60, help_text="The label of the record's model.")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("recall of a document")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "kind", "number"],
                condition=Q(settled_at__isnull=True),
                name="a_record_recalls_a_document_once",
            )
        ]
