"""Side events, speaking slots, and a place for the treaty at a treaty event: asked for, and then held or not."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accede.access.confidentiality import Confidential
from accede.access.encryption import EncryptedTextField
from accede.access.models import Person
from accede.access.roles import Confidentiality
from accede.record.models import State

_CARRIED = "it carries the event's class"


class Stage(models.TextChoices):
    """How far a request has come."""

    REQUESTED = "requested", _("requested")
    OFFERED = "offered", _("offered")
    CONFIRMED = "confirmed", _("confirmed")
    HELD = "held", _("held")
    REFUSED = "refused", _("refused")
    CALLED_OFF = "called-off", _("called off")


class Event(Confidential):
    """What a campaign asks to hold or to speak at. What stands in it carries its class, always."""

    class Kind(models.TextChoices):
        SIDE_EVENT = "side-event", _("side event")
        SPEAKING_SLOT = "speaking-slot", _("speaking slot")
        TREATY_EVENT = "treaty-event", _("place at a treaty event")

    kind = models.CharField(_("kind"), max_length=13, choices=Kind, default=Kind.SIDE_EVENT)
    title = EncryptedTextField(_("title"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.REQUESTED)
    meeting = models.ForeignKey(
        "record.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("forum at which it is held"),
    )
    activity = models.ForeignKey(
        "campaign.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("activity of the plan that it serves"),
    )
    cost = models.ForeignKey(
        "campaign.BudgetLine",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("budget line that bears its cost"),
    )
    asked_of = EncryptedTextField(_("of whom it is asked"), blank=True)
    due_on = models.DateField(_("to be settled by"), null=True, blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    at = models.DateTimeField(_("from"), null=True, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, blank=True)
    room = EncryptedTextField(_("room"), blank=True)
    sponsors = EncryptedTextField(_("sponsors"), blank=True)
    speakers = EncryptedTextField(_("speakers, by post"), blank=True)
    our_people = models.ManyToManyField(Person, related_name="+", verbose_name=_("who of us takes part"))
    note = EncryptedTextField(_("concept note"), blank=True)
    file_name = EncryptedTextField(blank=True)
    file = EncryptedTextField(blank=True, help_text="The concept note as a file, in base64.")
    heads = models.PositiveSmallIntegerField(_("how many people came"), null=True, blank=True)
    attendance_is_known = models.BooleanField(default=False)
    outcome = EncryptedTextField(_("what came of it"), blank=True)

    class Meta(Confidential.Meta):
        verbose_name = _("event")
        ordering = ["day", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("at")), name="an_event_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.HELD) | Q(day__isnull=False), name="a_held_event_has_a_day"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "stage", "day"], name="events_of_a_campaign")]

    def parts(self, *, at: Confidentiality) -> Iterable[Confidential]:  # noqa: ARG002 -- they follow it anywhere
        for related in (self.moves, self.came, self.followed):
            yield from related.unguarded(because=_CARRIED)


class _Part(Confidential):
    """Stands in an event, which alone decides who may see it."""

    event: Any

    class Meta(Confidential.Meta):
        abstract = True

    def part_of(self) -> Confidential:
        found: Confidential = Event.objects.unguarded(because=_CARRIED).get(pk=self.event_id)
        return found

    event_id: int


class EventMove(_Part):
    """An event came to a stage, on a day."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="moves")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    on = models.DateField(_("since"))

    class Meta(Confidential.Meta):
        verbose_name = _("stage of an event")
        ordering = ["on", "pk"]


class EventGuest(_Part):
    """A State that came to an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="came")
    state = models.ForeignKey(State, models.PROTECT, related_name="+")

    class Meta(Confidential.Meta):
        verbose_name = _("State at an event")
        ordering = ["state"]
        constraints = [
            *Confidential.Meta.constraints,
            models.UniqueConstraint(fields=["event", "state"], name="a_state_comes_to_an_event_once"),
        ]


class EventFollowed(_Part):
    """An exchange that came of an event, by its number: the work with States is another room's."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="followed")
    exchange = models.PositiveIntegerField(_("number of the exchange"), default=0)

    class Meta(Confidential.Meta):
        verbose_name = _("what followed an event")
        ordering = ["pk"]
        constraints = [
            *Confidential.Meta.constraints,
            models.UniqueConstraint(fields=["event", "exchange"], name="an_exchange_follows_an_event_once"),
        ]
