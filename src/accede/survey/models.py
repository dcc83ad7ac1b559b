"""What is asked of States, and what they answer. A round is open to those who run the campaign; answers are confidential."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Campaign, Person
from accede.record.models import State
from accede.survey.form import questions, reading


class Questionnaire(models.Model):
    """One version of a questionnaire. A version never changes: a round keeps the one that it was sent with."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="questionnaires")
    key = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    content: Any = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("questionnaire")
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key", "version"], name="a_version_is_there_once")
        ]

    @property
    def form(self) -> questions.Questionnaire:
        return reading.from_data(self.content)


class Round(models.Model):
    """A questionnaire that is put to States, from and until a day. The round before it may have gone unanswered."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="survey_rounds")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="rounds")
    name = models.CharField(_("name"), max_length=120)
    opened_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(_("open until"), help_text=_("The last day on which it can be answered."))
    closed_on = models.DateField(null=True, blank=True)
    activity = models.ForeignKey(
        "campaign.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="survey_rounds",
        verbose_name=_("activity of the plan that it serves"),
    )
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="following")
    remind_every = models.PositiveSmallIntegerField(_("days between reminders"), default=14)
    remind_most = models.PositiveSmallIntegerField(
        _("reminders at most"), default=0, help_text=_("None: nobody is reminded.")
    )
    reminders_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("survey round")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=False),
                name="a_round_closes_once_open",
            ),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | ~Q(previous=F("id")), name="a_round_follows_another"
            ),
        ]


class Response(Confidential):
    """What one State answers in a round. It counts as an answer once somebody has signed it off."""

    class Means(models.TextChoices):
        LINK = "link", _("by its link")
        PAPER = "paper", _("on paper")
        INTERVIEW = "interview", _("in an interview")

    round = models.ForeignKey(Round, models.PROTECT, related_name="responses")
    state = models.ForeignKey(State, models.PROTECT, related_name="survey_responses", verbose_name=_("State"))
    means = models.CharField(_("how it came"), max_length=9, choices=Means, default=Means.LINK)
    signed_at = models.DateTimeField(null=True)
    signed_by = EncryptedTextField(_("signed off by"), blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    address = EncryptedTextField(_("email address"), blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    scan_name = EncryptedTextField(blank=True)
    scan = EncryptedTextField(blank=True, help_text="The scan of a paper form, in base64.")

    class Meta(Confidential.Meta):
        verbose_name = _("answers to a survey")
        ordering = ["round", "state"]
        constraints = [
            *Confidential.Meta.constraints,
            models.UniqueConstraint(fields=["round", "state"], name="a_state_answers_once_a_round"),
        ]


class Link(models.Model):
    """A personal link without an account: to all of a State's answers, or to the section that was passed on.

    Only its hash is kept: who reads the database cannot use it.
    """

    response = models.ForeignKey(Response, models.CASCADE, related_name="links")
    section = models.SlugField(max_length=60, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]


class Answer(Confidential):
    """A State's answer to one question, of the class to which it consented. What is inferred is no answer."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.SlugField(max_length=60)
    value = EncryptedTextField(blank=True, help_text="JSON.")
    consent = models.CharField(
        max_length=12, choices=[(each, each) for each in questions.Consent], blank=True
    )
    inferred = models.BooleanField(_("inferred, not answered"), default=False)
    basis = EncryptedTextField(_("from what it is inferred"), blank=True)
    attachment = EncryptedTextField(blank=True, help_text="A file, in base64.")
    saved_at = models.DateTimeField()

    class Meta(Confidential.Meta):
        verbose_name = _("answer")
        ordering = ["response", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            models.UniqueConstraint(
                fields=["response", "question", "inferred"], name="a_question_is_answered_once"
            ),
        ]
