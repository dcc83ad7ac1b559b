"""Exchanges: logged with all that came of them, edited."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.actions import NotAllowedError
from accede.access.models import Campaign, Person
from accede.access.recording import insist_on_past, save_change
from accede.access.roles import Attribution, Confidentiality
from accede.access.viewer import Viewer
from accede.campaign.models import Activity
from accede.evidence import our_words
from accede.evidence.actions import record_obstacle
from accede.evidence.models import Obstacle, ObstacleCode
from accede.outreach import rules
from accede.outreach.actions.promises import NextStep, Promise, add_follow_up, add_pledge
from accede.outreach.actions.recording import write_down
from accede.outreach.models import Contact, ContactMet, Exchange, FollowUp, ObstacleHeard, Pledge
from accede.record.meetings.models import Meeting
from accede.record.models import State, Treaty


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A reason as an exchange is logged with it. Its code alone will do."""

    code: ObstacleCode
    own_words: str = ""
    language: str = "en"
    reading: str = ""
    rank: int | None = None
    grade: Obstacle.Grade = Obstacle.Grade.STATED


class ToldOf(TypedDict, total=False):
    """What may be said of an exchange, and later said otherwise."""

    state: State
    held_on: date
    level: Exchange.Level
    meeting: Meeting | None
    activity: Activity | None
    place: str
    who: str
    said: str
    assessment: str
    attribution: Attribution
    our_people: Iterable[Person]
    contacts: Iterable[Contact]


_TEXTS = ("place", "who", "said", "assessment")


@transaction.atomic
def log_exchange(
    *,
    campaign: Campaign,
    confidentiality: Confidentiality,
    obstacles: Iterable[Heard] = (),
    pledges: Iterable[Promise] = (),
    follow_ups: Iterable[NextStep] = (),
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldOf],
) -> Exchange:
    """An exchange with all that came of it, whole or not at all.

    Says its State, day and level, and something that came of it. Whoever logs it was there, unless `our_people` says
    who was. Errors of what came of it are under `obstacles`, `pledges` and `follow_ups`.
    """
    rules.insist_on_logging(by, campaign)
    obstacles, pledges, follow_ups = list(obstacles), list(pledges), list(follow_ups)
    exchange = Exchange(
        state=told["state"],
        held_on=told["held_on"],
        level=told["level"],
        meeting=told.get("meeting"),
        activity=told.get("activity"),
        **{name: str(told.get(name, "")).strip() for name in _TEXTS},
    )
    insist_on_past(exchange.held_on, at=at, field="held_on")
    _insist_on_own_plan(exchange.activity, campaign.pk)
    if not (exchange.said or exchange.assessment or obstacles or pledges or follow_ups):
        raise ValidationError({"said": _("Say what was said, or what came of it.")})
    write_down(
        exchange,
        campaign=campaign,
        confidentiality=confidentiality,
        attribution=told.get("attribution", Attribution.OPEN),
        act="log exchange",
        by=by,
        at=at,
    )
    people = told.get("our_people")
    if people is None and by.person_id is not None:
        people = Person.objects.filter(pk=by.person_id)
    exchange.our_people.set(people or ())
    _meet(exchange, told.get("contacts", ()), by)
    with _errors_under("obstacles"):
        for heard in obstacles:
            hear_obstacle(exchange=exchange, heard=heard, by=by, at=at)
    with _errors_under("pledges"):
        for promise in pledges:
            add_pledge(exchange=exchange, promise=promise, by=by, at=at)
    with _errors_under("follow_ups"):
        for step in follow_ups:
            add_follow_up(exchange=exchange, step=step, by=by, at=at)
    return exchange


@transaction.atomic
def hear_obstacle(*, exchange: Exchange, heard: Heard, by: Viewer, at: datetime) -> Obstacle:
    """A reason that was given in the exchange, as evidence of the same class."""
    rules.insist_on_adding(by, exchange)
    assert exchange.campaign is not None  # noqa: S101 -- every exchange belongs to one
    obstacle = record_obstacle(
        state=exchange.state,
        treaty=Treaty.objects.get(pk=exchange.campaign.treaty_key),
        code=heard.code,
        rank=heard.rank,
        own_words=heard.own_words,
        language=heard.language,
        reading=heard.reading.strip() or ("" if heard.own_words.strip() else our_words.NAMED),
        grade=heard.grade,
        campaign=exchange.campaign,
        confidentiality=Confidentiality(exchange.confidentiality),
        attribution=Attribution(exchange.attribution),
        origin=our_words.of_exchange(exchange.held_on),
        date_given=exchange.held_on.isoformat(),
        by=by,
        at=at,
    )
    ObstacleHeard.objects.create(exchange=exchange, obstacle=obstacle)
    return obstacle


