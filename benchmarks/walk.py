"""Every page that lists something, on the desk and outside it, and the API's lists: how many questions each asks of the
database, and what it costs in processor time within this process. benchmarks/growth.py walks it on desks of growing size.

    ACCEDE_DATA_DIR=/a/grown/desk .venv/bin/python benchmarks/walk.py SESSION
"""

import gc
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
TREATY, STATE = "ccm", "cyp"
# What an address takes besides the campaign; addresses that name one record are no lists, but for these.
KNOWN = {"key": TREATY, "iso3": STATE, "campaign": TREATY, "symbol": "INV/1"}
RECORDS = (
    "desk-state",
    "desk-approach",
    "desk-story",
    "desk-state-laws",
    "desk-toolkit-state",
    "desk-pathway",
)
PUBLIC = ("treaty", "status", "targets", "votes", "materials", "state")
# Forms, files and what is made for one record at a time.
NO_LIST = ("new", "import", "template", "download", "next", "edit", "own-table")
# With what is asked for that a list answers best, and worst.
ALSO = {
    "desk-exchanges, second page": "/en/desk/ccm/exchanges/?page=2",
    "desk-exchanges, last page": "/en/desk/ccm/exchanges/?page=9999",
    "desk-exchanges, of one State": "/en/desk/ccm/exchanges/?state=CYP",
    "desk-follow-ups, of everybody": "/en/desk/ccm/follow-ups/?who=all",
    "desk-search, for a word": "/en/desk/ccm/search/?q=clearance",
    "desk-audit, last page": "/en/desk/audit/?page=99999",
    "treaties, of one kind": "/en/treaties/?q=invented",
}


def addresses() -> dict[str, str]:
    """Name of a page to its address."""
    from django.urls import URLPattern, get_resolver, reverse  # noqa: PLC0415

    def below(patterns: Any, takes: frozenset[str], prefix: str) -> Any:
        for pattern in patterns:
            own = takes | frozenset(pattern.pattern.converters)
            if isinstance(pattern, URLPattern):
                yield f"{prefix}{pattern.name}", own
            else:
                namespace = getattr(pattern, "namespace", None)
                yield from below(pattern.url_patterns, own, f"{namespace}:" if namespace else prefix)

    found = {}
    for name, takes in below(get_resolver().url_patterns, frozenset(), ""):
        is_desk, is_api = name.startswith("desk"), name.startswith("api:")
        if name.startswith("desk-") and name.removeprefix("desk-").split("-")[-1] in NO_LIST:
            continue
        allowed = (
            takes <= {"campaign"} or name in RECORDS or name in PUBLIC or (is_api and takes <= KNOWN.keys())
        )
        if allowed and (is_desk or is_api or name in (*PUBLIC, "treaties", "states", "methods")):
            found[name] = reverse(name, kwargs={each: KNOWN[each] for each in takes})
    return found | ALSO


def walk(session: str, *, times: int = 3, only: str = "") -> dict[str, dict[str, Any]]:
    """What each address is answered, with how many questions, and the least CPU milliseconds of some times."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    gc.collect()
    gc.freeze()  # as the server does, whose garbage is that of its requests alone
    client = Client(headers={"accept-encoding": "gzip", "host": "localhost"})
    client.cookies["sessionid"] = session
    told = {}
    for name, path in addresses().items():
        if only and only not in name.split(",")[0].split("-"):
            continue
        if client.get(path).status_code != 200:  # it loads besides what is loaded once
            continue
        with CaptureQueriesContext(connection) as asked:
            # What is public is kept: asked for a day of its own, it is made anew.
            answer = client.get(
                path if name.startswith("desk") else f"{path}{'&' if '?' in path else '?'}on=2026-09-30"
            )
        told_queries = list(asked.captured_queries)
        body = b"".join(answer) if answer.streaming else answer.content
        costs = []
        for number in range(times):
            fresh = (
                path
                if name.startswith("desk")
                else f"{path}{'&' if '?' in path else '?'}on=2026-10-0{number + 1}"
            )
            began = time.process_time()
            client.get(fresh)
            costs.append((time.process_time() - began) * 1000)
        print(f"{min(costs):9.1f} ms {len(told_queries):5}  {name}", file=sys.stderr)
        slow = sorted(told_queries, key=lambda each: -float(each["time"]))[:3]
        told[name] = {
            "address": path,
            "queries": len(told_queries),
            "CPU ms": round(min(costs), 1),
            "bytes": len(body),
            "slowest": [(float(each["time"]), each["sql"][:300]) for each in slow],
        }
    return told


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "accede.project.settings"
    sys.path.insert(0, str(PROJECT / "src"))
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("collectstatic", verbosity=0, interactive=False)
    print(json.dumps(walk(sys.argv[1], times=int(os.environ.get("TIMES", "3")), only="".join(sys.argv[2:]))))


if __name__ == "__main__":
    main()
