"""People, where they come from, and the roles that they hold."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from accede.access import models
from accede.access.roles import OrganisationKind, Role

BEGAN = date(2024, 1, 1)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organisation

    name = factory.Sequence("Organisation {}".format)
    kind = OrganisationKind.STATE


class PostFactory(DjangoModelFactory):
    """Says its person."""

    class Meta:
        model = models.Post

    organisation = factory.SubFactory(OrganisationFactory)
    title = "Counsellor"
    held_from = BEGAN


class PersonFactory(DjangoModelFactory):
    """Somebody with a post at `post__organisation`, or at one of their own. Holds no role, and has no password."""

    class Meta:
        model = models.Person
        skip_postgeneration_save = True

    name = factory.Sequence("Person {}".format)
    email = factory.Sequence("person-{}@desk.example".format)
    password = "!"
    post = factory.RelatedFactory(PostFactory, factory_related_name="person")


class RoleHeldFactory(DjangoModelFactory):
    """Says its person."""

    class Meta:
        model = models.RoleHeld

    campaign = factory.LazyFunction(lambda: models.Campaign.objects.get(pk="ccm"))
    role = Role.COORDINATOR
    held_from = BEGAN
