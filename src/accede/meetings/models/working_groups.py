"""Working groups: who is in them, when they sat, what they had before them, what they decided and who does what next.

The group itself is open to all who hold a role in its campaign. What it does is confidential: an open part and a closed
one, each of the class that the group says.
"""

import base64
import binascii
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Campaign, Organisation, Person
from accede.access.roles import Confidentiality
from accede.campaign.models.wording import wording
from accede.record.models import State


class WorkingGroup(models.Model):
    """What is written in its open part stands at `open_class`, in its closed part at `closed_class`."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="working_groups")
    key = models.SlugField(max_length=60, unique=True)
    names: Any = models.JSONField(_("name"), help_text="Language to text.")
    mandates: Any = models.JSONField(_("what it is for"), default=dict, blank=True)
    kinds: Any = models.JSONField(
        _("kinds of members"), default=list, blank=True, help_text="Each: key, names, parts (what it does)."
    )
    since_given = models.CharField(
        _("since"), max_length=10, blank=True, help_text=_("Partial ISO 8601 date.")
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    open_class = models.PositiveSmallIntegerField(
        _("who may see its open part"), choices=Confidentiality, default=Confidentiality.PARTNERS
    )
    closed_class = models.PositiveSmallIntegerField(
        _("who may see its closed part"),
        choices=Confidentiality,
        default=Confidentiality.COORDINATORS_AND_ISU,
    )
    activity = models.ForeignKey(
        "campaign.Activity",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="working_groups",
        verbose_name=_("activity of the plan that it serves"),
    )
    source = models.ForeignKey(
        "record.Source", models.PROTECT, null=True, blank=True, related_name="+", help_text="Of what ships."
    )

    class Meta:
        verbose_name = _("working group")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_class__gte=F("open_class")), name="a_closed_part_is_no_wider_than_an_open"
            )
        ]

    @property
    def name(self) -> str:
        return wording(self.names)

    @property
    def mandate(self) -> str:
        return wording(self.mandates)

    def class_of(self, *, closed: bool) -> Confidentiality:
        """How far what is written in this part of it may travel."""
        return Confidentiality(self.closed_class if closed else self.open_class)


class InAPart(Confidential):
    """Stands in the open or in the closed part of a group."""

    closed = models.BooleanField(_("closed part"), default=False)

    class Meta(Confidential.Meta):
        abstract = True


class GroupMember(InAPart):
    """An organisation, or a State, and the post that sits for it, from and until a day: the first day outside."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="members")
    kind = models.SlugField(_("kind of member"), max_length=40, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation on this desk"),
    )
    state = models.ForeignKey(
        State,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="in_working_groups",
        verbose_name=_("State"),
    )
    name = EncryptedTextField(_("or another organisation"), blank=True)
    post = EncryptedTextField(_("post"), blank=True)
    address = EncryptedTextField(_("email address"), blank=True)
    held_from = models.DateField(_("member from"))
    held_until = models.DateField(_("member until"), null=True, blank=True)

    class Meta(InAPart.Meta):
        verbose_name = _("member of a working group")
        ordering = ["held_from", "pk"]
        constraints = [
            *InAPart.Meta.constraints,
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gt=F("held_from")),
                name="a_member_stays_for_a_day_at_least",
            ),
        ]

    def is_member_on(self, day: date) -> bool:
        return self.held_from <= day and (self.held_until is None or day < self.held_until)


