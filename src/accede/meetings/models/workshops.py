"""A regional workshop: whom one invites, who comes, what they need, who was there, what follows."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Campaign, Person
from accede.access.roles import Confidentiality
from accede.record.meetings.models import Meeting
from accede.record.models import State

LANGUAGES = [(each, each) for each in ("ar", "zh", "en", "fr", "ru", "es")]


def in_reader_language(words: dict[str, str]) -> str:
    """In the reader's language or, where it is not written in that, in English or whichever there is."""
    return words.get(get_language() or "en") or words.get("en") or next(iter(words.values()), "")


class Workshop(models.Model):
    """A meeting on record to which one invites. Open to those who run the campaign; who comes is confidential."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="workshops")
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="workshop")
    activity = models.ForeignKey(
        "campaign.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("activity of the plan that it serves"),
    )
    places = models.PositiveSmallIntegerField(
        _("places"), help_text=_("For delegates of all States together.")
    )
    most = models.PositiveSmallIntegerField(_("delegates of a State at most"), default=2)
    replies_until = models.DateField(_("replies until"))
    shred_on = models.DateField(
        _("needs and travel documents are destroyed on"),
        help_text=_("From this day on nobody can read them any more."),
    )
    shredded_at = models.DateTimeField(null=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)
    host = models.CharField(_("host"), max_length=200, blank=True)
    practical: Any = models.JSONField(_("practical information"), default=dict, blank=True)
    # The number of the survey's round by which it is evaluated: another room's, and so no key of the database.
    evaluation = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("workshop")
        ordering = ["-meeting__begins", "-pk"]

    @property
    def practical_words(self) -> str:
        return in_reader_language(self.practical)


class Session(models.Model):
    """A part of the programme. Whoever is invited may read it."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="sessions")
    day = models.DateField(_("day"))
    begins = models.TimeField(_("begins"), help_text=_("By the clock of the place."))
    ends = models.TimeField(_("ends"))
    titles: Any = models.JSONField(_("title"))
    speakers = models.CharField(_("speakers"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("part of the programme")
        ordering = ["day", "begins", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="a_part_ends_after_it_began")
        ]

    @property
    def title(self) -> str:
        return in_reader_language(self.titles)


class Delegation(Confidential):
    """A State that is invited, why, and what its focal point replied."""

    class Reply(models.TextChoices):
        NONE = "", _("no reply yet")
        ACCEPTED = "accepted", pgettext_lazy("an invitation", "accepted")
        WAITING = "waiting", _("on the waiting list")
        DECLINED = "declined", pgettext_lazy("an invitation", "declined")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="delegations")
    state = models.ForeignKey(State, models.PROTECT, related_name="+", verbose_name=_("State"))
    listed_on = models.DateField(help_text="The day whose target list put it here.")
    categories: Any = models.JSONField(
        default=list, blank=True, help_text="Keys of the target categories; none: named."
    )
    reply = models.CharField(_("reply"), max_length=8, choices=Reply, default=Reply.NONE, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    replied_by = EncryptedTextField(_("who replied"), blank=True)
    remark = EncryptedTextField(_("remark"), blank=True)
    address = EncryptedTextField(_("email address"), blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)

    class Meta(Confidential.Meta):
        verbose_name = _("invitation to a workshop")
        ordering = ["workshop", "state"]
        constraints = [
            *Confidential.Meta.constraints,
            models.UniqueConstraint(fields=["workshop", "state"], name="a_state_is_invited_once"),
        ]

    def parts(self, *, at: Confidentiality) -> Iterable[Confidential]:
        for each in self.participants.unguarded(because="they carry the invitation's class"):
            yield each
            yield from each.parts(at=at)


class InvitationLink(models.Model):
    """The focal point's personal link, without an account. Only its hash is kept."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]


class Participant(Confidential):
    """A person who is to take part: of a State's delegation, or a guest of the desk.

    What the focal point changes on somebody who was approved waits in `change` until the desk approves it.
    """

    class Standing(models.TextChoices):
        PROPOSED = "proposed", _("waits for approval")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("not approved")
        WITHDRAWN = "withdrawn", pgettext_lazy("somebody from a delegation", "withdrawn")

    class Sponsorship(models.TextChoices):
        NONE = "", _("not asked for")
        ASKED = "asked", _("asked for")
        GRANTED = "granted", pgettext_lazy("sponsorship", "granted")
        REFUSED = "refused", pgettext_lazy("sponsorship", "refused")

    class Part(models.TextChoices):
        DELEGATE = "delegate", _("delegate")
        SPEAKER = "speaker", _("speaker")
        ORGANISER = "organiser", _("organiser")
        OBSERVER = "observer", pgettext_lazy("at a workshop", "observer")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="participants")
    delegation = models.ForeignKey(
        Delegation, models.CASCADE, null=True, blank=True, related_name="participants"
    )
    part = models.CharField(_("takes part as"), max_length=9, choices=Part, default=Part.DELEGATE)
    name = EncryptedTextField(_("name"))
    post = EncryptedTextField(_("post"), blank=True)
    organisation = EncryptedTextField(_("organisation"), blank=True)
    email = EncryptedTextField(_("email address"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    standing = models.CharField(_("standing"), max_length=9, choices=Standing, default=Standing.PROPOSED)
    change = EncryptedTextField(blank=True, help_text="JSON of what is to become of name, post and address.")
    # Beside the encrypted text, which no list can be asked for: something of them waits for the desk.
    waits = models.BooleanField(default=True, editable=False)
    answer = EncryptedTextField(_("answer of the desk"), blank=True)
    sponsorship = models.CharField(
        _("sponsorship"), max_length=7, choices=Sponsorship, default=Sponsorship.NONE, blank=True
    )
    registered_at = models.DateTimeField()

    class Meta(Confidential.Meta):
        verbose_name = _("participant of a workshop")
        ordering = ["workshop", "pk"]

    def save(self, **kwargs: Any) -> None:
        self.waits = self.standing == self.Standing.PROPOSED or bool(self.change)
        super().save(**kwargs)

    def part_of(self) -> Confidential | None:
        return self.delegation

    def parts(self, *, at: Confidentiality) -> Iterable[Confidential]:  # noqa: ARG002 -- at any class
        return list(
            Needs.objects.unguarded(because="they carry the class of whose they are").filter(participant=self)
        )


class Needs(Confidential):
    """What a participant needs to eat, to get about and to travel. Destroyed on a day, with nothing left."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="needs")
    diet = EncryptedTextField(_("dietary needs"), blank=True)
    access = EncryptedTextField(_("needs of access"), blank=True)
    visa = models.BooleanField(_("a letter for the visa is needed"), default=False)
    passport = EncryptedTextField(_("number of the passport"), blank=True)
    nationality = EncryptedTextField(_("nationality"), blank=True)
    born = EncryptedTextField(_("date of birth"), blank=True)

    class Meta(Confidential.Meta):
        verbose_name = _("needs of a participant")

    def part_of(self) -> Confidential | None:
        return self.participant


class SignIn(models.Model):
    """That somebody was there on a day: once, however often it is said."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="sign_ins")
    day = models.DateField()
    at = models.DateTimeField(help_text="By the telephone's clock, where it was without a line.")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["day", "at"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "day"], name="somebody_signs_in_once_a_day")
        ]


class Outcome(models.Model):
    """What a State said at the workshop that it would do. The promise is outreach's: here stands its number alone."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="outcomes")
    pledge = models.PositiveIntegerField(unique=True)

    class Meta:
        ordering = ["pk"]
