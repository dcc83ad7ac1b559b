"""What is done in the background: send what is due."""

from django.utils import timezone
from django_tasks import task

from accede.webhooks import sending


@task()
def send_due() -> int:
    """How many were taken. Claims and marks each in a transaction of its own; so it may be done twice."""
    return sending.send_due(clock=timezone.now).delivered