@transaction.atomic
def edit_exchange(*, exchange: Exchange, by: Viewer, at: datetime, **told: Unpack[ToldOf]) -> None:
    """Say otherwise what is given; the rest stays. Who may see it is for `classify` and `release`.

    State, day and attribution go along to what stands in the exchange, and to the reasons heard in it.
    """
    rules.insist_on_changing(by, exchange)
    before, was = audit.values(exchange), (exchange.state_id, exchange.held_on, exchange.attribution)
    if told.get("attribution", exchange.attribution) != exchange.attribution and not rules.owns(by, exchange):
        raise NotAllowedError(_("Only its owner decides how this may be used."))
    _insist_on_own_plan(told.get("activity"), exchange.campaign_id)
    for name in ("state", "held_on", "level", "meeting", "activity", "attribution"):
        if name in told:
            setattr(exchange, name, told[name])
    for name in _TEXTS:
        if name in told:
            setattr(exchange, name, told[name].strip())  # type: ignore[literal-required]
    insist_on_past(exchange.held_on, at=at, field="held_on")
    save_change(exchange, before, act="edit exchange", by=by, at=at)
    if "our_people" in told:
        exchange.our_people.set(told["our_people"])
    if exchange.state_id != was[0]:
        exchange.met.all().delete()  # they are of another State
    if "contacts" in told:
        exchange.met.filter(contact__in=Contact.objects.visible_to(by)).delete()
        _meet(exchange, told["contacts"], by)
    if (exchange.state_id, exchange.held_on, exchange.attribution) != was:
        _carry_over(exchange, was[1], by=by, at=at)


def _carry_over(exchange: Exchange, held_before: date, *, by: Viewer, at: datetime) -> None:
    """State, day and attribution of an edited exchange to what stands in it, and to the reasons heard in it."""
    because = "they follow the exchange in which they stand"
    parts: list[Pledge | FollowUp] = [
        *exchange.pledges.unguarded(because=because),
        *exchange.follow_ups.unguarded(because=because),
    ]
    for part in parts:
        before = audit.values(part)
        part.state_id, part.attribution = exchange.state_id, exchange.attribution
        if part.made_on == held_before:
            part.made_on = exchange.held_on
        save_change(part, before, act="edit exchange", by=by, at=at)
    for obstacle in Obstacle.objects.unguarded(because=because).filter(heard__exchange=exchange):
        before = audit.values(obstacle)
        if obstacle.state_id != exchange.state_id and _is_in_a_line(obstacle):
            raise ValidationError(
                {
                    "state": _(
                        "A reason heard here has taken another’s place, or lost its own: the State stays."
                    )
                }
            )
        obstacle.state_id, obstacle.attribution = exchange.state_id, exchange.attribution
        if obstacle.day == held_before:
            obstacle.day, obstacle.date_given = exchange.held_on, exchange.held_on.isoformat()
            obstacle.origin = our_words.of_exchange(exchange.held_on)
        if audit.values(obstacle) != before:
            obstacle.save()
            audit.write(act="edit exchange", of=obstacle, by=by, at=at, before=before)


def _is_in_a_line(obstacle: Obstacle) -> bool:
    older = Obstacle.objects.unguarded(because="only whether there is one").filter(superseded_by=obstacle)
    return obstacle.superseded_by_id is not None or older.exists()


def _meet(exchange: Exchange, contacts: Iterable[Contact], by: Viewer) -> None:
    for contact in contacts:
        if contact.state_id != exchange.state_id or contact.campaign_id != exchange.campaign_id:
            raise ValidationError({"contacts": _("This contact is of another State.")})
        rules.insist_on_seeing(by, contact)
        ContactMet.objects.get_or_create(exchange=exchange, contact=contact)


def _insist_on_own_plan(activity: Activity | None, campaign: str | None) -> None:
    if activity is not None and activity.plan.campaign_id != campaign:
        raise ValidationError({"activity": _("This activity is of another campaign’s plan.")})


@contextmanager
def _errors_under(field: str) -> Iterator[None]:
    """Say of an error in which part of the exchange it is."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error
