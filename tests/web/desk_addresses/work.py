"""The daily work with States: exchanges, follow-ups, promises, contacts."""

from datetime import date

from django.utils import timezone
from tests.access import cast
from tests.web.roles import CAMPAIGN, CONTRIBUTORS, COORDINATION, Address, answers, deed, reading, writing

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.outreach import actions
from accede.outreach.actions import NextStep, Promise
from accede.outreach.models import Contact, Exchange, Pledge
from accede.record.models import State

# Bilateral notes are for those who run the campaign; who asks for one that they may not see learns nothing.
READERS = COORDINATION
LOGGERS = CONTRIBUTORS - {"icrc_partner"}


def _logged():
    """An exchange of coordinators and support unit, with a promise and a next step."""
    coordinator = cast.coordinator_a()
    return actions.log_exchange(
        campaign=Campaign.objects.get(pk=CAMPAIGN),
        confidentiality=Confidentiality.COORDINATORS_AND_ISU,
        state=State.objects.get(pk="KEN"),
        held_on=date(2026, 3, 3),
        level=Exchange.Level.AMBASSADOR,
        said="The Attorney General has the file",
        pledges=[Promise(side=Pledge.Side.STATE, text="An answer")],
        follow_ups=[NextStep(what="Ask again", assignee=coordinator)],
        by=cast.viewer_of(coordinator),
        at=timezone.now(),
    )


def _contact():
    return actions.add_contact(
        campaign=Campaign.objects.get(pk=CAMPAIGN),
        state=State.objects.get(pk="KEN"),
        confidentiality=Confidentiality.COORDINATORS_AND_ISU,
        place=Contact.Place.GENEVA,
        name="A First Secretary",
        by=cast.viewer_of(cast.coordinator_a()),
        at=timezone.now(),
    )


def _follow_up():
    return [CAMPAIGN, _logged().follow_ups.unguarded(because="the test takes its number").get().pk]


def _pledge():
    return [CAMPAIGN, _logged().pledges.unguarded(because="the test takes its number").get().pk]


def _unseen(allowed, *, granted):
    """Of a record that others may not see: they are told that there is none."""
    return answers(allowed, granted=granted, refused=404) | dict.fromkeys(
        ("nobody", "former_coordinator"), 403
    )


def _page(arguments):
    return Address(get=_unseen(READERS, granted=200), arguments=arguments)


def _form(arguments):
    return Address(get=_unseen(READERS, granted=200), post=_unseen(READERS, granted=400), arguments=arguments)


def _deed(arguments, *, granted):
    return Address(
        get=dict.fromkeys(["public", *cast.CAST], 405),
        post=_unseen(READERS, granted=granted),
        arguments=arguments,
    )


ADDRESSES = {
    "desk-exchanges": reading(),
    "desk-exchange-new": writing(LOGGERS),
    "desk-exchange": _page(lambda: [CAMPAIGN, _logged().pk]),
    "desk-exchange-edit": _form(lambda: [CAMPAIGN, _logged().pk]),
    "desk-exchange-pledge": _deed(lambda: [CAMPAIGN, _logged().pk], granted=400),
    "desk-follow-ups": reading(),
    "desk-follow-up-new": writing(CONTRIBUTORS),
    "desk-follow-up-done": _form(_follow_up),
    "desk-follow-up-postpone": _form(_follow_up),
    "desk-follow-up-reopen": _deed(_follow_up, granted=302),
    "desk-pledge-settle": _form(_pledge),
    "desk-contacts": reading(),
    "desk-contact-new": writing(CONTRIBUTORS),
    "desk-contact-table": writing(CONTRIBUTORS),
    "desk-contact-template": reading(),
    "desk-contact-table-undo": deed(CONTRIBUTORS, granted=400, arguments=lambda: [CAMPAIGN]),
    "desk-contact": _page(lambda: [CAMPAIGN, _contact().pk]),
    "desk-contact-edit": _form(lambda: [CAMPAIGN, _contact().pk]),
    "desk-contact-leave": _deed(lambda: [CAMPAIGN, _contact().pk], granted=400),
    "desk-contact-merge": _deed(lambda: [CAMPAIGN, _contact().pk, _contact().pk], granted=302),
}
