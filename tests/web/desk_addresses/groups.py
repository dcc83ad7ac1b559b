"""Working groups: open to all who hold a role; what is in them is confidential, and written by those who run the campaign."""

from datetime import timedelta

from django.utils import timezone
from tests.access import cast
from tests.factories import meetings as make
from tests.web.roles import CAMPAIGN, CONTRIBUTORS, COORDINATION, Address, answers, reading, writing

from accede.meetings.actions import sittings
from accede.meetings.actions.action_items import Step
from accede.meetings.actions.sittings import Called

WITHOUT = ("nobody", "former_coordinator")


def _unseen(allowed, *, granted, seen=CONTRIBUTORS):
    """Who does not see the record is told that there is none; who sees it and may not, that the role does not allow it."""
    told = answers(allowed, granted=granted, refused=403)
    return told | {
        name: 404 for name in told if name not in seen and name not in WITHOUT and name != "public"
    }


def _by():
    return {"by": cast.viewer_of(cast.coordinator_a()), "at": timezone.now()}


def _group():
    return [CAMPAIGN, make.group().pk]


def _sat():
    day = timezone.localdate() - timedelta(days=1)
    return sittings.convene(group=make.group(), called=Called(day=day), agenda=["Reports"], **_by())


def _sitting():
    return [CAMPAIGN, _sat().pk]


def _minute():
    step = Step(what="Write to capitals", person=cast.coordinator_a())
    return sittings.write_minute(sitting=_sat(), text="Heard", steps=[step], **_by())


def _step():
    return [CAMPAIGN, _minute().action_items.unguarded(because="the test takes its number").get().pk]


def _item():
    return [CAMPAIGN, _sat().agenda.unguarded(because="the test takes its number").get().pk]


def _paper():
    paper = sittings.add_paper(
        sitting=_sat(), title="A paper", file_name="paper.txt", content=b"What lies before us", **_by()
    )
    return [CAMPAIGN, paper.pk]


def _member():
    return [CAMPAIGN, make.member().pk]


def _form(arguments, *, allowed=COORDINATION, **more):
    return Address(
        get=_unseen(allowed, granted=200, **more),
        post=_unseen(allowed, granted=400, **more),
        arguments=arguments,
    )


def _deed(arguments, *, granted=302, allowed=COORDINATION):
    return Address(
        get=dict.fromkeys(["public", *cast.CAST], 405),
        post=_unseen(allowed, granted=granted),
        arguments=arguments,
    )


ADDRESSES = {
    "desk-groups": reading(),
    "desk-group-new": writing(COORDINATION),
    "desk-group": reading(arguments=_group),
    "desk-group-edit": writing(COORDINATION, arguments=_group),
    "desk-member-new": writing(COORDINATION, arguments=_group),
    "desk-member": _form(_member),
    "desk-convene": writing(COORDINATION, arguments=_group),
    "desk-action-items": reading(),
    "desk-action-item": _form(_step),
    "desk-action-item-done": _form(_step),
    "desk-action-item-reopen": _deed(_step),
    "desk-action-item-new": writing(COORDINATION, arguments=_sitting),
    "desk-sitting": Address(get=_unseen(CONTRIBUTORS, granted=200), arguments=_sitting),
    "desk-sitting-edit": _form(_sitting),
    "desk-sitting-decide": _deed(_sitting),
    "desk-sitting-invite": _deed(_sitting),
    # A form without a single tick says that no member was there.
    "desk-sitting-present": Address(
        get=_unseen(COORDINATION, granted=200), post=_unseen(COORDINATION, granted=302), arguments=_sitting
    ),
    "desk-agenda-item-new": writing(COORDINATION, arguments=_sitting),
    "desk-agenda-item": _form(_item),
    "desk-group-paper-new": writing(CONTRIBUTORS, arguments=_sitting),
    "desk-group-paper": Address(get=_unseen(CONTRIBUTORS, granted=200), arguments=_paper),
    "desk-group-paper-remove": _deed(_paper),
    "desk-minute-new": writing(COORDINATION, arguments=_sitting),
    "desk-minute": _form(lambda: [CAMPAIGN, _minute().pk]),
}
