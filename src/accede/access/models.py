"""People, the organisations that they come from, the roles that they hold, and the trail of what they did."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accede.access.roles import Confidentiality, OrganisationKind, Role


class Campaign(models.Model):
    """The universalization of one treaty. People, roles and what they know belong to a campaign."""

    key = models.SlugField(primary_key=True)
    treaty_key = models.SlugField(help_text="A key of the record, which stands above this room.")

    class Meta:
        ordering = ["key"]


class Organisation(models.Model):
    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)

    class Meta:
        ordering = ["name"]


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who may sign in. What they see follows from the post and the roles that they hold on the day."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, default="en")
    zone = models.CharField(
        _("time zone"), max_length=40, blank=True, help_text="A key of the time zone database. Empty: UTC."
    )
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    class Meta:
        ordering = ["name", "pk"]


class Post(models.Model):
    """What a person is, where, from and until when. The first day outside is `held_until`."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    title = models.CharField(_("post"), max_length=120)
    held_from = models.DateField(_("held from"))
    held_until = models.DateField(_("held until"), null=True, blank=True)

    class Meta:
        ordering = ["-held_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_from")),
                name="a_post_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(held_until__isnull=True), name="one_post_at_a_time"
            ),
        ]


class RoleHeld(models.Model):
    """A role in a campaign, from and until a day. The first day without it is `held_until`."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles_held")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=20, choices=Role)
    held_from = models.DateField()
    held_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["campaign", "role", "-held_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_from")),
                name="a_role_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["person", "campaign", "role"],
                condition=Q(held_until__isnull=True),
                name="a_role_is_held_once",
            ),
        ]


class Invitation(models.Model):
    """A link that opens the desk once, until a day. Only its hash is kept: who reads the database cannot use it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]


class Release(models.Model):
    """The decision that something confidential may be seen by more, with a name and a day on it."""

    kind = models.CharField(max_length=60, help_text="The label of the record's model.")
    object_key = models.CharField(max_length=80)
    from_class = models.PositiveSmallIntegerField(choices=Confidentiality)
    to_class = models.PositiveSmallIntegerField(choices=Confidentiality)
    released_by = models.ForeignKey(Person, models.PROTECT, related_name="releases")
    released_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-released_at", "-pk"]
        indexes = [models.Index(fields=["kind", "object_key"], name="releases_of_a_record")]


class AuditEntry(models.Model):
    """Who did what, when, from what to what. Holds no confidential text; each entry seals the one before it."""

    at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=160)
    act = models.CharField(max_length=60, help_text="What was done: a verb of the actions.")
    kind = models.CharField(max_length=60, help_text="The label of the record's model.")
    object_key = models.CharField(max_length=80)
    changes: Any = models.JSONField(
        help_text="Field to [from, to]; of an encrypted text only that it changed."
    )
    salt = models.CharField(max_length=32, blank=True)
    withdrawn: Any = models.JSONField(
        default=dict, blank=True, help_text="Of what was taken out its digests, of what stays its salts."
    )
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind", "object_key"], name="audit_of_a_record"),
            models.Index(fields=["act", "at"], name="audit_by_act"),
        ]


class AuditHead(models.Model):
    """The one row that says where the chain ends: who writes holds it, and a cut tail is seen."""

    last_hash = models.CharField(max_length=64, blank=True)
    entries = models.PositiveBigIntegerField(default=0)


class TrailCheck(models.Model):
    """The trail as a night found it: where it ended, and whether every seal held."""

    day = models.DateField(unique=True)
    checked_at = models.DateTimeField()
    entries = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64, blank=True)
    broken = models.BooleanField(default=False)
    entry = models.PositiveBigIntegerField(null=True, help_text="Where it breaks; none: at its end.")
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-day"]


class SecurityEvent(models.Model):
    """That somebody came in or failed to, or that what they sign in with changed: the person sees theirs.

    The trail has it too, but for where it came from. Where nobody is known by the name that was tried, nobody stands here,
    and what was typed is not kept: it may have been a password.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed in", _("came in")
        WRONG_PASSWORD = "wrong password", _("tried a wrong password")
        WRONG_CODE = "wrong code", _("tried a wrong code")
        CODE_AGAIN = "code again", _("tried a code that was used up")
        RECOVERY_CODE = "recovery code", _("used up a recovery code")
        PASSWORD = "password", _("changed the password")
        BEGUN_ANEW = "anew", _("began anew with an invitation")
        APP_ADDED = "app added", _("set up an app")
        APP_REMOVED = "app removed", _("removed the app")
        PASSKEY_ADDED = "passkey added", _("added a passkey")
        PASSKEY_REMOVED = "passkey removed", _("removed a passkey")
        CODES = "codes", _("made new recovery codes")
        CODES_REMOVED = "codes removed", _("removed the recovery codes")
        PROVIDER = "provider", _("tied an identity of the provider")

    KEPT_OUT_OF_TRAIL: ClassVar[frozenset[str]] = frozenset({"ip", "agent"})

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="security_events")
    kind = models.CharField(max_length=16, choices=Kind)
    means = models.CharField(
        max_length=60, blank=True, help_text="Keys of what was used, as the library has them."
    )
    at = models.DateTimeField()
    ip = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True, help_text="What the browser calls itself.")

    class Meta:
        verbose_name = _("sign-in")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "at"], name="security_events_of_a_person")]


class Scope(models.TextChoices):
    """What a program may do with a token. Who may write may read."""

    READ = "read", _("read")
    WRITE = "write", _("read and write")


class Token(models.Model):
    """By it a program does what a person may, until a day. Only its hash is kept, and how it begins."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    scope = models.CharField(_("may"), max_length=5, choices=Scope)
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Only this one; empty: all.",
    )
    prefix = models.CharField(max_length=16)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(
        null=True, blank=True, help_text="To the hour: not every read is a write."
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("token")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="a_token_expires"),
        ]

    def opens_at(self, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at


class WriteAnswered(models.Model):
    """A write that a program marked with a key of its own: asked again under it, it is answered as before.

    What is answered says only which record it was, never what stands in it.
    """

    token = models.ForeignKey(Token, models.CASCADE, related_name="+")
    key_hash = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of method, address and body.")
    begun_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, help_text="Empty: it is being done.")
    answer = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["token", "key_hash"], name="a_write_is_asked_once_under_a_key")
        ]
        indexes = [models.Index(fields=["begun_at"], name="writes_answered_by_age")]


class PersonalAct(models.Model):
    """That something of people was let go, or handed out: by which rule, how much of which kind, and nothing of what it said."""

    rule = models.SlugField(max_length=30)
    kind = models.CharField(max_length=60, help_text="The label of the model.")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("act on personal data")
        ordering = ["-at", "-pk"]