class Sitting(InAPart):
    """A meeting of the group, from the day on which it is called together."""

    class Standing(models.TextChoices):
        CONVENED = "convened", pgettext_lazy("a sitting", "convened")
        HELD = "held", pgettext_lazy("a sitting", "held")
        CANCELLED = "cancelled", pgettext_lazy("a sitting", "cancelled")

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="sittings")
    day = models.DateField(_("day"))
    hour = models.TimeField(
        _("hour"), null=True, blank=True, help_text=_("As the clocks show it at the place.")
    )
    place = EncryptedTextField(_("place"), blank=True)
    meeting = models.ForeignKey(
        "record.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("meeting"),
        help_text=_("At the margins of which it is held."),
    )
    activity = models.ForeignKey(
        "campaign.Activity",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sittings",
        verbose_name=_("activity of the plan that it serves"),
    )
    invitation = EncryptedTextField(_("invitation"), blank=True)
    standing = models.CharField(_("standing"), max_length=9, choices=Standing, default=Standing.CONVENED)
    present = models.ManyToManyField(GroupMember, related_name="sittings", verbose_name=_("who was there"))
    others_present = EncryptedTextField(_("and who else"), blank=True)

    class Meta(InAPart.Meta):
        verbose_name = _("sitting of a working group")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["campaign", "day"], name="sittings_by_day")]

    def parts(self, *, at: Confidentiality) -> Iterable[Confidential]:
        """What is in it: never seen by more than the sitting itself; where it is opened, its open part goes along."""
        because = "they carry the sitting's class, or a stricter one"
        for each in (self.agenda, self.papers, self.minutes, self.action_items):
            for row in each.unguarded(because=because):
                if row.confidentiality < at or (
                    row.confidentiality == self.confidentiality and not row.closed
                ):
                    yield row


class AgendaItem(InAPart):
    """A point of the agenda. What is open from earlier sittings comes before those that people set."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="agenda")
    place = models.PositiveSmallIntegerField(default=1)
    title = EncryptedTextField(_("agenda item"))

    class Meta(InAPart.Meta):
        verbose_name = _("agenda item")
        ordering = ["place", "pk"]

    def part_of(self) -> Confidential | None:
        return self.sitting if self.confidentiality == self.sitting.confidentiality else None


class SittingPaper(InAPart):
    """A file that lies before the group."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="papers")
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("agenda item"),
    )
    title = EncryptedTextField(_("title"))
    file_name = EncryptedTextField()
    content = EncryptedTextField(help_text="In base64.")
    size = models.PositiveIntegerField(default=0, help_text="In bytes.")

    class Meta(InAPart.Meta):
        verbose_name = _("paper of a working group")
        ordering = ["pk"]

    @property
    def data(self) -> bytes:
        try:
            return base64.b64decode(self.content, validate=True)
        except (binascii.Error, ValueError):
            return b""

    def part_of(self) -> Confidential | None:
        return self.sitting if self.confidentiality == self.sitting.confidentiality else None


class Minute(InAPart):
    """What was said under a point of the agenda, or decided."""

    class Kind(models.TextChoices):
        SAID = "said", _("what was said")
        DECIDED = "decided", _("decision")

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="minutes")
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="minutes",
        verbose_name=_("agenda item"),
    )
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.SAID)
    text = EncryptedTextField(_("text"))

    class Meta(InAPart.Meta):
        verbose_name = _("minutes of a working group")
        ordering = ["pk"]

    def part_of(self) -> Confidential | None:
        return self.sitting if self.confidentiality == self.sitting.confidentiality else None


class ActionItem(InAPart):
    """Born in the minutes: what somebody, or whoever holds a post, does next. It stays before the group until it is done."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="action_items")
    minute = models.ForeignKey(
        Minute, models.SET_NULL, null=True, blank=True, related_name="action_items", verbose_name=_("minutes")
    )
    what = EncryptedTextField(_("what is to be done"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="action_items", verbose_name=_("by whom")
    )
    member = models.ForeignKey(
        GroupMember,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action_items",
        verbose_name=_("by which member"),
    )
    made_on = models.DateField(_("made on"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    result = EncryptedTextField(_("result"), blank=True)

    class Meta(InAPart.Meta):
        verbose_name = _("action item")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["campaign", "done_on", "due_on"], name="action_items_due")]
        constraints = [
            *InAPart.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(member__isnull=True),
                name="an_action_item_is_one_persons_or_one_members",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("made_on")),
                name="an_action_item_is_done_after_it_was_made",
            ),
        ]

    def part_of(self) -> Confidential | None:
        return self.sitting if self.confidentiality == self.sitting.confidentiality else None

    def is_overdue(self, on: date) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < on
