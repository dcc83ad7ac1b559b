"""Every page looked at by axe: as everybody who may open it, on an empty desk and on a full one, in all ways of showing it.

What two roles are shown alike is looked at once. Each page of the full desk is shown in eight ways, in which both
directions, widths, colours and sizes of text meet each other, and all six languages; as further roles, and on the empty
desk, in one of them by turns.
"""

import hashlib
import itertools
import os
import shutil
from typing import Any

from django.db import transaction
from playwright.sync_api import sync_playwright
from tests.access import planting
from tests.browser.conftest import FLAGS
from tests.browser.every_page import OF_ONE_LOAD, SPREAD, Eyes, Readers, in_language, is_page, places


def run(*, share: int) -> dict[str, Any]:
    """Of `share` pages one is looked at; with 1 all of them."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
    path = os.environ.get("ACCEDE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        eyes = Eyes(browser)
        looks = _Looks(eyes, share)
        for is_full in (False, True):
            with transaction.atomic():
                if is_full:
                    planting.plant_everything()
                looks.over(Readers(), SPREAD if is_full else SPREAD[:1])
                transaction.set_rollback(True)
        browser.close()
    return {"pages": looks.pages, "looks": eyes.looked, "roles": len(looks.roles), "wrong": looks.wrong}


class _Looks:
    def __init__(self, eyes: Eyes, share: int) -> None:
        self.eyes, self.share = eyes, share
        self.pages, self.turns = 0, itertools.count()
        self.roles: set[str] = set()
        self.wrong: list[str] = []

    def over(self, readers: Readers, ways: list[Any]) -> None:
        for number, (name, method, roles, path) in enumerate(places("en")):
            if number % self.share:
                continue
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
