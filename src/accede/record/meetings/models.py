"""Meetings and who attends them. The status towards a treaty follows from neither."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accede.record.meetings.zones import zone_of


def name_among(names: dict[str, str]) -> str:
    """The one in the reader's language or, where there is none in that, in English or in whichever there is."""
    return names.get(get_language() or "en") or names.get("en") or next(iter(names.values()))


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
    series = models.ForeignKey(
        "record.Series",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("series"),
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    zone = models.CharField(
        _("time zone"), max_length=40, blank=True, help_text="A key of the time zone database. Empty: UTC."
    )
    organiser = models.CharField(_("organiser"), max_length=160, blank=True)
    languages: Any = models.JSONField(
        _("languages"), default=list, blank=True, help_text="Those in which it is held: codes of two letters."
    )
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
        return name_among(self.names)

    @property
    def day_is_known(self) -> bool:
        """Whether its first day is on record, and not only a month or a year."""
        return len(self.begins_given) == len("2025-04-07")


class Series(models.Model):
    """Meetings that come again, such as once a year. It has no dates of its own: it tells when it is usual to meet."""

    key = models.SlugField(primary_key=True, max_length=80)
    names = models.JSONField(_("name"), help_text="Language to name; one will do.")
    kind = models.CharField(_("kind"), max_length=20, choices=Meeting.Kind)
    months: Any = models.JSONField(
        _("usual months"), default=list, blank=True, help_text="1 to 12, in order. Empty: none is usual."
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, blank=True)
    organiser = models.CharField(_("organiser"), max_length=160, blank=True)
    treaty = models.ForeignKey("record.Treaty", models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(
        "record.Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: entered on the desk; the trail says by whom.",
    )
    shipped = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("series of meetings")
        ordering = ["key"]

    @property
    def name(self) -> str:
        return name_among(self.names)


class Session(models.Model):
    """Hours in which a meeting sits. Kept as moments; the meeting's zone says what its clocks show."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sessions")
    begins = models.DateTimeField(_("begins"))
    ends = models.DateTimeField(_("ends"))
    title = models.CharField(_("what it is about"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("session")
        ordering = ["begins", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="a_session_ends_after_it_began")
        ]

    @property
    def there(self) -> tuple[datetime, datetime]:
        """From and until, by the clocks of the place."""
        zone = zone_of(self.meeting.zone)
        return self.begins.astimezone(zone), self.ends.astimezone(zone)


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
