"""How questions, processor time and memory of every list grow with the desk: grown to 1, 10 and 100 times today's size.

    .venv/bin/python benchmarks/growth.py

Each desk is walked in one process, and then through its server, whose memory is read before and after. Takes some
minutes and two gigabytes of a temporary folder, writes benchmarks/results/growth.json, and draws
docs/images/growth.svg from it; --draw only draws. docs/performance.md says what the desks hold.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from math import log10
from pathlib import Path
from typing import Any

import pages
import servers

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "growth.json"
PICTURE = HERE.parent / "docs" / "images" / "growth.svg"
AIM = 100  # CPU milliseconds
WIDTH, HEIGHT, LEFT, TOP = 720, 420, 60, 20
INNER_WIDTH, INNER_HEIGHT = WIDTH - LEFT - 200, HEIGHT - TOP - 50
TOLD = 8  # so many curves have their name beside them
ROUNDS = 4  # through all pages of the server, so that each of its workers has made each of them


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--folder", type=Path, help="where the desks are grown, and kept for the next run")
    parser.add_argument("--draw", action="store_true", help="only draw what was measured")
    chosen = parser.parse_args()
    if not chosen.draw:
        measure(chosen.times, chosen.folder)
    PICTURE.write_text(drawn(json.loads(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")


def measure(sizes: list[int], folder: Path | None) -> None:
    load_before = os.getloadavg()
    with tempfile.TemporaryDirectory(prefix="accede-benchmark-") as name:
        found = {str(times): _walked((folder or Path(name)) / str(times), times) for times in sizes}
    walked = {times: pages for times, (pages, _memory) in found.items()}
    memory = {times: share for times, (_pages, share) in found.items()}
    RESULTS.write_text(json.dumps(told(walked, memory, load_before), indent=1) + "\n", encoding="utf-8")


def told(
    walked: dict[str, Any], memory: dict[str, Any], load_before: tuple[float, float, float]
) -> dict[str, Any]:
    named = ("queries", "CPU ms")
    return {
        "memory MB": memory,
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": pages.machine() | {"load before": load_before, "load after": os.getloadavg()},
        "walked": {
            times: {page: {each: row[each] for each in named} for page, row in found.items()}
            for times, found in walked.items()
        },
    }


def _walked(folder: Path, times: int) -> tuple[dict[str, Any], dict[str, list[float]]]:
    environment = servers.own_environment(folder)
    told = folder / "session"
    if not told.exists():
        grown = [sys.executable, str(HERE / "grow.py"), "--times", str(times)]
        done = subprocess.run(grown, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        told.write_text(done.stdout, encoding="utf-8")
    key = told.read_text(encoding="utf-8").split()[-1]
    walk = [sys.executable, str(HERE / "walk.py"), key]
    found: dict[str, Any] = json.loads(
        subprocess.run(walk, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    )
    return found, memory_of(folder, key, [row["address"] for row in found.values()])


def memory_of(folder: Path, session: str, addresses: list[str]) -> dict[str, list[float]]:
    """Proportional shares of the server's processes: when it has begun, and when its workers have made every page."""
    with servers.accede(folder) as server:
        shares = {"begun": server.memory_mb()}
        for _round in range(ROUNDS):
            for address in addresses:
                _ask(server.port, address, session)
        shares["after all pages"] = server.memory_mb()
    return {when: [round(each, 1) for each in own] for when, own in shares.items()}


def _ask(port: int, address: str, session: str) -> None:
    """Over a connection of its own, so that it comes to either worker."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", address, headers={"Cookie": f"sessionid={session}", "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise SystemExit(f"{address}: {answer.status}")


def drawn(results: dict[str, Any]) -> str:
    """CPU milliseconds of each page over the size of the desk, both on a scale of tenfolds."""
    walked = results["walked"]
    sizes = sorted(walked, key=int)
    last = walked[sizes[-1]]
    rows = sorted(last, key=lambda page: -last[page]["CPU ms"])
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
            ' font-family="sans-serif" font-size="11" fill="#1a2733">'
        ),
        "<title>CPU milliseconds of each list over the size of the desk</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for cost in (1, 10, 100, 1000, 10_000):
        y, colour = _y(cost), "#b3261e" if cost == AIM else "#d5dbe1"
        parts.append(f'<line x1="{LEFT}" x2="{LEFT + INNER_WIDTH}" y1="{y}" y2="{y}" stroke="{colour}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{cost:,} ms</text>')
    for place, times in enumerate(sizes):
        x = _x(place, len(sizes))
        parts.append(f'<text x="{x}" y="{HEIGHT - 28}" text-anchor="middle">× {times}</text>')
    beside = 0.0
    for number, page in enumerate(rows):
        there = [
            (place, walked[times][page]["CPU ms"])
            for place, times in enumerate(sizes)
            if page in walked[times]
        ]
        points = " ".join(f"{_x(place, len(sizes))},{_y(cost)}" for place, cost in there)
        colour = "#b3261e" if last[page]["CPU ms"] > AIM else "#1f6f8b"
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-opacity="0.6"/>')
        if number < TOLD:
            beside = max(_y(last[page]["CPU ms"]), beside + 13)
            parts.append(f'<text x="{LEFT + INNER_WIDTH + 6}" y="{beside + 4}">{page}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _x(place: int, sizes: int) -> float:
    return round(LEFT + INNER_WIDTH * place / max(1, sizes - 1), 1)


def _y(cost: float) -> float:
    return round(TOP + INNER_HEIGHT * (1 - log10(max(cost, 1)) / 4), 1)


if __name__ == "__main__":
    main()
