"""What a page of a survey costs, and what becomes of 200 who answer at once while the server is killed in the middle.

    .venv/bin/python benchmarks/survey.py

Each page is asked for through the server as its users start it; its processor time is that of all its processes, from
/proc, so Linux only. Beside it stands the figure that LimeSurvey's own users report for opening a survey: 218 ms.
"""

import argparse
import http.client
import json
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import servers

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "src")]

from tests import respondents  # noqa: E402 -- found on the path made above
from tests.desk import Desk  # noqa: E402

LIMESURVEY_MS = 218
AIM_MS = 30
RESULT = Path(__file__).parent / "results" / "survey.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--respondents", type=int, default=200)
    parser.add_argument("--answers", type=int, default=10, help="how many each of them gives")
    parser.add_argument("--requests", type=int, default=300, help="how many of each page")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = Desk(folder)
        started = desk.accede("status", "ccm")
        if started.returncode:
            sys.exit(started.stderr)
        pages = _pages(desk, folder, arguments.requests)
        load = _load(desk, arguments.respondents, arguments.answers)
    told = {"machine": platform.processor() or platform.machine(), "pages": pages, "load": load}
    RESULT.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(told, indent=1, ensure_ascii=False))
    if load["lost_or_doubled"]:
        sys.exit("answers were lost or doubled")


def _pages(desk: Desk, folder: Path, requests: int) -> dict[str, dict[str, float]]:
    one, writer = respondents.prepared(desk, 1)
    with servers.accede(folder) as server:
        cookie = _ask(server.port, f"/en/answer/{one.token}/")

        def get(path: str) -> Callable[[], object]:
            return lambda: _ask(server.port, f"/en/answer/{one.token}/{path}", cookie)

        asked = {
            "overview": get(""),
            "part with what is on record": get("part/process/"),
            "part with the reasons": get("part/why/"),
            "last part": get("part/next/"),
            "a save": lambda: writer.save(server.port),
        }
        return {name: _cost(server, ask, requests) for name, ask in asked.items()}


def _cost(server: servers.Server, ask: Callable[[], object], requests: int) -> dict[str, float]:
    for _each in range(20):  # both processes have their templates by then
        ask()
    before, began = server.cpu_ms(), time.monotonic()
    for _each in range(requests):
        ask()
    return {
        "cpu_ms": round((server.cpu_ms() - before) / requests, 1),
        "wall_ms": round((time.monotonic() - began) * 1000 / requests, 1),
        "limesurvey_ms": LIMESURVEY_MS,
        "aim_ms": AIM_MS,
    }


def _ask(port: int, path: str, cookie: str = "") -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie})
    response = connection.getresponse()
    response.read()
    given = (response.getheader("Set-Cookie") or "").split(";")[0]
    connection.close()
    return given or cookie


def _load(desk: Desk, number: int, answers: int) -> dict[str, object]:
    everybody = respondents.prepared(desk, number // 2)
    began = time.monotonic()
    before = respondents.answer_at_once(desk, everybody, times=answers, seconds=600)
    waits = sorted(wait for each in everybody for wait in each.waits)
    return {
        "respondents": len(everybody),
        "acknowledged_to_each": min(each.acknowledged for each in everybody),
        "acknowledged_before_the_kill": before,
        "asked_again": sum(each.failures for each in everybody),
        "seconds": round(time.monotonic() - began, 1),
        "median_wait_s": round(statistics.median(waits), 2),
        "p95_wait_s": round(waits[int(len(waits) * 0.95)], 2),
        "lost_or_doubled": respondents.lost_or_doubled(desk, everybody),
    }


if __name__ == "__main__":
    main()
