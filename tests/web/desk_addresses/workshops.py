"""Workshops: for those who run the campaign."""

from tests.factories import workshops as make
from tests.web.roles import CAMPAIGN, COORDINATION, Address, answers, deed, reading, writing

from accede.meetings.models import Delegation


def _workshop():
    """One that is on, with a delegation that comes and a letter for its visa to be made."""
    found = make.workshop(in_days=0)
    delegation = make.invited(found, "KEN")[0]
    make.coming(delegation, "Amina Wanjiru", needs={"visa": True, "diet": "no nuts"})
    return [CAMPAIGN, found.pk]


def _state():
    return [*_workshop(), "ken"]


def _person():
    arguments = _workshop()
    row = Delegation.objects.unguarded(because="a test").get(workshop=arguments[1])
    return [*arguments, make.people_of(row)[0].pk]


ADDRESSES = {
    "desk-workshops": reading(COORDINATION),
    "desk-workshop-new": writing(COORDINATION),
    "desk-workshop": reading(COORDINATION, arguments=_workshop),
    "desk-workshop-edit": writing(COORDINATION, arguments=_workshop),
    "desk-workshop-decide": deed(COORDINATION, granted=400, arguments=_workshop),
    "desk-workshop-programme": writing(COORDINATION, arguments=_workshop),
    "desk-workshop-invite": writing(COORDINATION, arguments=_workshop),
    "desk-workshop-letters": writing(COORDINATION, arguments=_workshop),
    "desk-workshop-mail": writing(COORDINATION, arguments=_workshop),
    "desk-workshop-delegation": reading(COORDINATION, arguments=_state),
    "desk-workshop-delegation-decide": deed(COORDINATION, granted=400, arguments=_state),
    "desk-workshop-enter": writing(COORDINATION, arguments=_state),
    "desk-workshop-participants": reading(COORDINATION, arguments=_workshop),
    "desk-workshop-guest": writing(COORDINATION, arguments=_workshop),
    "desk-workshop-table": writing(COORDINATION, arguments=_workshop),
    "desk-workshop-visa": writing(COORDINATION, arguments=_person),
    "desk-workshop-file": reading(COORDINATION, arguments=lambda: [*_workshop(), "participants", "csv"]),
    # Without saying who signs in, there is nobody of that number.
    "desk-workshop-sign-in": Address(
        get=answers(COORDINATION), post=answers(COORDINATION, granted=404), arguments=_workshop
    ),
    "desk-workshop-worker": reading(COORDINATION, arguments=_workshop),
    "desk-workshop-outcome": writing(COORDINATION, arguments=_workshop),
    "desk-workshop-evaluation": writing(COORDINATION, arguments=_workshop),
}
