"""Writes about webhooks. Each is one transaction with its audit entry in it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.webhooks import events, guard, rules, signing
from accede.webhooks.models import CHOSEN, Delivery, Kind, Webhook

BOTH_SIGN_FOR = timedelta(days=1)
MOST = 20  # of a campaign


@transaction.atomic
def add(
    *,
    campaign: Campaign,
    url: str,
    kinds: Sequence[str],
    every_treaty: bool = False,
    by: Viewer,
    at: datetime,
) -> Webhook:
    """Its secret comes with it, and is shown by nothing else afterwards. Raises NotAllowedError and ValidationError.

    Where a name leads to is looked at before each call, not here: it may lead elsewhere tomorrow. A number does not.
    """
    rules.insist_on_administering(by, campaign.pk)
    here = Webhook.objects.unguarded(because="they are counted, and their addresses compared")
    known = [each.url for each in here.filter(campaign=campaign)]
    if len(known) >= MOST:
        raise ValidationError(_("A campaign has %(number)s webhooks at most.") % {"number": MOST})
    url = _address(url)
    if url in known:
        raise ValidationError({"url": _("This address is told already.")})
    webhook = Webhook(
        campaign=campaign,
        url=url,
        kinds=_chosen(kinds),
        every_treaty=every_treaty,
        secret=signing.new_secret(),
        made_by_id=by.person_id,
        made_at=at,
    )
    webhook.save()
    audit.write(act="add webhook", of=webhook, by=by, at=at)
    return webhook


@transaction.atomic
def change(
    *, webhook: Webhook, url: str, kinds: Sequence[str], every_treaty: bool, by: Viewer, at: datetime
) -> None:
    rules.insist_on_administering(by, webhook.campaign_id)
    before = audit.values(webhook)
    webhook.url, webhook.kinds, webhook.every_treaty = _address(url), _chosen(kinds), every_treaty
    webhook.save(update_fields=["url", "kinds", "every_treaty"])
    audit.write(act="change webhook", of=webhook, by=by, at=at, before=before)


@transaction.atomic
def change_secret(*, webhook: Webhook, by: Viewer, at: datetime) -> str:
    """A new secret. For a day both sign, so that whoever is called can change theirs without missing anything."""
    rules.insist_on_administering(by, webhook.campaign_id)
    before = audit.values(webhook)
    webhook.secret_before, webhook.secret_before_until = webhook.secret, at + BOTH_SIGN_FOR
    webhook.secret = secret = signing.new_secret()
    webhook.save(update_fields=["secret", "secret_before", "secret_before_until"])
    audit.write(act="change secret of webhook", of=webhook, by=by, at=at, before=before)
    return secret


@transaction.atomic
def switch(*, webhook: Webhook, on: bool, by: Viewer, at: datetime) -> None:
    """Off: nothing is called, and what happens meanwhile is not kept for it. On: what still waits is sent."""
    rules.insist_on_administering(by, webhook.campaign_id)
    before = audit.values(webhook)
    webhook.off_since, webhook.off_because = (None, "") if on else (at, Webhook.Off.BY_HAND)
    webhook.save(update_fields=["off_since", "off_because"])
    audit.write(
        act="switch webhook on" if on else "switch webhook off", of=webhook, by=by, at=at, before=before
    )
    if on:
        waiting = webhook.deliveries.filter(state=Delivery.State.WAITING)
        if waiting.update(not_before=None, tried_until=at + events.TRIED_FOR):
            events.wake()


@transaction.atomic
def remove(*, webhook: Webhook, by: Viewer, at: datetime) -> None:
    """With its log and all that still waits for it."""
    rules.insist_on_administering(by, webhook.campaign_id)
    audit.write(act="remove webhook", of=webhook, by=by, at=at, before=audit.values(webhook))
    webhook.delete()


@transaction.atomic
def send_again(*, delivery: Delivery, by: Viewer, at: datetime) -> None:
    """The same, under the same key: whoever has it already knows it by that."""
    rules.insist_on_administering(by, delivery.webhook.campaign_id)
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if locked.state == Delivery.State.SENDING:
        raise ValidationError(_("It is being sent just now."))
    if locked.webhook.off_since:
        raise ValidationError(_("Switch the webhook on first."))
    locked.state, locked.not_before, locked.tried_until = Delivery.State.WAITING, None, at + events.TRIED_FOR
    locked.save(update_fields=["state", "not_before", "tried_until"])
    audit.write(
        act="send event again",
        of=delivery.webhook,
        by=by,
        at=at,
        before=audit.values(delivery.webhook),
        told={"delivery": locked.key},
    )
    events.wake()


@transaction.atomic
def ping(*, webhook: Webhook, by: Viewer, at: datetime) -> Delivery:
    """A test, which is sent like anything else."""
    rules.insist_on_administering(by, webhook.campaign_id)
    if webhook.off_since:
        raise ValidationError(_("Switch the webhook on first."))
    delivery = events.ping(webhook, at=at)
    audit.write(act="test webhook", of=webhook, by=by, at=at, before=audit.values(webhook))
    events.wake()
    return delivery


@transaction.atomic
def switch_all_off(*, at: datetime) -> int:
    """After a backup was restored: this desk may be a copy, in whose name nobody is to be called. How many."""
    here = Webhook.objects.unguarded(because="none is shown")
    return int(here.filter(off_since=None).update(off_since=at, off_because=Webhook.Off.RESTORED))


def _address(url: str) -> str:
    url = url.strip()
    try:
        guard.read_chosen(url)
    except guard.NotAllowedAddressError as error:
        raise ValidationError({"url": str(error)}) from error
    return url


def _chosen(kinds: Sequence[str]) -> list[str]:
    unknown = sorted(set(kinds) - set(CHOSEN))
    if unknown:
        raise ValidationError({"kinds": _("There is no such event: %(name)s") % {"name": unknown[0]}})
    if not kinds:
        raise ValidationError({"kinds": _("Choose what is told.")})
    return [kind.value for kind in Kind if kind in kinds]
