"""Rows of the work with States, and a desk on which much of it was done, for what is measured."""

from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from accede.access.models import Campaign, Organisation, Person
from accede.access.roles import Confidentiality
from accede.outreach import models
from accede.record.models import State

SENTENCE = "The delegation said that the bill waits for the committee on foreign affairs to meet again. "


class _Owned(DjangoModelFactory):
    """Says its owner. In confidence between coordinators and support unit, unless it says otherwise."""

    class Meta:
        abstract = True

    campaign = factory.LazyFunction(lambda: Campaign.objects.get(pk="ccm"))
    confidentiality = Confidentiality.COORDINATORS_AND_ISU
    state_id = "KEN"


class ContactFactory(_Owned):
    class Meta:
        model = models.Contact

    confidentiality = Confidentiality.COORDINATORS
    place = models.Contact.Place.GENEVA
    name = factory.Sequence("Delegate {}".format)
    post = "Counsellor"


class ExchangeFactory(_Owned):
    class Meta:
        model = models.Exchange

    held_on = date(2026, 9, 30)
    level = models.Exchange.Level.EXPERT
    said = SENTENCE


class PledgeFactory(_Owned):
    class Meta:
        model = models.Pledge

    side = models.Pledge.Side.STATE
    text = "To put the bill before the committee."
    made_on = date(2026, 9, 30)


class FollowUpFactory(_Owned):
    """Says its assignee."""

    class Meta:
        model = models.FollowUp

    what = "Send the model law."
    made_on = date(2026, 9, 30)


def much_work(
    *, exchanges: int, states: int, owner: Organisation, person: Person, until: date
) -> list[models.Exchange]:
    """So many exchanges with the first so many States, one a day before the other, each third with a pledge and a step.

    Written at once, without the trail: what is measured is reading.
    """
    iso3s = list(State.objects.order_by("pk").values_list("pk", flat=True)[:states])
    made = models.Exchange.objects.bulk_create(
        ExchangeFactory.build(
            campaign_id="ccm",
            campaign=None,
            owner=owner,
            state_id=iso3s[number % states],
            held_on=until - timedelta(days=number // 5),
            level=models.Exchange.Level.values[number % 4],
            who="The counsellor, and an adviser from the capital",
            said=SENTENCE * 5,
            assessment=SENTENCE,
        )
        for number in range(exchanges)
    )
    part = {"campaign_id": "ccm", "campaign": None, "owner": owner}
    thirds = made[::3]
    models.Pledge.objects.bulk_create(
        PledgeFactory.build(
            **part,
            exchange=each,
            state_id=each.state_id,
            made_on=each.held_on,
            due_on=each.held_on + timedelta(days=60),
        )
        for each in thirds
    )
    models.FollowUp.objects.bulk_create(
        FollowUpFactory.build(
            **part,
            exchange=each,
            state_id=each.state_id,
            assignee=person,
            made_on=each.held_on,
            due_on=each.held_on + timedelta(days=14),
            done_on=each.held_on + timedelta(days=10) if number % 2 else None,
        )
        for number, each in enumerate(thirds)
    )
    return made
