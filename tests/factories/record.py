"""Rows of the record, as small as they can be: one factory a noun. They stand beside the shipped record."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from accede.record import models

PUBLISHED = date(2026, 3, 1)


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = models.Source

    key = factory.Sequence("source-{}".format)
    publisher = "United Nations"
    title = "Status of treaties"
    rank = models.Source.Rank.DEPOSITARY
    read = PUBLISHED.isoformat()


class TreatyFactory(DjangoModelFactory):
    """A treaty that asks what the Convention on Cluster Munitions asks, and that nobody has joined."""

    class Meta:
        model = models.Treaty

    key = factory.Sequence("treaty-{}".format)
    order = factory.Sequence(lambda n: 100 + n)
    abbreviation = factory.SelfAttribute("key")
    titles = factory.LazyAttribute(lambda treaty: {"en": treaty.key})
    short_titles = factory.SelfAttribute("titles")
    adopted_date = date(2008, 5, 30)
    adopted_at = "Dublin"
    depositary = "Secretary-General of the United Nations"
    rules = factory.LazyFunction(lambda: models.Treaty.objects.get(pk="ccm").rules)
    as_of = PUBLISHED.isoformat()
    source = factory.SubFactory(SourceFactory)


class TreatyActionFactory(DjangoModelFactory):
    """Says its treaty, its State's ISO code (state_id), its kind and its date."""

    class Meta:
        model = models.TreatyAction

    date_given = factory.LazyAttribute(lambda action: action.action_date.isoformat())
    recorded_date = PUBLISHED
    source = factory.SelfAttribute("treaty.source")


class RollCallFactory(DjangoModelFactory):
    """A plenary vote on a new resolution about `treaty`, without votes yet."""

    class Meta:
        model = models.RollCall

    class Params:
        treaty = None

    resolution = factory.LazyAttributeSequence(
        lambda call, n: models.Resolution.objects.create(
            symbol=f"A/RES/99/{n}", treaty=call.treaty, title="Implementation"
        )
    )
    body = models.RollCall.Body.PLENARY
    year = factory.LazyAttribute(lambda call: call.vote_date.year)
    vote_date = date(2019, 12, 12)
    yes_total = 0
    no_total = 0
    abstain_total = 0
    source = factory.SelfAttribute("treaty.source")


class VoteFactory(DjangoModelFactory):
    class Meta:
        model = models.Vote

    choice = models.Vote.Choice.YES
