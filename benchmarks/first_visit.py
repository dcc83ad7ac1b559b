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
    path = os.environ.get("ACCEDE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path or not importlib.util.find_spec("playwright"):
        yield None
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only the tests' environment has it

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield lambda address: _bytes_of(chromium, address)
        chromium.close()


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
