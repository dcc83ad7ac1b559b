"""Every page of the program looked at by axe: each address, as whoever may open it, in each way of showing it.

Pages are rendered in this process, where the records that an address needs are made and taken back, and handed to one
Chromium that asks for nothing else: neither a server nor a desk is started for them.
"""

import copy
import functools
import itertools
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.access import cast
from tests.browser.looking import RULES, found_by_axe, unfold
from tests.factories import survey, workshops
from tests.web.addresses import BY_INVITATION, BY_LINK, LANGUAGES, PAGES, address
from tests.web.answering.conftest import holder_of
from tests.web.test_permissions import DESK

ORIGIN = "http://testserver"
# By whether it is a phone, and whether text is twice as large: then half as much fits, and a phone is as narrow as
# WCAG 2.2 asks at all (1.4.10).
SIZES = {
    (False, False): {"width": 1280, "height": 900},
    (False, True): {"width": 640, "height": 450},
    (True, False): {"width": 390, "height": 844},
    (True, True): {"width": 320, "height": 640},
}
# Public pages as they look when there is much, nothing, or something wrong.
STATES = [
    "treaties/ccm/targets/?since=2019-01-01",
    "treaties/ccm/status/?group=asean&sort=-consent",
    "treaties/ccm/targets/?on=2000-01-01",
    "treaties/ccm/?on=2000-01-01",
    "treaties/att/votes/",
    "treaties/ccx/",
    "treaties/ccm/?on=2025-02-30",
    "treaties/ccw-pv/status/",
    "states/?q=Atlantis",
    "nothing/",
]


@dataclass(frozen=True)
class Way:
    """In which language, how wide, how dark, and how large a page is shown."""

    language: str = "en"
    phone: bool = False
    dark: bool = False
    large: bool = False

    def __str__(self):
        words = (self.phone, "phone"), (self.dark, "dark"), (self.large, "200 %")
        return " ".join([self.language, *(word for is_so, word in words if is_so)])


# Both directions, widths, colours and sizes with each other.
WAYS = [Way(*each) for each in itertools.product(("en", "ar"), *[(False, True)] * 3)]
# The same without the product, each pair of them once, with the other languages: for a page each.
SPREAD = [
    Way("en"),
    Way("ar", phone=True, dark=True),
    Way("fr", large=True, dark=True),
    Way("ar", large=True),
    Way("zh", phone=True),
    Way("ru", phone=True, large=True),
    Way("ar", dark=True),
    Way("es", phone=True, dark=True, large=True),
]


class Eyes:
    """A Chromium that is shown pages."""

    def __init__(self, chromium):
        self.context = chromium.new_context()
        self.page = self.context.new_page()
        self.answer, self.looked, self.complaints = None, 0, []
        self.page.route("**/*", self._answer)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def _answer(self, route):
        path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
        if route.request.is_navigation_request() and self.answer is not None:
            headers = {name: value for name, value in self.answer.items() if name != "Content-Length"}
            route.fulfill(status=200, headers=headers, body=self.answer.content)
        elif path.startswith("/" + settings.STATIC_URL.strip("/")):
            kind, content = _file(path.removeprefix("/" + settings.STATIC_URL.strip("/") + "/"))
            route.fulfill(status=200, content_type=kind, body=content)
        else:
            told = Client().get(route.request.url.removeprefix(ORIGIN))
            content = b"".join(told) if told.streaming else told.content
            route.fulfill(status=told.status_code, content_type=told.get("Content-Type"), body=content)

    def show(self, answer, path, way):
        """The page as it is shown first. `answer` is what the program said at the path."""
        self.answer, self.complaints = answer, []
        self.page.set_viewport_size(SIZES[way.phone, way.large])
        self.page.emulate_media(color_scheme="dark" if way.dark else "light")
        self.page.goto(ORIGIN + path)

    def found(self, way, rules=RULES):
        """What is wrong with the page that is shown."""
        self.looked += 1
        width = self.page.evaluate("document.documentElement.scrollWidth")
        wide = SIZES[way.phone, way.large]["width"]
        found = [f"scrolls sideways: {width} in {wide}"] * (width > wide)
        tongue = self.page.evaluate("document.documentElement.lang + ' ' + document.documentElement.dir")
        if (
            tongue
            != f"{'zh-Hans' if way.language == 'zh' else way.language} {'rtl' if way.language == 'ar' else 'ltr'}"
        ):
            found.append(f"says that it is in another language: {tongue}")
        unfold(self.page)
        return [*found, *found_by_axe(self.page, rules), *self.complaints]


@functools.cache
def _file(name):
    found = finders.find(name) or str(Path(settings.STATIC_ROOT) / name)
    return mimetypes.guess_type(name)[0] or "application/octet-stream", Path(found).read_bytes()


class Readers:
    """The cast, each signed in once, whatever the pages do to their sessions."""

    def __init__(self):
        clients = {role: cast.sign_in(Client(), person()) for role, person in cast.CAST.items()}
        clients["public"] = Client()
        self._in = {role: (client, copy.deepcopy(client.cookies)) for role, client in clients.items()}

    def ask(self, role, path, method="get"):
        client, cookies = self._in[role]
        client.cookies = copy.deepcopy(cookies)
        return getattr(client, method)(path)


def is_page(answer):
    return (
        answer.status_code in (200, 400, 404)
        and not answer.streaming
        and "text/html" in answer.get("Content-Type", "")
    )


def places(language):
    """Name, the way to ask, who may open it, and the path of every page; what a page needs is there while it is yielded."""
    for name in PAGES:
        yield name, "get", ["public"], address(name, language)
    for path in STATES:
        yield path, "get", ["public"], f"/{language}/{path}"
    for name, entry in DESK.items():
        roles = [role for role, status in entry.get.items() if status == 200]
        # A form that is sent back is all there, with what is wrong beside each field.
        fails = [role for role, status in (entry.post or {}).items() if status == 400]
        if not roles and not fails:
            continue
        made = transaction.savepoint()
        arguments = entry.arguments()
        with translation.override(language):
            path = reverse(name, args=arguments)
        if roles:
            yield name, "get", roles, path
        if fails:
            yield name, "post", fails, path
        transaction.savepoint_rollback(made)
    yield from _by_a_link(language)


def _by_a_link(language):
    made = transaction.savepoint()
    (delegation,) = workshops.invited(workshops.workshop(places=2), "KEN")
    tokens = holder_of(survey.opened(), "KEN").token, workshops.link(delegation)
    for token, names in zip(tokens, (BY_LINK, dict.fromkeys(BY_INVITATION, ())), strict=True):
        for name, more in names.items():
            with translation.override(language):
                path = reverse(name, args=[token, *more])
            yield name, "get", ["public"], path
    transaction.savepoint_rollback(made)


def in_language(path, language):
    """The same page in another of the six."""
    _root, first, rest = path.split("/", 2)
    return f"/{language}/{rest}" if first in LANGUAGES else path
