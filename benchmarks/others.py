"""pretix and pretalx with an event each, as somebody would set them up to try them: for benchmarks/side_by_side.py."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import servers

SHIFT = "from datetime import timedelta; from django.utils import timezone; now = timezone.now()"
PRETIX = f"""
{SHIFT}
from django_scopes import scopes_disabled
from django.test import Client
from pretix.base.models import Organizer, Event, Team, User, Order
from decimal import Decimal
with scopes_disabled():
    organizer, new = Organizer.objects.get_or_create(slug="org", defaults=dict(name="Org"))
    if new:
        event = Event.objects.create(organizer=organizer, slug="event", name="Event", currency="EUR", live=True,
            date_from=now + timedelta(days=30), date_to=now + timedelta(days=32), plugins="", is_public=True)
        event.set_defaults()
        for number in range(5):
            item = event.items.create(name=f"Ticket {{number}}", default_price=Decimal(10))
            event.quotas.create(name=f"Quota {{number}}", size=100).items.add(item)
        user = User.objects.create_superuser("bench@example.org", "bench-password")
        for name in ("all_events", "all_event_permissions", "all_organizer_permissions"):
            pass
        team = Team(organizer=organizer, name="Team")
        for field in team._meta.fields:
            if field.name.startswith(("can_", "all_")):
                setattr(team, field.name, True)
        team.save()
        team.members.add(user)
        for number in range(200):
            Order.objects.create(event=event, email=f"{{number}}@example.org", status="n", datetime=now, total=Decimal(10),
                expires=now + timedelta(days=10), locale="en", code=f"A{{number:04}}",
                sales_channel=organizer.sales_channels.get(identifier="web"))
"""
PRETALX = f"""
{SHIFT}
from django_scopes import scopes_disabled
from pretalx.event.models import Event, Organiser
from pretalx.submission.models import Submission
with scopes_disabled():
    if not Event.objects.filter(slug="event").exists():
        organiser = Organiser.objects.create(name="Org", slug="org")
        event = Event.objects.create(organiser=organiser, slug="event", name="Event", is_public=True, email="a@example.org",
            date_from=now.date() + timedelta(days=30), date_to=now.date() + timedelta(days=32), timezone="UTC",
            locale_array="en", locale="en")
        if hasattr(event, "build_initial_data"):
            event.build_initial_data()
        room = event.rooms.create(name="Room")
        kind = event.submission_types.first()
        for number in range(100):
            talk = Submission.objects.create(event=event, title=f"Talk {{number}}", submission_type=kind, state="confirmed")
            slot, _made = event.wip_schedule.talks.get_or_create(submission=talk)
            slot.room, slot.is_visible = room, True
            slot.start = event.datetime_from + timedelta(minutes=10 * number)
            slot.end = slot.start + timedelta(minutes=10)
            slot.save()
        event.release_schedule("1")
"""
PAGES = {
    "pretix": {
        "public page": "/org/event/",
        "calendar feed": "/org/event/ical/",
        "list of 25 rows": "/control/event/org/event/orders/",
    },
    "pretalx": {
        "public page": "/event/",
        "list of 100 rows": "/event/schedule/",
        "calendar feed": "/event/schedule/export/schedule.ics",
        "JSON": "/event/schedule/export/schedule.json",
    },
}


@contextlib.contextmanager
def serving(name: str, python: Path, folder: Path) -> Iterator[servers.Server]:
    """The program of that environment, on a folder that is made once: to set it up takes minutes."""
    environment = _environment(name, folder)
    if not (folder / "ready").exists():
        for command in (["migrate"], ["collectstatic", "--noinput"]):
            _run(python, ["-m", name, *command], environment, folder)
        setting = {"pretix": "pretix.settings", "pretalx": "pretalx.settings"}[name]
        start = f"import os; os.environ.setdefault('DJANGO_SETTINGS_MODULE', '{setting}'); import django; django.setup()\n"
        _run(python, ["-c", start + {"pretix": PRETIX, "pretalx": PRETALX}[name]], environment, folder)
        (folder / "ready").touch()
    with servers.gunicorn(python.parent / "gunicorn", f"{name}.wsgi", environment) as server:
        yield server


def _environment(name: str, folder: Path) -> dict[str, str]:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    database = f"backend=sqlite3\nname={folder}/data/db.sqlite3\n"
    configuration = folder / f"{name}.cfg"
    configuration.write_text(
        f"[pretix]\nurl=http://localhost\ndatadir={folder}/data\n[database]\n{database}[django]\nsecret=of-no-use\n"
        if name == "pretix"
        else f"[filesystem]\ndata={folder}/data\n[site]\nurl=http://localhost\nsecret=of-no-use\n[database]\n{database}"
    )
    return {f"{name.upper()}_CONFIG_FILE": str(configuration)}


def _run(python: Path, command: list[str], environment: dict[str, str], folder: Path) -> None:
    with (folder / "log").open("ab") as log:
        subprocess.run(
            [str(python), *command],
            env=os.environ | environment,
            cwd=folder,
            check=True,
            stdout=log,
            stderr=log,
        )
