"""Meetings and who attends them. The status towards a treaty follows from neither."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Meeting(models.Model):
    """A meeting at which States may be met: public, and of no campaign in particular."""

    class Kind(models.TextChoices):
        STATES_PARTIES = "states-parties", _("Meeting of States Parties")
        REVIEW_CONFERENCE = "review-conference", _("Review Conference")
        INTERSESSIONAL = "intersessional", _("intersessional meeting")
        WORKSHOP = "workshop", _("regional workshop or seminar")
        CONSULTATION = "consultation", _("consultation")
        TREATY_EVENT = "treaty-event", _("treaty event")
        UNITED_NATIONS = "united-nations", _("United Nations body")
        PARLIAMENTARIANS = "parliamentarians", _("meeting of parliamentarians")
        OTHER = "other", _("other meeting")

    key = models.SlugField(primary_key=True, max_length=80)
    names = models.JSONField(_("name"), help_text="Language to name; one will do.")
    place = models.CharField(_("place"), max_length=120, blank=True)
    begins_given = models.CharField(_("begins"), max_length=10, help_text="Partial ISO 8601 date.")
    ends_given = models.CharField(_("ends"), max_length=10, blank=True, help_text="Empty: as it begins.")
    begins = models.DateField(help_text="The first day that the given date can mean.")
    ends = models.DateField(help_text="The last day that the given date can mean.")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    treaty = models.ForeignKey(
        "record.Treaty",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        help_text="Empty: a meeting under no treaty on record.",
    )
    source = models.ForeignKey(
        "record.Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: entered on the desk; the trail says by whom.",
    )
    url = models.URLField(_("link"), max_length=300, blank=True)
    shipped = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["begins", "ends", "key"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="a_meeting_ends_after_it_began")
        ]

    @property
    def name(self) -> str:
        """In the reader's language or, where it has none in that, in English or in whichever it has."""
        names: dict[str, str] = self.names
        return names.get(get_language() or "en") or names.get("en") or next(iter(names.values()))

    @property
    def day_is_known(self) -> bool:
        """Whether its first day is on record, and not only a month or a year."""
        return len(self.begins_given) == len("2025-04-07")


class Attendance(models.Model):
    """A State at a meeting: seen there or, for a meeting to come, expected."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    state = models.ForeignKey("record.State", models.PROTECT, related_name="attendances")
    source = models.ForeignKey(
        "record.Source",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: entered on the desk; the trail says by whom.",
    )
    shipped = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["meeting", "state"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "state"], name="a_state_attends_a_meeting_once")
        ]
