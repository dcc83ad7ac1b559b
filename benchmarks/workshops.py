"""What a workshop's page and its list of 500 participants cost: processor time of a request.

    .venv/bin/python benchmarks/workshops.py

Each page is asked for through the server as its users start it; its processor time is that of all its processes, from
/proc, so Linux only. Beside it stand the figures of Indico's and pretix' event page and calendar file, measured before on
a machine of this kind with their own servers; they are not measured again here.
"""

import argparse
import http.client
import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import servers

PROJECT = Path(__file__).parents[1]
RESULT = Path(__file__).parent / "results" / "workshops.json"
PARTICIPANTS = 500
THEIRS = {
    "Indico": {"event page": 67, "calendar file": 44},
    "pretix": {"event page": 31, "calendar file": 4.6},
}
AIMS = {"page": 25, "calendar file": 5}
# Runs on the desk's own folder; tells the session of a coordinator, the workshop's number, and a link.
WORK = f"""
import sys, json, django
sys.path.insert(0, sys.argv[1])
django.setup()
from django.db import transaction
from django.test import Client
from django.utils import timezone
from tests.access import cast
from tests.factories import workshops as make
from accede.meetings.models import Participant
from accede.meetings.workshop_rules import CLASS, delegates
from accede.record.models import State
person = cast.coordinator_a()
with transaction.atomic():
    found = make.workshop(places={PARTICIPANTS}, most=10)
    codes = list(State.objects.values_list("pk", flat=True)[:50])
    rows = make.invited(found, *codes)
    for row in rows:
        make.coming(row, "Amina Wanjiru", needs={{"diet": "no nuts", "visa": True}}) if row == rows[0] else None
    type(rows[0]).objects.unguarded(because="a benchmark").filter(workshop=found).update(
        reply="accepted", replied_at=timezone.now()
    )
    for place in range({PARTICIPANTS} - 1):
        Participant(
            workshop=found, delegation=rows[place % 50], name=f"Participant {{place}} Wanjiru Otieno",
            post="Legal adviser, Ministry of Foreign Affairs", email=f"p{{place}}@example.org",
            standing="approved", registered_at=timezone.now(), campaign=found.campaign, owner=delegates(), **CLASS,
        ).save()
    token = make.link(rows[0])
session = cast.sign_in(Client(), person).cookies["sessionid"].value
print(json.dumps([session, found.pk, token]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=200, help="how many of each page")
    requests = parser.parse_args().requests
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        session, number, token = prepared(folder, WORK)
        desk = f"/en/desk/ccm/workshops/{number}"
        asked = {
            "workshop's page, 50 States": f"{desk}/",
            "list of 500 participants, 40 on a page": f"{desk}/participants/",
            "list, last page": f"{desk}/participants/?page=13",
            "invitation by its link": f"/en/register/{token}/",
            "calendar file": f"/en/register/{token}/workshop.ics",
        }
        with servers.accede(folder) as server:
            ours = {what: cost(server, path, session, requests) for what, path in asked.items()}
    tell(ours, RESULT)


def tell(ours: dict[str, float], result: Path) -> None:
    """Milliseconds by page, beside aims and others: printed, and kept in the file."""
    told = {
        "machine": platform.processor() or platform.machine(),
        "cpu_ms": ours,
        "aims_cpu_ms": AIMS,
        "others_cpu_ms": THEIRS,
    }
    text = json.dumps(told, indent=1, ensure_ascii=False)
    result.write_text(text + "\n", encoding="utf-8")
    print(text)


def prepared(folder: Path, work: str) -> list[str]:
    """Start a desk in the folder and do the work on it; gives back what that prints."""
    environment = servers.own_environment(folder) | {"DJANGO_SETTINGS_MODULE": "accede.project.settings"}
    subprocess.run(
        [sys.executable, "-m", "accede", "status", "ccm"],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    done = subprocess.run(
        [sys.executable, "-c", work, str(PROJECT)],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: list[str] = json.loads(done.stdout)
    return found


def cost(server: servers.Server, path: str, session: str, requests: int) -> float:
    """In milliseconds, once both processes have their templates."""
    cookie = f"sessionid={session}"
    for _each in range(20):
        _ask(server.port, path, cookie)
    before = server.cpu_ms()
    for _each in range(requests):
        _ask(server.port, path, cookie)
    return round((server.cpu_ms() - before) / requests, 1)


def _ask(port: int, path: str, cookie: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    assert response.status == 200, (path, response.status, content[:200])


if __name__ == "__main__":
    main()
