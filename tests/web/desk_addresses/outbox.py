"""The outbox: for those who run the campaign; an administrator sees whether mail leaves."""

from django.utils import timezone
from tests.access import cast
from tests.web.roles import ADMINISTRATORS, CAMPAIGN, COORDINATION, Address, answers, reading

from accede.access.models import Campaign
from accede.outbox import actions


def _message():
    return actions.put(
        campaign=Campaign.objects.get(pk=CAMPAIGN),
        to=actions.Recipient("mission@mission.example", "Mission of Kenya"),
        language="en",
        subject="Note verbale",
        text="The Mission presents its compliments.",
        attachments=[actions.File("note.pdf", "application/pdf", b"%PDF")],
        room="reporting",
        key="matrix",
        by=cast.viewer_of(cast.coordinator_a()),
        at=timezone.now(),
    )


def _number():
    return [CAMPAIGN, _message().pk]


def _file():
    message = _message()
    return [CAMPAIGN, message.pk, message.attachments.unguarded(because="a test").get().pk]


# Who may not see the message learns no more than that there is none.
UNSEEN = answers(COORDINATION, refused=404) | dict.fromkeys(cast.WITHOUT_A_ROLE, 403)

ADDRESSES = {
    "desk-outbox": reading(COORDINATION | ADMINISTRATORS),
    "desk-message": Address(get=UNSEEN, arguments=_number),
    "desk-message-decide": Address(
        get=dict.fromkeys(["public", *cast.CAST], 405),
        post=UNSEEN | dict.fromkeys(COORDINATION, 400),
        arguments=_number,
    ),
    "desk-message-file": Address(get=UNSEEN, arguments=_file),
}
