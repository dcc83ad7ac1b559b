"""Who looks after which State, and passing on what one looked after."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign, Person
from accede.access.queries import viewer_of
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.campaign.actions import pass_on_activities
from accede.campaign.along import ALONG
from accede.campaign.models import Activity
from accede.outreach import rules
from accede.outreach.actions.recording import write_down
from accede.outreach.models import Approach, Assignment, FollowUp, Handover, PlannedMeeting, Pledge
from accede.record.models import State


@transaction.atomic
def assign_states(
    *, campaign: Campaign, states: Iterable[State], person: Person, by: Viewer, at: datetime
) -> None:
    """From that day on the person looks after these States. Whoever did before does no longer."""
    rules.insist_on_coordinating(by, campaign)
    _insist_on_running(person, campaign, at=at, field="person")
    for state in states:
        _assign(campaign, state.pk, person, by=by, at=at)


@transaction.atomic
def end_assignment(*, campaign: Campaign, state: State, by: Viewer, at: datetime) -> None:
    """Nobody looks after the State from that day on."""
    rules.insist_on_coordinating(by, campaign)
    held = _held(campaign, state.pk)
    if held is None:
        raise ValidationError(_("Nobody looks after this State."))
    _end(held, by=by, at=at)


@transaction.atomic
def hand_over(
    *,
    campaign: Campaign,
    from_person: Person,
    to_person: Person,
    states: Sequence[State] = (),
    activities: Sequence[Activity] = (),
    note: str = "",
    confidentiality: Confidentiality = Confidentiality.COORDINATORS_AND_ISU,
    by: Viewer,
    at: datetime,
) -> Handover:
    """Pass on States, with all that is open about them, and activities of the plan, or either.

    The next steps and planned meetings of the one become the other's, as far as the other may read them. Of whoever
    passes on all their States, the next steps about no State go along, and what they have to do for other rooms. What is open is kept by its number alone: who
    reads the handover later sees of it what they may see then. An activity that nobody owns can be given along.
    """
    rules.insist_on_coordinating(by, campaign)
    if to_person.pk == from_person.pk:
        raise ValidationError({"to_person": _("A handover goes to somebody else.")})
    _insist_on_running(to_person, campaign, at=at, field="to_person")
    iso3s = [state.pk for state in states]
    own = set(_held_by(campaign, from_person).values_list("state_id", flat=True))
    if not iso3s and not activities:
        raise ValidationError({"states": _("Choose at least one State, or an activity.")})
    if not own.issuperset(iso3s):
        raise ValidationError(
            {"states": _("%(name)s does not look after all of these States.") % {"name": from_person.name}}
        )
    for activity in activities:
        if activity.plan.campaign_id != campaign.pk or activity.owner_id not in (from_person.pk, None):
            raise ValidationError(
                {
                    "activities": _("%(name)s does not own all of these activities.")
                    % {"name": from_person.name}
                }
            )
    everything = own == set(iso3s)
    matters = _open_matters(campaign, from_person, iso3s, everything=everything, on=at.date())
    along: dict[str, list[int]] = {}
    for pass_on in ALONG if everything else ():
        along |= pass_on(campaign, from_person, to_person, by, at)
    written = write_down(
        Handover(
            from_person=from_person,
            to_person=to_person,
            on=at.date(),
            states=iso3s,
            matters={kind: [row.pk for row in rows] for kind, rows in matters.items()}
            | {"activity": [activity.pk for activity in activities]}
            | along,
            note=note.strip(),
        ),
        campaign=campaign,
        confidentiality=confidentiality,
        act="hand over",
        by=by,
        at=at,
    )
    for iso3 in iso3s:
        _assign(campaign, iso3, to_person, by=by, at=at)
    _pass_on(matters, from_person, to_person, by=by, at=at)
    pass_on_activities(activities=activities, to=to_person, by=by, at=at)
    return written


Matter = FollowUp | Pledge | PlannedMeeting | Approach


def _open_matters(
    campaign: Campaign, person: Person, iso3s: Sequence[str], *, everything: bool, on: date
) -> dict[str, list[Matter]]:
    """What is open about the States, whoever may see it."""
    because = "only their numbers are kept, and who may read each is asked anew"
    about = Q(state__in=iso3s)
    steps = about | Q(state=None, assignee=person) if everything else about
    found = {
        "followup": FollowUp.objects.unguarded(because=because).filter(steps, done_on=None),
        "pledge": Pledge.objects.unguarded(because=because).filter(about, standing=Pledge.Standing.OPEN),
        "plannedmeeting": PlannedMeeting.objects.unguarded(because=because).filter(
            about, met=False, meeting__ends__gte=on
        ),
        "approach": Approach.objects.unguarded(because=because).filter(about),
    }
    return {kind: list(rows.filter(campaign=campaign).order_by("pk")) for kind, rows in found.items()}


def _pass_on(
    matters: dict[str, list[Matter]], from_person: Person, to_person: Person, *, by: Viewer, at: datetime
) -> None:
    reader = viewer_of(to_person, on=at.date())
    for row in (*matters["followup"], *matters["plannedmeeting"]):
        field = "assignee" if isinstance(row, FollowUp) else "person"
        if getattr(row, f"{field}_id") != from_person.pk or not row.is_visible_to(reader):
            continue
        before = audit.values(row)
        setattr(row, field, to_person)
        row.save(update_fields=[field])
        audit.write(
            act="reassign follow-up" if isinstance(row, FollowUp) else "reassign planned meeting",
            of=row,
            by=by,
            at=at,
            before=before,
        )


def _assign(campaign: Campaign, iso3: str, person: Person, *, by: Viewer, at: datetime) -> None:
    held = _held(campaign, iso3)
    if held and held.person_id == person.pk:
        return
    if held:
        _end(held, by=by, at=at)
    row = Assignment.objects.create(campaign=campaign, state_id=iso3, person=person, held_from=at.date())
    audit.write(act="assign State", of=row, by=by, at=at)


def _end(held: Assignment, *, by: Viewer, at: datetime) -> None:
    before = audit.values(held)
    held.held_until = max(at.date(), held.held_from)
    held.save()
    audit.write(act="end assignment", of=held, by=by, at=at, before=before)


def _held(campaign: Campaign, iso3: str) -> Assignment | None:
    standing = Assignment.objects.select_for_update().filter(campaign=campaign, held_until=None)
    return standing.filter(state=iso3).first()


def _held_by(campaign: Campaign, person: Person) -> QuerySet[Assignment]:
    return Assignment.objects.filter(campaign=campaign, person=person, held_until=None)


def _insist_on_running(person: Person, campaign: Campaign, *, at: datetime, field: str) -> None:
    """States are looked after by those who run the campaign: they read what is written of them."""
    if not viewer_of(person, on=at.date()).coordinates(campaign.pk):
        raise ValidationError(
            {
                field: _("%(name)s does not run this campaign: choose somebody who does.")
                % {"name": person.name}
            }
        )
