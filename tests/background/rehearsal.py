"""Work to rehearse with: it says that it is there, waits to be let go or killed, and writes in one transaction."""

import os
import time
from pathlib import Path

from django.db import transaction
from django_tasks import TaskContext, task

from accede.background import progress
from accede.record.models import Edition


@task(takes_context=True)
def write_two(context: TaskContext, folder: str) -> str:
    """Two rows, or none. Between them it waits until it is let go."""
    tell = progress.teller(context)
    with transaction.atomic():
        Edition.objects.create(what="rehearsal: the first")
        tell("halfway", 1, 2)
        Path(folder, f"pid-{context.attempt}").write_text(str(os.getpid()))
        while not Path(folder, "go").exists():
            time.sleep(0.05)
        Edition.objects.create(what="rehearsal: the second")
    return "written"


@task
def fail() -> None:
    Edition.objects.create(what="rehearsal: in vain")
    raise ValueError("as rehearsed")
