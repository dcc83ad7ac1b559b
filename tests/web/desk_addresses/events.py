"""Side events, speaking slots, places at treaty events."""

from tests.access import cast
from tests.factories import events as meetings
from tests.web.roles import CAMPAIGN, CONTRIBUTORS, COORDINATION, Address, answers, reading, writing

from accede.access.roles import Confidentiality
from accede.meetings.actions import events

# Cleared for coordinators and support unit only: of others it is told that there is none.
_OUTSIDE = dict.fromkeys(("nobody", "former_coordinator"), 403)


def _event(**more):
    made = meetings.event(confidentiality=Confidentiality.COORDINATORS_AND_ISU, **more)
    return [CAMPAIGN, made.pk]


def _held():
    made = meetings.held(confidentiality=Confidentiality.COORDINATORS_AND_ISU)
    return [CAMPAIGN, made.pk]


def _with_a_file():
    (_campaign, number) = _event()
    event = events.Event.objects.unguarded(because="the test takes it").get(pk=number)
    events.put_note(event=event, name="note.pdf", content=b"%PDF-1.7\n%%EOF", **meetings.acting())
    return [CAMPAIGN, number]


def _kept(arguments, *, post=None):
    return Address(
        get=answers(COORDINATION, refused=404) | _OUTSIDE,
        post=answers(COORDINATION, granted=post, refused=404) | _OUTSIDE if post else None,
        arguments=arguments,
    )


def _deed(arguments, *, granted):
    return Address(
        get=dict.fromkeys(["public", *cast.CAST], 405),
        post=answers(COORDINATION, granted=granted, refused=404) | _OUTSIDE,
        arguments=arguments,
    )


ADDRESSES = {
    "desk-events": reading(),
    "desk-event-new": writing(CONTRIBUTORS),
    "desk-event": _kept(_event),
    "desk-event-edit": _kept(_event, post=400),
    "desk-event-move": _deed(_event, granted=400),
    # A list without a tick is one.
    "desk-event-guests": _kept(_held, post=302),
    "desk-event-note": _kept(_event, post=400),
    "desk-event-note-off": _deed(_with_a_file, granted=302),
    "desk-event-file": _kept(_with_a_file),
}
