"""Webhooks: for administrators alone; a coordinator sees neither addresses nor secrets."""

from django.utils import timezone
from tests.access import cast
from tests.web.roles import ADMINISTRATORS, CAMPAIGN, Address, answers, deed, reading, writing

from accede.access.models import Campaign
from accede.webhooks import actions, events
from accede.webhooks.models import Kind


def _webhook():
    return actions.add(
        campaign=Campaign.objects.get(pk=CAMPAIGN),
        url="https://hooks.example.org/in",
        kinds=[Kind.STATUS],
        by=cast.viewer_of(cast.administrator()),
        at=timezone.now(),
    )


def _number():
    return [CAMPAIGN, _webhook().pk]


def _delivery():
    delivery = events.ping(_webhook(), at=timezone.now())
    return [CAMPAIGN, delivery.webhook_id, delivery.pk]


# Who may not see it learns no more than that there is none.
UNSEEN = answers(ADMINISTRATORS, granted=302, refused=404) | dict.fromkeys(cast.WITHOUT_A_ROLE, 403)

ADDRESSES = {
    "desk-webhooks": reading(ADMINISTRATORS),
    "desk-webhook-new": writing(ADMINISTRATORS),
    "desk-webhook": reading(ADMINISTRATORS, arguments=_number),
    "desk-webhook-change": writing(ADMINISTRATORS, arguments=_number),
    "desk-webhook-decide": deed(ADMINISTRATORS, granted=400, arguments=_number),
    # Led to say again who they are: these tests sign in without.
    "desk-webhook-secret": deed(ADMINISTRATORS, arguments=_number),
    "desk-delivery-again": Address(
        get=dict.fromkeys(["public", *cast.CAST], 405), post=UNSEEN, arguments=_delivery
    ),
}
