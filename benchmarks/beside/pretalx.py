# ruff: noqa: E402, S106 -- theirs is set up first; nobody else has the word
"""Run by pretalx's own interpreter: a conference with a hundred talks in its schedule; prints what to ask for."""

import json
import os
from datetime import timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "pretalx.settings"
import django

django.setup()

from django.conf import settings
from django.test import Client
from django.utils.timezone import now
from django_scopes import scope, scopes_disabled
from pretalx.event.domain.event import create_event
from pretalx.event.domain.organiser import create_organiser_with_team
from pretalx.person.models import User
from pretalx.schedule.models import Room, TalkSlot
from pretalx.submission.models import Submission

ROWS = 100

with scopes_disabled():
    person = User.objects.create_user(
        email="admin@example.org", password="beside-beside-beside", name="Admin"
    )
    person.is_administrator = True
    person.save()
    organiser, team = create_organiser_with_team(name="Beside", slug="beside", users=[person])
    begins = now() + timedelta(days=60)
    event = create_event(
        organiser=organiser,
        locales=["en"],
        name="Beside",
        slug="event",
        is_public=True,
        date_from=begins.date(),
        date_to=begins.date() + timedelta(days=2),
        timezone="UTC",
        email="beside@example.org",
        locale="en",
    )
    team.all_events = True
    team.can_change_submissions = True
    team.save()
with scope(event=event):
    rooms = [Room.objects.create(event=event, name=f"Room {number}") for number in range(4)]
    kind = event.cfp.default_type
    for number in range(ROWS):
        talk = Submission.objects.create(
            event=event,
            title=f"Talk {number + 1}",
            submission_type=kind,
            state="confirmed",
            abstract="About it.",
        )
        day, hour = divmod(number // 4, 9)
        slot_begins = event.datetime_from + timedelta(days=day, hours=9 + hour)
        TalkSlot.objects.update_or_create(
            submission=talk,
            schedule=event.wip_schedule,
            defaults={
                "room": rooms[number % 4],
                "start": slot_begins,
                "end": slot_begins + timedelta(minutes=30),
                "is_visible": True,
            },
        )
    try:
        from pretalx.schedule.domain.release import freeze_schedule

        freeze_schedule(event.wip_schedule, name="1", user=person, notify_speakers=False)
    except ImportError:
        event.wip_schedule.freeze("1", user=person, notify_speakers=False)
    code = event.submissions.first().code
client = Client()
client.force_login(person)
print(
    json.dumps(
        {
            "cookie": f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}",
            "paths": {
                "public page": "/event/schedule/",
                "list": "/orga/event/event/submissions/?page_size=100",
                "page of one": f"/event/talk/{code}/",
                "calendar": "/event/schedule.ics",
                "JSON": "/event/schedule.json",
            },
        }
    )
)
