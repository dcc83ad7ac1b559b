"""Columns that scripts rely on."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from accede.webhooks.models import Delivery, Webhook

WEBHOOKS = ("id", "campaign", "url", "kinds", "every_treaty", "off_because", "delivered_at")
LOG = ("id", "made_at", "kind", "state", "attempts", "outcome", "status", "milliseconds", "answer")


def webhook_records(webhooks: Iterable[Webhook]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.pk,
            "campaign": each.campaign_id,
            "url": each.url,
            "kinds": "|".join(each.kinds),
            "every_treaty": each.every_treaty,
            "off_because": each.off_because,
            "delivered_at": _iso(each.delivered_at),
        }
        for each in webhooks
    ]


def log_records(deliveries: Iterable[Delivery]) -> list[dict[str, Any]]:
    """Each with its last attempt."""
    return [_logged(each) for each in deliveries]


def _logged(delivery: Delivery) -> dict[str, Any]:
    last = next(iter(delivery.tries), None)  # type: ignore[attr-defined]  # fetched so
    return {
        "id": delivery.key,
        "made_at": _iso(delivery.made_at),
        "kind": delivery.event.kind,
        "state": delivery.state,
        "attempts": delivery.attempts_made,
        "outcome": last.outcome if last else "",
        "status": last.status if last else None,
        "milliseconds": last.milliseconds if last else None,
        "answer": last.answer if last else "",
    }


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""
