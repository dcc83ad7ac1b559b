"""Webhooks: which addresses are told of what, and the log of what was sent. For administrators."""

import types
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.api.desk.seat import Seat
from accede.webhooks import actions, queries, rules
from accede.webhooks.models import CHOSEN, Delivery, Webhook

DELIVERIES_ON_A_PAGE = 25


def _insist(viewer: Viewer, campaign: Campaign) -> None:
    rules.insist_on_administering(viewer, campaign.pk)


room = Room("Webhooks", guard=_insist)


def _find(seat: Seat, number: int) -> Webhook:
    found = queries.get_webhook(number, viewer=seat.viewer)
    if found.campaign_id != seat.campaign.pk:
        raise NotVisibleError(f"webhook {number}")
    return found


taken.find_by(Webhook, taken.Number, _find)


def all_webhooks(campaign: Campaign, *, at: datetime, viewer: Viewer) -> Any:
    """The addresses that are called. A secret is told by none of these."""
    return [_row(each, at=at) for each in queries.webhooks(campaign, viewer=viewer)]


def one_webhook(webhook: Webhook, *, at: datetime, viewer: Viewer) -> Any:
    return _row(webhook, at=at)


def _row(row: Webhook, *, at: datetime) -> dict[str, Any]:
    until = row.secret_before_until
    return {
        "number": row.pk,
        "url": row.url,
        "kinds": row.kinds,
        "every_treaty": row.every_treaty,
        "made_at": row.made_at,
        "off_since": row.off_since,
        "off_because": row.off_because,
        "delivered_at": row.delivered_at,
        "both_sign_until": until if until and at < until else None,
    }


def log(webhook: Webhook, *, page: int = 1, viewer: Viewer) -> Page[Any]:
    """What was sent and what waits, the newest first, each with its attempts."""
    shown: Page[Any] = Paginator(queries.log(webhook, viewer=viewer), DELIVERIES_ON_A_PAGE).get_page(page)
    shown.object_list = [_delivery(each) for each in shown.object_list]
    return shown


def _delivery(row: Any) -> dict[str, Any]:
    return {
        "number": row.pk,
        "key": row.key,
        "kind": row.event.kind,
        "body": row.event.body,
        "made_at": row.made_at,
        "state": row.state,
        "not_before": row.not_before,
        "attempts": [
            {
                "at": each.at,
                "outcome": each.outcome,
                "status": each.status,
                "milliseconds": each.milliseconds,
                "answer": each.answer,
            }
            for each in row.tries
        ],
    }


def send_again(*, webhook: Webhook, delivery: int, by: Viewer, at: datetime) -> Delivery:
    """The same, under the same key: whoever has it already knows it by that."""
    found = queries.get_delivery(webhook.pk, delivery, viewer=by)
    actions.send_again(delivery=found, by=by, at=at)
    return found


KINDS = types.GenericAlias(list, (taken.among(kind.value for kind in CHOSEN),))

room.several(
    "/webhooks", all_webhooks, row=dict[str, Any], form=False, summary="The addresses that are called"
)
room.write(
    "POST",
    "/webhooks",
    actions.add,
    kinds={"kinds": KINDS},
    secret=lambda webhook: webhook.secret,
    summary="Have an address called; its secret is told this once",
)
room.one("/webhooks/{number}", one_webhook, of="webhook", row=dict[str, Any], summary="A webhook")
room.write(
    "PUT",
    "/webhooks/{number}",
    actions.change,
    of="webhook",
    kinds={"kinds": KINDS},
    summary="Another address, or other events",
)
room.write("DELETE", "/webhooks/{number}", actions.remove, of="webhook", summary="Take it away, with its log")
room.write(
    "POST",
    "/webhooks/{number}/switch",
    actions.switch,
    of="webhook",
    needed=("on",),
    summary="Switch it on, or off for now",
)
room.write("POST", "/webhooks/{number}/test", actions.ping, of="webhook", summary="Send a test")
room.several(
    "/webhooks/{number}/deliveries",
    log,
    of="webhook",
    row=dict[str, Any],
    form=False,
    summary="What was sent and what waits, the newest first",
)
room.write(
    "POST",
    "/webhooks/{number}/deliveries/{delivery}/again",
    send_again,
    of="webhook",
    summary="Send it once more",
)
