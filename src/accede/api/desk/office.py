"""The outbox, people, and who may see a record."""

from datetime import date, datetime
from typing import Any

from accede.access import actions, queries
from accede.access.confidentiality import get_record
from accede.access.models import Campaign, Release
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.api.desk.room import Room
from accede.outbox import actions as on_mail
from accede.outbox import queries as mail
from accede.outbox import rules

outbox = Room("Outbox", guard=rules.insist_on_reading)
office = Room("People and records")


def messages(campaign: Campaign, *, viewer: Viewer) -> Any:
    """By number; what stands in one, its own address tells."""
    found = mail.messages(campaign, viewer=viewer)
    return [{"number": each.pk, "state": each.state, "language": each.language} for each in found]


def people(campaign: Campaign, *, on: date, viewer: Viewer) -> Any:
    """Who sits at the desk, with post and roles: the query puts both beside each person, where mypy does not see them."""
    return [
        {
            "number": each.pk,
            "name": each.name,
            "organisation": next((post.organisation.name for post in each.posts_now), ""),  # type: ignore[attr-defined]
            "roles": [held.role for held in each.roles_now if held.campaign_id == campaign.key],  # type: ignore[attr-defined]
        }
        for each in queries.people(on=on, viewer=viewer)
    ]


def readers(kind: str, number: int, *, on: date, viewer: Viewer) -> Any:
    """Everybody who may read a record, and the decisions that opened it."""
    record = get_record(kind, number, viewer=viewer)
    return {
        "confidentiality": record.confidentiality,
        "attribution": record.attribution,
        "readers": queries.who_can_see(record, on=on, viewer=viewer),
        "releases": list(queries.releases_of(record, viewer=viewer)),
    }


def classify(*, kind: str, number: int, confidentiality: Confidentiality, by: Viewer, at: datetime) -> None:
    """A stricter class for a record."""
    record = get_record(kind, number, viewer=by)
    actions.classify(record=record, confidentiality=confidentiality, by=by, at=at)


def release(*, kind: str, number: int, to: Confidentiality, reason: str, by: Viewer, at: datetime) -> Release:
    """Open a record to more readers, with a reason."""
    record = get_record(kind, number, viewer=by)
    return actions.release(record=record, to=to, reason=reason, by=by, at=at)


outbox.several("/messages", messages, row=dict[str, Any], summary="Messages in the outbox")
outbox.one("/messages/{number}", mail.letter, summary="A message exactly as it is sent")
outbox.write("POST", "/messages/{number}/approve", on_mail.approve, of="message", summary="Let it go")
outbox.write("POST", "/messages/{number}/retry", on_mail.retry, of="message", summary="Try again")
outbox.write("POST", "/messages/{number}/discard", on_mail.discard, of="message", summary="Do not send it")
office.several("/people", people, row=dict[str, Any], summary="Who sits at the desk")
office.one("/records/{kind}/{number}", readers, row=dict[str, Any], summary="Who can see a record")
office.write("POST", "/records/{kind}/{number}/classify", classify, summary="Confine it to fewer readers")
office.write("POST", "/records/{kind}/{number}/release", release, summary="Release it to more readers")
