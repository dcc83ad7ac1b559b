"""A real server and a real Chromium. Where there is no Chromium the tests fail; they do not pass over it."""

import contextlib
import functools
import os
import re
import shutil
import socket
import threading

import pytest
from playwright.sync_api import Locator, sync_playwright
from tests.browser.clicks import Clicks
from tests.browser.hands import Hands

# What a closed network and a machine without a display ask of Chromium.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ASKED_FOR = ("404 (Not Found)", "400 (Bad Request)", "ERR_INTERNET_DISCONNECTED")
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@contextlib.contextmanager
def served(desk, command="run"):
    """The address of a server that runs as its users run it: by `accede run`, or another command that serves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with desk.start(command, "--port", str(port)) as process:
        # Standard error is read on to the end, or a full pipe would stop the server.
        for line in process.stderr:
            if re.search(r"ready on", line):
                break
        drain = threading.Thread(target=process.stderr.read, daemon=True)
        drain.start()
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def site(desk):
    with served(desk) as address:
        yield address


def until_there(act):
    """An act of a locator that is over once the page it leads to stands whole.

    Playwright's own is over with the first line of an answer: a test that reads the page at once finds it empty, or
    half of it, where the machine is busy.
    """

    @functools.wraps(act)
    def acted(locator, *args, **options):
        done = act(locator, *args, **options)
        locator.page.wait_for_load_state("domcontentloaded")
        return done

    return acted


@pytest.fixture(scope="session", autouse=True)
def acts_end_when_the_page_is_there():
    with pytest.MonkeyPatch.context() as patch:
        for name in ("click", "press"):
            patch.setattr(Locator, name, until_there(getattr(Locator, name)))
        yield


@pytest.fixture(scope="session")
def chromium():
    path = os.environ.get("ACCEDE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "No Chromium: install it (Debian: apt-get install chromium) or name it in ACCEDE_CHROMIUM."
    # Playwright's loop runs in this thread, which Django would take for code that must not wait for a database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[False, True], ids=["by pointer", "by keyboard alone"])
def hands(request, open_page):
    """Somebody's hands on a page that is opened; those of one test count their clicks together."""
    clicks = Clicks()

    def at(path, *, language="en", **options):
        page = open_page(path, **options)
        return Hands(page.context, language=language, keyboard=request.param, page=page, clicks=clicks)

    return at


@pytest.fixture(scope="session")
def session_of(desk, site):
    """The session of one of the cast, signed in once for all tests."""
    return functools.cache(desk.sign_in)


@pytest.fixture
def open_page(chromium, site):
    """Opens an address of the site; the page fails the test if it asked for anything elsewhere or broke its policy."""
    contexts, complaints = [], []

    def tell(message):
        """Errors of any kind, but for what a test asks for: a page that is not there, a form sent back, a line cut."""
        if message.type == "error" and not any(each in message.text for each in ASKED_FOR):
            complaints.append(message.text)

    def opened(path, *, viewport=DESKTOP, session=None, **options):
        context = chromium.new_context(viewport=viewport, **options)
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        contexts.append(context)
        page = context.new_page()
        page.on("console", tell)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((site, "data:")) else complaints.append(request.url)
            ),
        )
        page.goto(f"{site}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
