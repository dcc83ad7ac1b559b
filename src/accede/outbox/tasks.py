"""What is done in the background: send what somebody has just let go."""

from django.utils import timezone
from django_tasks import task

from accede.outbox import sending


@task()
def send_approved() -> int:
    """How many were sent. Claims and marks each message in a transaction of its own; so it may be done twice."""
    return sending.send_approved(clock=timezone.now).sent
