"""What a meeting's page, a month of the calendar, a meeting's calendar file and a person's feed cost: processor time.

    .venv/bin/python benchmarks/forums.py

Asked for through the server as its users start it, as benchmarks/workshops.py does, beside the same figures of Indico
and pretix. The meeting has 30 States, eight sessions and three side events.
"""

import argparse
import tempfile
from pathlib import Path

import servers
from workshops import cost, prepared, tell

RESULT = Path(__file__).parent / "results" / "forums.json"
# Runs on the desk's own folder; tells the session of a coordinator, the meeting's key and the secret of the feed.
WORK = """
import sys, json, django
from datetime import time, timedelta
sys.path.insert(0, sys.argv[1])
django.setup()
from django.db import transaction
from django.test import Client
from django.utils import timezone
from tests.access import cast
from tests.factories import events as make
from accede.access.models import Campaign
from accede.meetings.actions.forums import take_part
from accede.record.meetings import actions, session_actions
from accede.record.meetings.models import Meeting
from accede.record.models import State
from accede.reminders.actions import open_feed
person = cast.coordinator_a()
acting = {"campaign": Campaign.objects.get(pk="ccm"), **make.acting()}
first = timezone.localdate() + timedelta(days=20)
with transaction.atomic():
    meeting = actions.add_meeting(
        name="Meeting of States Parties", language="en", kind=Meeting.Kind.STATES_PARTIES, begins=first.isoformat(),
        ends=(first + timedelta(days=3)).isoformat(), place="Geneva", zone="Europe/Zurich", **acting,
    )
    actions.set_attendance(meeting=meeting, states=State.objects.all()[:30], **acting)
    for day in range(4):
        for begins, ends in ((10, 13), (15, 18)):
            session_actions.add_session(
                meeting=meeting, day=first + timedelta(days=day), begins=time(begins), ends=time(ends), **acting
            )
    for number in range(3):
        make.event(f"Side event {number}", meeting=meeting, day=first, our_people=[person])
    take_part(meeting=meeting, person=person, **acting)
    feed = open_feed(person=person, by=cast.viewer_of(person), at=timezone.now())
session = cast.sign_in(Client(), person).cookies["sessionid"].value
print(json.dumps([session, meeting.pk, feed, f"{first:%Y-%m}"]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=200, help="how many of each page")
    requests = parser.parse_args().requests
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        session, key, feed, month = prepared(folder, WORK)
        desk = "/en/desk/ccm/meetings"
        asked = {
            "a month of the calendar": f"{desk}/calendar/?month={month}",
            "meeting's page, 30 States": f"{desk}/{key}/",
            "calendar file, eight sessions": f"{desk}/{key}/meeting.ics",
            "a person's feed": f"/calendar/{feed}.ics",
        }
        with servers.accede(folder) as server:
            ours = {what: cost(server, path, session, requests) for what, path in asked.items()}
    tell(ours, RESULT)


if __name__ == "__main__":
    main()
