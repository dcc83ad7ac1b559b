"""Materials, which partners share, and hand-outs, which are for those who run the campaign."""

from tests.access import cast
from tests.toolkit.reading import first, give, guide
from tests.web.roles import CAMPAIGN, CONTRIBUTORS, COORDINATION, Address, answers, reading, writing

HANDING_OUT = CONTRIBUTORS - {"icrc_partner"}
WITHOUT = ("nobody", "former_coordinator")


def _unseen(allowed, *, granted, of=frozenset(), refused=403):
    """Of a record that others may not see they are told that there is none; `of` see it, and may not do this."""
    told = answers(set(allowed), granted=granted, refused=404) | dict.fromkeys(WITHOUT, 403)
    return told | dict.fromkeys(of, refused)


def _material():
    return [CAMPAIGN, guide().pk]


def _version():
    return [CAMPAIGN, first(guide()).pk]


def _hand_out():
    return [CAMPAIGN, give(first(guide()))[0].pk]


NO_POST = dict.fromkeys(["public", *cast.CAST], 405)
PARTNERS = CONTRIBUTORS - COORDINATION
ADDRESSES = {
    "desk-toolkit": reading(),
    "desk-material-new": writing(CONTRIBUTORS),
    "desk-material": Address(get=_unseen(CONTRIBUTORS, granted=200), arguments=_material),
    "desk-material-edit": Address(
        get=_unseen(COORDINATION, granted=200, of=PARTNERS),
        post=_unseen(COORDINATION, granted=400, of=PARTNERS),
        arguments=_material,
    ),
    "desk-material-withdraw": Address(
        get=NO_POST, post=_unseen(COORDINATION, granted=302, of=PARTNERS), arguments=_material
    ),
    "desk-material-version": Address(
        get=answers(CONTRIBUTORS), post=answers(CONTRIBUTORS, granted=400), arguments=_material
    ),
    "desk-version-file": Address(get=_unseen(CONTRIBUTORS, granted=200), arguments=_version),
    "desk-version-withdraw": Address(
        get=NO_POST, post=_unseen(COORDINATION, granted=302, of=PARTNERS), arguments=_version
    ),
    "desk-toolkit-state": reading(arguments=lambda: [CAMPAIGN, "ken"]),
    "desk-hand-outs": reading(),
    "desk-hand-outs-outdated": reading(),
    "desk-hand-out-new": writing(HANDING_OUT),
    "desk-hand-out": Address(get=_unseen(COORDINATION, granted=200), arguments=_hand_out),
    "desk-hand-out-edit": Address(
        get=_unseen(COORDINATION, granted=200), post=_unseen(COORDINATION, granted=400), arguments=_hand_out
    ),
    "desk-hand-out-take-back": Address(
        get=NO_POST, post=_unseen(COORDINATION, granted=302), arguments=_hand_out
    ),
}
