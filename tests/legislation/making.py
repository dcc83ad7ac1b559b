"""Rows about Uganda's parliament, made by the actions that people use."""

from datetime import date

from django.utils import timezone
from tests.access import cast

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.legislation.actions import champions, parliaments, proceedings
from accede.legislation.models import Committee, Proceeding
from accede.record.models import Source, State


def acting(name="coordinator_a"):
    return {"by": cast.viewer_of(cast.CAST[name]()), "at": timezone.now()}


def ccm():
    return Campaign.objects.get(pk="ccm")


def state(iso3="UGA"):
    return State.objects.get(pk=iso3)


def source():
    return Source.objects.order_by("pk").first()


def entry(model=Committee, iso3="UGA", **told):
    told = told or {"name": "Committee on Foreign Affairs"}
    row = model(state=state(iso3), source=source(), **told)
    return parliaments.enter(row=row, campaign=ccm(), **acting())


def bill(iso3="UGA", *, confidentiality=Confidentiality.COORDINATORS_AND_ISU, **told):
    wanted = {
        "kind": Proceeding.Kind.RATIFICATION,
        "name": "Ratification Bill",
        "stage": "bill",
        "date_given": "2026-03-02",
        "evidence": "Told by the ministry",
    }
    return proceedings.add_proceeding(
        campaign=ccm(), state=state(iso3), confidentiality=confidentiality, **acting(), **(wanted | told)
    )


def champion(iso3="UGA", *, confidentiality=Confidentiality.COORDINATORS, **told):
    wanted = {
        "name": "Grace Achan",
        "consented_on": date(2026, 3, 1),
        "consented_to": "To be named to partners",
    }
    return champions.add_champion(
        campaign=ccm(), state=state(iso3), confidentiality=confidentiality, **acting(), **(wanted | told)
    )


def pledge(iso3="UGA", *, confidentiality=Confidentiality.COORDINATORS_AND_ISU, **told):
    wanted = {
        "text": "To put the bill on the agenda",
        "made_on": date(2026, 3, 1),
        "by_whom": "Committee on Foreign Affairs",
    }
    return champions.make_parliamentary_pledge(
        campaign=ccm(), state=state(iso3), confidentiality=confidentiality, **acting(), **(wanted | told)
    )
