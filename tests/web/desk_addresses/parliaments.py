"""Parliaments, what is before them, champions and pledges."""

from tests.access import cast
from tests.legislation.making import bill, champion, entry, pledge
from tests.web.roles import (
    ADMINISTRATORS,
    CAMPAIGN,
    CONTRIBUTORS,
    COORDINATION,
    Address,
    answers,
    deed,
    reading,
    writing,
)

from accede.access.roles import Confidentiality


def _uganda(*more):
    return lambda: [CAMPAIGN, "uga", *more]


def _entry():
    return [CAMPAIGN, "committee", entry().pk]


def _bill():
    return [CAMPAIGN, bill(confidentiality=Confidentiality.PARTNERS).pk]


def _step():
    row = bill(confidentiality=Confidentiality.PARTNERS)
    return [CAMPAIGN, row.steps.unguarded(because="made for the matrix").get().pk]


def _champion():
    return [CAMPAIGN, champion(confidentiality=Confidentiality.PARTNERS).pk]


def _pledge():
    return [CAMPAIGN, pledge(confidentiality=Confidentiality.PARTNERS).pk]


def _unseen(granted):
    """Partners see it and may not change it; who may not see it is told that there is none."""
    return answers(COORDINATION, granted=granted) | dict.fromkeys(["observer", *ADMINISTRATORS], 404)


def _changing(arguments, *, get=200, post=400):
    return Address(get=_unseen(get), post=_unseen(post), arguments=arguments)


NO_PAGE = dict.fromkeys(["public", *cast.CAST], 405)

ADDRESSES = {
    "desk-parliaments": reading(),
    "desk-parliament": reading(arguments=_uganda()),
    "desk-parliament-enter": writing(CONTRIBUTORS, arguments=_uganda("period")),
    "desk-parliament-change": writing(CONTRIBUTORS, arguments=_entry),
    "desk-parliament-take-out": deed(CONTRIBUTORS, arguments=_entry),
    "desk-proceeding-new": writing(CONTRIBUTORS, arguments=_uganda()),
    "desk-proceeding": Address(
        get=answers(CONTRIBUTORS) | dict.fromkeys(["observer", *ADMINISTRATORS], 404), arguments=_bill
    ),
    "desk-proceeding-edit": _changing(_bill),
    "desk-proceeding-step": Address(get=NO_PAGE, post=_unseen(400), arguments=_bill),
    "desk-proceeding-take-back": Address(get=NO_PAGE, post=_unseen(400), arguments=_step),  # the only one
    "desk-champion-new": writing(CONTRIBUTORS, arguments=_uganda()),
    "desk-champion-edit": _changing(_champion),
    "desk-champion-remove": _changing(_champion, post=302),
    "desk-parliamentary-pledge-new": writing(CONTRIBUTORS, arguments=_uganda()),
    "desk-parliamentary-pledge-settle": _changing(_pledge),
}
