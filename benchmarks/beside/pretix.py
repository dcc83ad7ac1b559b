# ruff: noqa: E402 -- theirs is set up first
"""Run by pretix's own interpreter: an event with a hundred tickets and a hundred orders; prints what to ask for."""

import json
import os
import time
from datetime import timedelta
from decimal import Decimal

os.environ["DJANGO_SETTINGS_MODULE"] = "pretix.settings"
import django

django.setup()

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils.timezone import now
from django_scopes import scopes_disabled
from pretix.base.models import Event, Order, OrderPosition, Organizer, Team, TeamAPIToken, User

ROWS = 100

with scopes_disabled():
    organizer = Organizer.objects.create(name="Beside", slug="beside")
    begins = now() + timedelta(days=60)
    event = Event.objects.create(
        organizer=organizer,
        name="Beside",
        slug="event",
        currency="EUR",
        date_from=begins,
        date_to=begins + timedelta(days=3),
        live=True,
        is_public=True,
        plugins="",
    )
    quota = event.quotas.create(name="All", size=1000)
    items = [
        event.items.create(name=f"Ticket {number + 1}", default_price=Decimal(5), position=number)
        for number in range(ROWS)
    ]
    quota.items.set(items)
    channel = organizer.sales_channels.get(identifier="web")
    for number, item in enumerate(items):
        order = Order.objects.create(
            event=event,
            status="p",
            email=f"somebody.{number}@example.org",
            datetime=now(),
            expires=begins,
            total=Decimal(5),
            locale="en",
            code=f"ORD{number:03}",
            sales_channel=channel,
        )
        OrderPosition.objects.create(order=order, item=item, price=Decimal(5), positionid=1)
    person = User.objects.create_superuser("admin@example.org", "beside-beside-beside")
    rights = {
        each.name: True
        for each in Team._meta.fields  # noqa: SLF001
        if each.name.startswith(("can_", "all_"))
    }
    team = Team.objects.create(organizer=organizer, name="All", **rights)
    team.members.add(person)
    token = TeamAPIToken.objects.create(team=team, name="beside").token
    client = Client()
    client.force_login(person)
    session = SessionStore(client.session.session_key)
    session["pretix_auth_login_time"] = session["pretix_auth_last_used"] = int(time.time())
    session["pretix_auth_long_session"] = True
    session.save()

print(
    json.dumps(
        {
            "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
            "authorization": f"Token {token}",
            "paths": {
                "public page": "/beside/event/",
                "list": "/control/event/beside/event/orders/?page_size=100",
                "page of one": "/control/event/beside/event/orders/ORD001/",
                "calendar": "/beside/event/ical/",
                "JSON": "/api/v1/organizers/beside/events/event/orders/?page_size=50",
            },
        }
    )
)
