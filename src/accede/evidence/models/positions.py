"""What States say of joining, and how they read a treaty."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.evidence.models.code_book import InterpretiveIssue
from accede.evidence.models.origins import Dated, Shipped, Sourced
from accede.record.models import State, Treaty


class Position(Confidential, Shipped, Dated, Sourced):
    """Where a State says that its procedure stands, or what it intends. A later one takes the place of an earlier."""

    class Kind(models.TextChoices):
        SUPPORTS_JOINING = "supports-joining", _("supports joining")
        PROCESS_UNDER_WAY = "process-under-way", _("process under way")
        ON_HOLD = "on-hold", _("on hold")
        UNDECIDED = "undecided", _("undecided")
        WILL_NOT_JOIN = "will-not-join", _("will not join, or not now")
        WITHDREW_SUPPORT = "withdrew-support", _("withdrew support")

    state = models.ForeignKey(State, models.PROTECT, related_name="positions", verbose_name=_("State"))
    treaty = models.ForeignKey(Treaty, models.PROTECT, related_name="positions", verbose_name=_("treaty"))
    kind = models.CharField(_("position"), max_length=20, choices=Kind)
    own_words = EncryptedTextField(_("the State’s own words"), blank=True)
    language = models.CharField(_("language of these words"), max_length=2, default="en")
    reading = EncryptedTextField(_("our reading"), blank=True)

    class Meta(Confidential.Meta):
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["treaty", "state"], name="positions_of_a_state")]


class InterpretivePosition(Confidential, Shipped, Dated, Sourced):
    """How a State reads the treaty on a question where readings differ."""

    class View(models.TextChoices):
        YES = "yes", _("yes, it is prohibited")
        NO = "no", _("no, it is not prohibited")
        UNCLEAR = "unclear", _("unclear")

    state = models.ForeignKey(
        State, models.PROTECT, related_name="interpretive_positions", verbose_name=_("State")
    )
    treaty = models.ForeignKey(
        Treaty, models.PROTECT, related_name="interpretive_positions", verbose_name=_("treaty")
    )
    issue = models.ForeignKey(
        InterpretiveIssue, models.PROTECT, related_name="positions", verbose_name=_("question")
    )
    view = models.CharField(_("view"), max_length=7, choices=View)
    own_words = EncryptedTextField(_("the State’s own words"), blank=True)
    language = models.CharField(_("language of these words"), max_length=2, default="en")
    reading = EncryptedTextField(_("our reading"), blank=True)

    class Meta(Confidential.Meta):
        ordering = ["day", "pk"]
