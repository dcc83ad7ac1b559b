"""What a browser with an empty cache is sent for a page and everything that it loads."""

import contextlib
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@contextlib.contextmanager
def browser() -> Iterator[Callable[[str], int] | None]:
    """A function from address to bytes, headers included; None where there is no Chromium to ask."""
    with opened() as chromium:
        yield (lambda address: _bytes_of(chromium, address)) if chromium else None


@contextlib.contextmanager
def opened() -> Iterator["Browser | None"]:
    """Chromium, where there is one."""
    path = os.environ.get("ACCEDE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path or not importlib.util.find_spec("playwright"):
        yield None
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only the tests' environment has it

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def first_paint(chromium: "Browser", address: str, cookies: list[dict[str, str]]) -> float:
    """Seconds until something of the page is seen, in a browser that has kept nothing."""
    context = chromium.new_context()
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    milliseconds = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return float(milliseconds) / 1000


def _bytes_of(chromium: "Browser", address: str) -> int:
    context = chromium.new_context()  # of its own, hence with nothing kept
    page = context.new_page()
    received: list[float] = []
    session = context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    context.close()
    return round(sum(received))
