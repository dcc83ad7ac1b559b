"""Reads about webhooks: for those who administer their campaign."""

from django.db.models import Prefetch, QuerySet

from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.webhooks import rules
from accede.webhooks.models import Attempt, Delivery, Webhook


def webhooks(campaign: Campaign, *, viewer: Viewer) -> list[Webhook]:
    rules.insist_on_administering(viewer, campaign.pk)
    return list(Webhook.objects.visible_to(viewer).filter(campaign=campaign).defer("secret", "secret_before"))


def get_webhook(number: int, *, viewer: Viewer) -> Webhook:
    """Raises NotVisibleError."""
    found: Webhook | None = (
        Webhook.objects.visible_to(viewer).filter(pk=number).select_related("campaign").first()
    )
    if found is None:
        raise NotVisibleError(f"Webhook {number}")
    return found


def get_delivery(webhook: int, number: int, *, viewer: Viewer) -> Delivery:
    """Raises NotVisibleError."""
    found = get_webhook(webhook, viewer=viewer).deliveries.filter(pk=number).select_related("webhook").first()
    if found is None:
        raise NotVisibleError(f"Delivery {number}")
    return found


def log(webhook: Webhook, *, viewer: Viewer) -> QuerySet[Delivery]:
    """What was sent or waits, the newest first, each with its attempts as `tries`."""
    rules.insist_on_administering(viewer, webhook.campaign_id)
    tries = Attempt.objects.visible_to(viewer)
    return webhook.deliveries.select_related("event").prefetch_related(
        Prefetch("attempts", queryset=tries, to_attr="tries")
    )


def switched_off(campaign: Campaign, *, viewer: Viewer) -> list[Webhook]:
    """Those that nobody switched off by hand: for the administrators' first page. Of others' campaigns nothing."""
    if not viewer.administers(campaign.pk):
        return []
    found = Webhook.objects.visible_to(viewer).filter(campaign=campaign, off_since__isnull=False)
    return list(found.exclude(off_because=Webhook.Off.BY_HAND).defer("secret", "secret_before"))
