"""What is done in the background: send what somebody has just let go."""

from django.utils import timezone
from django_tasks import task

from accede.outbox import sending, transport
from accede.outbox.models import Message


@task()
def send_approved() -> int:
    """How many were sent. Claims and marks each message in a transaction of its own; so it may be done twice."""
    return sending.send_approved(clock=timezone.now).sent


def send_soon(message: Message) -> None:
    """Where somebody has let it go, and there is a way for mail to leave: at once, and not with the next round."""
    if message.state == Message.State.APPROVED and transport.is_set():
        send_approved.enqueue()
