"""Every page looked at by axe: as everybody who may open it, on an empty desk and on a full one, in all ways of showing it.

It takes hours, and can be done in parts: `--share 1/4` looks at the first of every four addresses, `--minutes` ends it in
between and says with which address to go on by `--from`.

What two roles are shown alike is looked at once. Each page of the full desk is shown in eight ways, in which both
directions, widths, colours and sizes of text meet each other, and all six languages; as further roles, and on the empty
desk, in one of them by turns.
"""

import hashlib
import itertools
import os
import shutil
import time
from typing import Any

from django.db import transaction
from playwright.sync_api import sync_playwright
from tests.access import planting
from tests.browser.conftest import FLAGS
from tests.browser.every_page import SPREAD, Eyes, Readers, in_language, is_page, places
from tests.browser.seen_before import OF_ONE_LOAD

EVERY = 20  # addresses, after which it tells how far it is


def run(*, share: str, minutes: int, first: int) -> dict[str, Any]:
    """The addresses of a share, as 1/4, beginning with the `first`; none is begun after so many minutes (0: no matter)."""
    part, parts = map(int, share.split("/"))
    until = time.monotonic() + 60 * minutes if minutes else float("inf")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
    path = os.environ.get("ACCEDE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        eyes = Eyes(browser)
        looks = _Looks(eyes, part, parts, until)
        for is_full in (True, False):
            with transaction.atomic():
                if is_full:
                    planting.plant_everything()
                looks.over(Readers(), SPREAD if is_full else SPREAD[:1], first if is_full else 0)
                transaction.set_rollback(True)
        browser.close()
    return {
        "share": share,
        "addresses": looks.addresses,
        "pages": looks.pages,
        "looks": eyes.looked,
        "roles": len(looks.roles),
        "go on from": looks.left,
        "wrong": looks.wrong,
    }


class _Looks:
    def __init__(self, eyes: Eyes, part: int, parts: int, until: float) -> None:
        self.eyes, self.part, self.parts, self.until = eyes, part, parts, until
        self.pages, self.addresses, self.turns = 0, 0, itertools.count()
        self.left: int | None = None  # the address that was not begun any more
        self.roles: set[str] = set()
        self.wrong: list[str] = []

    def over(self, readers: Readers, ways: list[Any], first: int) -> None:
        for number, (name, method, roles, path) in enumerate(places("en")):
            if number % self.parts != self.part - 1 or number < first or self.left is not None:
                continue
            if time.monotonic() > self.until:
                self.left = number
                continue
            self.addresses += 1
            if self.addresses % EVERY == 0:
                print(f"  address {number}: {self.eyes.looked} looks, {len(self.wrong)} wrong", flush=True)
            seen: set[bytes] = set()
            for role in roles:
                answer = readers.ask(role, path, method)
                alike = hashlib.sha256(
                    OF_ONE_LOAD.sub("", answer.getvalue().decode(errors="replace")).encode()
                )
                if not is_page(answer) or alike.digest() in seen:
                    continue
                in_turn = [SPREAD[next(self.turns) % len(SPREAD)]]
                for way in in_turn if seen else ways:
                    told = readers.ask(role, in_language(path, way.language), method)
                    self.eyes.show(told, path, way)
                    found = self.eyes.found(way)
                    for each in found:
                        self.wrong.append(f"{name} ({method}, {role}, {way}): {each}")
                        print(self.wrong[-1], flush=True)
                seen.add(alike.digest())
                self.roles.add(role)
            self.pages += bool(seen)
