"""Champions, kept with their consent only; and what parliaments, networks and champions promised."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign, Organisation
from accede.access.recording import insist_on_past, save_change
from accede.access.roles import Confidentiality, OrganisationKind
from accede.access.viewer import Viewer
from accede.legislation import parliament_rules as rules
from accede.legislation.actions.writing import write_down
from accede.legislation.models import Champion, ParliamentaryPledge
from accede.record.models import Source, State


class ToldOfChampion(TypedDict, total=False):
    chamber: str
    network: Organisation | None
    name: str
    post: str
    email: str
    consented_on: date | None
    consented_to: str
    consent_how: str


@transaction.atomic
def add_champion(
    *,
    campaign: Campaign,
    state: State,
    confidentiality: Confidentiality = Confidentiality.COORDINATORS,
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldOfChampion],
) -> Champion:
    """A member of parliament who speaks for the treaty, and consented to be kept here."""
    if confidentiality == Confidentiality.PUBLIC:
        raise ValidationError({"confidentiality": _("A person’s name is not public from the start.")})
    row = Champion(state=state, recorded_by_id=by.person_id)
    _set(row, told, at=at)
    return write_down(
        row, campaign=campaign, confidentiality=confidentiality, act="add champion", by=by, at=at
    )


@transaction.atomic
def edit_champion(*, champion: Champion, by: Viewer, at: datetime, **told: Unpack[ToldOfChampion]) -> None:
    """Say otherwise what is given; consent to something else is a new consent, with its day."""
    rules.insist_on_changing(by, champion)
    before = audit.values(champion)
    _set(champion, told, at=at)
    save_change(champion, before, act="edit champion", by=by, at=at)


@transaction.atomic
def remove_champion(*, champion: Champion, by: Viewer, at: datetime) -> None:
    """The person is deleted, not hidden. The trail keeps that there was one, and no name; promises stay, nameless."""
    rules.insist_on_changing(by, champion)
    audit.write(act="remove champion", of=champion, by=by, at=at)
    champion.delete()


def _set(row: Champion, told: ToldOfChampion, *, at: datetime) -> None:
    for name, value in told.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise ValidationError({"name": _("Say who it is.")})
    if row.consented_on is None:
        raise ValidationError(
            {"consented_on": _("Nobody is kept here without consent: say on which day it was given.")}
        )
    insist_on_past(row.consented_on, at=at, field="consented_on")
    if not row.consented_to:
        raise ValidationError(
            {"consented_to": _("Nobody is kept here without consent: say to what it was given.")}
        )
    _insist_on_network(row.network)
    if row.email:
        try:
            validate_email(row.email)
        except ValidationError as error:
            raise ValidationError({"email": error.messages}) from error


def _insist_on_network(network: Organisation | None) -> None:
    if network is not None and network.kind != OrganisationKind.PARLIAMENTARIANS:
        raise ValidationError({"network": _("This organisation is no network of parliamentarians.")})


@transaction.atomic
def make_parliamentary_pledge(
    *,
    campaign: Campaign,
    state: State,
    text: str,
    made_on: date,
    due_on: date | None = None,
    champion: Champion | None = None,
    network: Organisation | None = None,
    by_whom: str = "",
    source: Source | None = None,
    confidentiality: Confidentiality,
    by: Viewer,
    at: datetime,
) -> ParliamentaryPledge:
    """What was promised, and by whom: a champion, a network, or a chamber, committee or group in words."""
    if champion is not None and (champion.state_id != state.pk or not champion.is_visible_to(by)):
        raise ValidationError({"champion": _("Choose a champion of this State.")})
    if champion is not None and confidentiality < champion.confidentiality:
        raise ValidationError(
            {
                "confidentiality": _(
                    "It is promised by somebody whom fewer may see: choose the stricter class."
                )
            }
        )
    if champion is None and network is None and not by_whom.strip():
        raise ValidationError({"by_whom": _("Say who promised it.")})
    if source is None and confidentiality == Confidentiality.PUBLIC:
        raise ValidationError({"source": _("What anyone may see cites a source.")})
    insist_on_past(made_on, at=at, field="made_on")
    if due_on is not None and due_on < made_on:
        raise ValidationError({"due_on": _("It is due after it was made.")})
    _insist_on_network(network)
    row = ParliamentaryPledge(
        state=state,
        champion=champion,
        network=network,
        by_whom=by_whom.strip(),
        text=text.strip(),
        made_on=made_on,
        due_on=due_on,
        source=source,
    )
    return write_down(
        row, campaign=campaign, confidentiality=confidentiality, act="add parliamentary pledge", by=by, at=at
    )


@transaction.atomic
def settle_parliamentary_pledge(
    *,
    pledge: ParliamentaryPledge,
    standing: ParliamentaryPledge.Standing,
    on: date,
    outcome: str = "",
    by: Viewer,
    at: datetime,
) -> None:
    """What became of the promise, since that day; or it is open again."""
    rules.insist_on_changing(by, pledge)
    before = audit.values(pledge)
    is_open = standing == ParliamentaryPledge.Standing.OPEN
    if not is_open:
        insist_on_past(on, at=at, field="settled_on")
        if on < pledge.made_on:
            raise ValidationError({"settled_on": _("A promise is settled after it was made.")})
    pledge.standing, pledge.settled_on = standing, None if is_open else on
    pledge.outcome = outcome.strip()
    save_change(pledge, before, act="settle parliamentary pledge", by=by, at=at)
