"""What people enter about parliaments: public facts, each with its source. What a publisher tells stands beside it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accede.access.models import Person
from accede.record.models import Source, State
from accede.record.partial_dates import NotADateError, first_possible_day, last_possible_day

# Parliaments are older than any treaty here; what lies outside is a slip of the hand.
EARLIEST, LATEST = 1900, 2100


class Seat(models.TextChoices):
    """Of which chamber something is said. A State has each at most once, so no code is needed."""

    WHOLE = "", _("the parliament as a whole")
    UNICAMERAL = "unicameral", _("the only chamber")
    LOWER = "lower", _("lower chamber")
    UPPER = "upper", _("upper chamber")


class Entered(models.Model):
    """A fact with its source, and who entered it."""

    state = models.ForeignKey(State, models.PROTECT, related_name="+")
    chamber = models.CharField(max_length=10, choices=Seat, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    entered_on = models.DateField(editable=False)

    class Meta:
        abstract = True
        ordering = ["chamber", "pk"]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Days far off are slips of the hand; they are named before the database is asked."""
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            if isinstance(value, date) and not EARLIEST <= value.year <= LATEST:
                raise ValidationError({field.name: _now("%(day)s is too far off.") % {"day": value}})
        super().full_clean(*args, **kwargs)


class EnteredChamber(Entered):
    """A chamber of which no publisher's file told, or that is called otherwise here."""

    name = models.CharField(max_length=200)
    members = models.PositiveIntegerField(null=True, blank=True)

    class Meta(Entered.Meta):
        verbose_name = _("chamber, as entered")
        constraints = [
            models.UniqueConstraint(fields=["state", "chamber"], name="a_chamber_is_entered_once"),
            models.CheckConstraint(condition=~Q(chamber=""), name="an_entered_chamber_is_one_of_them"),
        ]


class Office(Entered):
    """Who presides, by post. Letters are addressed to the post; the holder's name is public, and may be left out."""

    class Form(models.TextChoices):
        SPEAKER = "speaker", _("Speaker")
        PRESIDENT = "president", _("President")
        CHAIR = "chair", _("Chair")

    post = models.CharField(max_length=200)
    form = models.CharField(max_length=10, choices=Form, default=Form.SPEAKER)
    salutation = models.CharField(max_length=200, blank=True)
    holder = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)

    class Meta(Entered.Meta):
        verbose_name = _("presiding officer")
        constraints = [
            models.UniqueConstraint(fields=["state", "chamber"], name="a_chamber_has_one_presiding_officer")
        ]


class Committee(Entered):
    name = models.CharField(max_length=200)
    remit = models.CharField(max_length=300, blank=True)

    class Meta(Entered.Meta):
        verbose_name = _("committee")


class Period(Entered):
    """A time in which a parliament, or one of its chambers, is dissolved, in recess, suspended; or sits again."""

    class Kind(models.TextChoices):
        SITTING = "sitting", _("sitting")
        RECESS = "recess", _("in recess")
        DISSOLVED = "dissolved", _("dissolved")
        SUSPENDED = "suspended", _("suspended")

    kind = models.CharField(max_length=10, choices=Kind)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="Empty: not known yet.")

    class Meta(Entered.Meta):
        verbose_name = _("sitting, recess or dissolution")
        ordering = ["begins", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="a_period_ends_after_it_began",
                violation_error_message=_("Its last day lies before its first."),
            )
        ]
        indexes = [models.Index(fields=["state"], name="periods_of_a_state")]

    def covers(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day <= self.ends)


class EnteredElection(Entered):
    """An election, held or to come, as far as its date is known."""

    date_given = models.CharField(max_length=10, help_text="2023-11-02, 2023-11 or 2023.")
    day = models.DateField(editable=False, help_text="The last day that the given date can mean.")

    class Meta(Entered.Meta):
        verbose_name = _("election, as entered")
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["state"], name="entered_elections_of_a_state")]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        try:
            self.day = last_possible_day(self.date_given)
        except NotADateError as error:
            raise ValidationError(
                {
                    "date_given": _now("“%(date)s” is not a date. Write it as 2025-03-06, 2025-03 or 2025.")
                    % {"date": self.date_given}
                }
            ) from error
        super().full_clean(*args, **kwargs)

    @property
    def earliest(self) -> date:
        return first_possible_day(self.date_given)
