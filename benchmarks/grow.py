"""Grow a desk to a multiple of today's size, with invented records that say so, always the same with the same seed.

    ACCEDE_DATA_DIR=/a/folder/of/its/own .venv/bin/python benchmarks/grow.py --times 100

It takes a new desk, or makes one; a desk on which there are people is refused, so that nothing invented comes to stand
beside what is real. docs/performance.md says what it holds then. Its last line names the session of a coordinator.
"""

import argparse
import os
import sys
import time
from datetime import date
from pathlib import Path

PROJECT = Path(__file__).parents[1]
UNTIL = date(2026, 11, 29)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=1, help="how many times today's size")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--until", type=date.fromisoformat, default=UNTIL, help="the day on which the desk stands"
    )
    chosen = parser.parse_args()
    if not os.environ.get("ACCEDE_DATA_DIR"):
        sys.exit("Choose a folder of its own with ACCEDE_DATA_DIR: what is made is invented.")
    os.environ["DJANGO_SETTINGS_MODULE"] = "accede.project.settings"
    sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "benchmarks")]
    print(grow(times=chosen.times, seed=chosen.seed, until=chosen.until))


def grow(*, times: int, seed: int, until: date) -> str:
    """The key of a session of the first coordinator of today's campaign."""
    import django  # noqa: PLC0415 -- after the folder is chosen

    django.setup()
    from django.db import connection, transaction  # noqa: PLC0415
    from grown import forums, people, record, rooms, shown, work  # noqa: PLC0415
    from grown.chances import Lot  # noqa: PLC0415
    from grown.writing import Writer  # noqa: PLC0415

    from accede.access.models import Person  # noqa: PLC0415
    from accede.project import first_start, statistics  # noqa: PLC0415
    from accede.record.models import Meeting, State  # noqa: PLC0415

    began = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - began:7.1f} s  {what}", file=sys.stderr)

    first_start.prepare(progress=lambda *_told: None)
    if Person.objects.exists():
        sys.exit("There are people on this desk. Invented records are made on a new one only.")
    tell("the desk is loaded")
    writer, states = Writer(), list(State.objects.order_by("pk").values_list("pk", flat=True))
    lot = Lot(seed, until=until, states=states)
    with transaction.atomic():
        treaties = record.grow(writer, lot, times)
        tell("treaties, actions, votes, meetings")
        campaigns = people.campaigns(writer, treaties, times)
        owners = people.grow(writer, lot, times, campaigns)
        tell("people")
        meetings = list(Meeting.objects.filter(pk__startswith="invented").values_list("pk", flat=True))
        exchanges = work.grow(writer, lot, times, owners, campaigns, meetings=meetings)
        tell("exchanges and what belongs to them")
        rooms.grow(writer, lot, times, owners, campaigns)
        forums.grow(writer, lot, times, owners, campaigns)
        record.bring_in(writer, lot, times, people=owners.everybody)
        shown.grow(writer, lot, owners, campaigns[0])
        tell("the other rooms")
        people.trail(writer, lot, times, owners, exchanges)
        people.releases(writer, lot, times, owners, exchanges)
        tell("the trail")
        writer.finish()
    connection.check_constraints()
    tell("all references hold")
    statistics.refresh()  # as the start of the server and each night do
    return _session(owners.people[campaigns[0]][0])


def _session(number: int) -> str:
    from allauth.mfa.models import Authenticator  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from accede.access.models import Person  # noqa: PLC0415

    person = Person.objects.get(pk=number)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": ""})
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    main()
