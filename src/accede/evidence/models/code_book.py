"""The code book: by what name a reason, or a question of interpretation, is filed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.record.models import Treaty, in_reader_language

EVERY_TREATY = "*"


class CodeBookEntry(models.Model):
    """A name with a meaning, in several languages, for every treaty or for some."""

    key = models.CharField(primary_key=True, max_length=30)
    treaties = models.JSONField(help_text="Keys of treaties, or * for every one.")
    names = models.JSONField(help_text="Language to name.")
    meanings = models.JSONField(help_text="Language to one sentence.")
    order = models.PositiveSmallIntegerField()
    shipped = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering = ["order", "key"]

    @property
    def name(self) -> str:
        return in_reader_language(self.names)

    @property
    def meaning(self) -> str:
        return in_reader_language(self.meanings)

    def is_for(self, treaty: Treaty) -> bool:
        return EVERY_TREATY in self.treaties or treaty.pk in self.treaties


class ObstacleCode(CodeBookEntry):
    """A reason for not joining, as it is counted."""

    class Group(models.TextChoices):
        SECURITY = "security", _("security")
        COST = "cost", _("cost")
        LAW = "law", _("law and text")
        PROCEDURE = "procedure", _("procedure and capacity")
        SILENCE = "silence", _("silence")

    class Stage(models.TextChoices):
        RATIFICATION = "ratification", _("ratification")
        ACCESSION = "accession", _("accession")
        BOTH = "both", _("ratification and accession")

    group = models.CharField(max_length=10, choices=Group)
    stage = models.CharField(max_length=12, choices=Stage, help_text="What it stands in the way of.")


class InterpretiveIssue(CodeBookEntry):
    """A question on which States read a treaty differently: does it prohibit this?"""
