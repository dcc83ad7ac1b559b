"""Holds what is locked against advisories of known faults: python tools/audit.py [--from FILE] [--service URL] [--within SECONDS]

The advisories are those of the Open Source Vulnerabilities database, in its own format. With --from they are read from a
copy of it, a bundle (ZIP) or a folder of JSON files, and no network is needed. Without, its service (or another that
answers as it does) is asked once, for all that is locked. Where neither can be had it says so and ends well: whoever reads the log sees that nothing was
audited. It fails where a fault is known.
"""

import argparse
import json
import re
import sys
import urllib.request
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

REQUIREMENTS = Path(__file__).parents[1] / "requirements"
SERVICE = "https://api.osv.dev/v1/querybatch"
ECOSYSTEM = "PyPI"

Locked = dict[str, set[str]]  # name to the versions of it, which may differ by version of Python


def locked(folder: Path = REQUIREMENTS) -> Locked:
    found: Locked = {}
    for file in sorted(folder.glob("*.txt")):
        for name, version in re.findall(
            r"^([\w.-]+)==([^\s;\\]+)", file.read_text(encoding="utf-8"), re.MULTILINE
        ):
            found.setdefault(plain(name), set()).add(version)
    return found


def plain(name: str) -> str:
    """As names are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def advisories(source: Path) -> Iterator[dict[str, Any]]:
    """Those of a copy of the database."""
    if source.is_dir():
        for file in source.rglob("*.json"):
            yield json.loads(file.read_bytes())
        return
    with zipfile.ZipFile(source) as bundle:
        for name in bundle.namelist():
            if name.endswith(".json"):
                yield json.loads(bundle.read(name))


def faults(versions: Locked, told: Iterable[dict[str, Any]]) -> list[str]:
    """One line for each advisory that is about something locked."""
    return sorted(
        {
            f"{name} {version}: {advisory['id']} {advisory.get('summary', '')}".strip()
            for advisory in told
            if not advisory.get("withdrawn")
            for part in advisory.get("affected", [])
            if part.get("package", {}).get("ecosystem") == ECOSYSTEM
            and (name := plain(part["package"]["name"])) in versions
            for version in versions[name]
            if _is_affected(version, part)
        }
    )


def _is_affected(version: str, part: dict[str, Any]) -> bool:
    if version in part.get("versions", []):
        return True
    ranges = [each for each in part.get("ranges", []) if each.get("type") == "ECOSYSTEM"]
    return any(_is_within(Version(version), each["events"]) for each in ranges)


def _is_within(version: Version, events: list[dict[str, str]]) -> bool:
    """Between where a fault came in and where it was mended, or last seen."""
    inside = False
    for event in events:
        ((what, where),) = event.items()
        try:
            at = Version("0" if where == "0" else where)
        except InvalidVersion:
            continue
        if what == "introduced" and version >= at:
            inside = True
        elif (what == "fixed" and version >= at) or (what == "last_affected" and version > at):
            inside = False
    return inside


def asked(versions: Locked, *, within: float, service: str = SERVICE) -> list[str]:
    """What the service knows of them. OSError, or ValueError, where it cannot be asked."""
    each = [(name, version) for name, numbers in sorted(versions.items()) for version in sorted(numbers)]
    body = {
        "queries": [
            {"package": {"name": name, "ecosystem": ECOSYSTEM}, "version": version} for name, version in each
        ]
    }
    request = urllib.request.Request(  # noqa: S310 -- the address is ours
        service, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=within) as answer:  # noqa: S310 -- as above
        results = json.load(answer)["results"]
    if len(results) != len(each):
        raise ValueError("The service answered for another number of packages than it was asked for.")
    return [
        f"{name} {version}: {known['id']}"
        for (name, version), result in zip(each, results, strict=True)
        for known in result.get("vulns", [])
    ]


def main(arguments: list[str]) -> int:
    asks = argparse.ArgumentParser(description="Hold what is locked against advisories of known faults.")
    asks.add_argument("--from", dest="source", type=Path, help="a copy of the database: a ZIP, or a folder")
    asks.add_argument("--service", default=SERVICE, help="the address to which the question is sent")
    asks.add_argument("--within", type=float, default=8, help="seconds that the service has to answer")
    given = asks.parse_args(arguments)
    versions = locked()
    number = sum(map(len, versions.values()))
    try:
        found = (
            faults(versions, advisories(given.source))
            if given.source
            else asked(versions, within=given.within, service=given.service)
        )
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        if given.source:
            print(f"The advisories cannot be read: {error}")
            return 1
        print(
            f"NOT AUDITED: no source of advisories can be reached ({error}). {number} locked packages stand unchecked."
        )
        print("Audit them with a copy of the database: python tools/audit.py --from all.zip")
        return 0
    print(f"{number} locked packages were held against known faults; {len(found)} are known.")
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
