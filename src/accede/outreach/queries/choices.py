"""What the forms of the work with States offer: records themselves, as the actions take them."""

from collections.abc import Collection
from datetime import date

from accede.access.viewer import Viewer
from accede.outreach.models import Contact, Exchange


def get_contacts(numbers: Collection[int], *, viewer: Viewer) -> list[Contact]:
    """Of these contacts those that the viewer may see."""
    return list(Contact.objects.visible_to(viewer).filter(pk__in=numbers)) if numbers else []


def others_at(contact: Contact, *, on: date, viewer: Viewer) -> list[Contact]:
    """Who else holds a post at the same contact point of the State that day."""
    found = Contact.objects.visible_to(viewer).filter(
        campaign=contact.campaign_id, state=contact.state_id, place=contact.place, merged_into=None
    )
    return [each for each in found if each.pk != contact.pk and each.holds_post_on(on)]


def our_people(exchange: Exchange, *, viewer: Viewer) -> list[int]:
    """The numbers of those of us who were there, for somebody who may see the exchange."""
    return list(exchange.our_people.values_list("pk", flat=True)) if exchange.is_visible_to(viewer) else []
