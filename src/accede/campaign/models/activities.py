"""What is done, by whom, with whom, and what they say of it."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Organisation, Person
from accede.campaign.models.plans import Element, Objective, Plan, TargetKind
from accede.campaign.models.wording import wording


class Activity(Element):
    """Stands in one plan. Its key is its own on the whole desk, so that no file puts it into a second one."""

    class Counts(models.TextChoices):
        NOTHING = "", _("nothing: its owner says how far it is")
        EXCHANGES = "exchanges", _("exchanges")
        FOLLOW_UPS = "follow-ups", _("follow-ups")
        MEETINGS = "meetings", _("meetings")
        ANSWERS = "answers", _("answers to the survey")
        MATERIALS = "materials", _("materials handed out")
        INVITATIONS = "invitations", _("replies to invitations")
        EVENTS = "events", _("side events and speaking slots")

    class State(models.TextChoices):
        UPCOMING = "upcoming", _("to come")
        DUE = "due", pgettext_lazy("state of an activity: its days have begun", "due")
        UNDER_WAY = "under-way", _("under way")
        OVERDUE = "overdue", _("overdue")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    key = models.SlugField(_("key"), max_length=80, unique=True)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="activities")
    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends"))
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("owner")
    )
    counts = models.CharField(
        _("what is counted"), max_length=12, choices=Counts, default=Counts.NOTHING, blank=True
    )
    planned = models.PositiveSmallIntegerField(_("how many are planned"), null=True, blank=True)
    objectives = models.ManyToManyField(Objective, related_name="activities", verbose_name=_("objectives"))
    targets = models.ManyToManyField(TargetKind, related_name="activities", verbose_name=_("target States"))
    meetings = models.ManyToManyField(
        "record.Meeting", related_name="activities", verbose_name=_("meetings that belong to it")
    )

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="an_activity_ends_after_it_began")
        ]


class ActivityWord(models.Model):
    """What whoever looks after an activity says of it, from that day on."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="words")
    state = models.CharField(_("state"), max_length=10, choices=Activity.State)
    on = models.DateField(_("since"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("word on an activity")
        ordering = ["-on", "-pk"]


class Partner(Element):
    """Who implements the plan, or helps to: an office, and what it is asked to do."""

    class Kind(models.TextChoices):
        IMPLEMENTER = "implementer", _("implementer")
        PARTNER = "partner", _("partner")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="partners")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation on this desk"),
    )
    asked: Any = models.JSONField(_("what it is asked to do"), help_text="Language to text.")

    class Meta(Element.Meta):
        verbose_name = _("partner")

    @property
    def asked_words(self) -> str:
        return wording(self.asked)


class ActivityPartner(models.Model):
    """A partner in an activity, and its role there."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="shares")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="shares")
    role: Any = models.JSONField(_("role"), default=dict, blank=True, help_text="Language to text.")

    class Meta:
        verbose_name = _("part in an activity")
        ordering = ["partner__place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "partner"], name="a_partner_has_one_share_in_an_activity"
            )
        ]

    @property
    def role_words(self) -> str:
        return wording(self.role)


class Report(Confidential):
    """What a partner reports on its share. Those who run the campaign accept it, or ask for more."""

    class Standing(models.TextChoices):
        SENT = "sent", _("waits for the coordinator")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned with a question")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="reports")
    reported_on = models.DateField(_("reported on"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = EncryptedTextField(_("what was done"))
    standing = models.CharField(_("standing"), max_length=8, choices=Standing, default=Standing.SENT)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answer = EncryptedTextField(_("answer"), blank=True)

    class Meta(Confidential.Meta):
        verbose_name = _("report of a partner")
        ordering = ["-reported_on", "-pk"]


def said_on(words: list[ActivityWord], on: date) -> ActivityWord | None:
    """The latest of the words, newest first, that had been said that day."""
    return next((word for word in words if word.on <= on), None)
