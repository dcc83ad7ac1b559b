"""No page shows what nobody translated, and what people wrote carries its own direction.

Every address is read in Arabic, full, and with a form sent back. What stands there in Latin letters must be somebody's
own text or a name of the record, and then in an element that says its language or takes its direction from what it holds
(`lang`, `dir`, `bdi`); or one of the few names that stay as they are. All else came from the program and was not translated.
"""

import contextlib
import copy
import functools
import re
from html.parser import HTMLParser

import pytest
from babel.messages import pofile
from django.apps import apps
from django.db import models, transaction
from django.db.models.signals import post_save
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from tests.access import cast, planting
from tests.factories import survey, workshops
from tests.web.addresses import BY_INVITATION, BY_LINK, PAGES, address
from tests.web.answering.conftest import holder_of
from tests.web.test_leaks import MORE
from tests.web.test_permissions import DESK

from accede.access.confidentiality import Confidential
from accede.project import catalogues

pytestmark = pytest.mark.django_db

LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9@][^\u0600-\u06ff\u200e-\u2069]*")
PLACEHOLDER = re.compile(r"%\(\w+\)s")
ISOLATED = re.compile("\u2068[^\u2069]*\u2069")
PARTS = re.compile(r"[:;·,،«»“”\"()\[\]|—–/\n…→]+|\. ")
# Capitals alone are a symbol or a code: CCM, A/RES/70/54, KEN.
WORD = re.compile(r"[A-Za-zÀ-ɏ]*[a-zß-ɏ][A-Za-zÀ-ɏ]+|[A-Za-zÀ-ɏ]+[a-zß-ɏ]")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What a page holds for machines, or as it must be typed.
FOR_MACHINES = {"script", "style", "code", "kbd", "samp", "pre"}
SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder", "label")
# No markup can stand there: the words may be anybody's, without a direction of their own.
BARE_BY_NATURE = {"option", "title", "attribute"}
# Names of languages in themselves, and what tests ask for; beside what the translators left as it is.
STAY = {"Accede", "English", "Français", "Español", "Atlantis", "ccx"}
# Public pages full, empty, and with something wrong.
STATES = [
    "treaties/ccm/targets/?since=2019-01-01",
    "treaties/ccm/status/?group=asean&sort=-consent",
    "treaties/ccm/targets/?on=2000-01-01",
    "treaties/att/votes/",
    "treaties/ccx/",
    "treaties/ccm/?on=2025-02-30",
    "treaties/ccw-pv/status/",
    "states/?q=Atlantis",
    "states/ken/",
    "nothing/",
]


class Reader(HTMLParser):
    """The texts of a page: each with the element that it stands in, and whether that says what language it is in."""

    def __init__(self):
        super().__init__()
        self.open, self.texts = [("", "")], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        marked = self.open[-1][1]
        if tag in FOR_MACHINES or given.get("dir") == "ltr" or given.get("lang", "ar") != "ar":
            marked = "language"
        elif not marked and (tag == "bdi" or "dir" in given) and tag != "html":
            marked = "direction"
        spoken = [given[name] for name in SPOKEN if given.get(name)]
        if tag == "input" and given.get("type") in ("submit", "button"):
            spoken.append(given.get("value", ""))
        self.texts += [("attribute", marked, text) for text in spoken]
        if tag not in VOID:
            self.open.append((tag, marked))

    def handle_endtag(self, tag):
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        self.texts.append((*self.open[-1], data))


def _held():
    """Every text that the desk holds: of the record, and of people."""
    texts = []
    for model in apps.get_models():
        if _texts_of(model):
            rows = model.objects.unguarded(because="a test") if issubclass(model, Confidential) else None
            texts += [_text(row) for row in (model._base_manager.all() if rows is None else rows)]  # noqa: SLF001
    return "\n".join(texts)


@functools.cache
def _texts_of(model):
    written = (models.CharField, models.TextField, models.JSONField)
    fields = model._meta.concrete_fields  # noqa: SLF001 -- Django's documented name for it
    return [field.attname for field in fields if isinstance(field, written)]


def _text(row):
    text = " ".join(str(getattr(row, name)) for name in _texts_of(type(row)))
    return " ".join(text.split()).casefold()


class Untranslated:
    """Collects what is wrong on the pages that it is shown."""

    def __init__(self, held):
        self.found, self.held = set(), held
        with translation.override("ar"):
            self.own = {
                message
                for _file, message, _comments, context in catalogues.messages()
                if isinstance(message, str) and not context and " " in message and gettext(message) != message
            }
        with (catalogues.LOCALE / "ar" / "LC_MESSAGES" / "django.po").open("rb") as file:
            told = " ".join(str(message.string) for message in pofile.read_po(file) if message.id)
        self.stay = STAY | set(WORD.findall(PLACEHOLDER.sub("", told)))

    @contextlib.contextmanager
    def keeping(self):
        """What is written meanwhile is somebody's text too."""

        def keep(instance, **_more):
            self.held += "\n" + _text(instance)

        post_save.connect(keep, weak=False)
        try:
            yield
        finally:
            post_save.disconnect(keep)

    def look(self, name, answer):
        if answer.streaming or "text/html" not in answer.get("Content-Type", ""):
            return
        reader = Reader()
        reader.feed(answer.content.decode())
        for tag, marked, text in reader.texts:
            if marked == "language":
                continue
            words = " ".join(text.split())
            if words in self.own and words.casefold() not in self.held:
                self.found.add((name, tag, "not translated", text))
            for run in LATIN.findall(ISOLATED.sub("", text)):
                for part in PARTS.split(run):
                    said = " ".join(part.split()).strip(" .!?'’*#%&+=_-").casefold()
                    if "@" in part or not set(WORD.findall(part)) - self.stay:
                        continue
                    if said not in self.held:
                        self.found.add((name, tag, "nobody's text", part.strip()))
                    elif not marked and tag not in BARE_BY_NATURE and not said.isdigit():
                        self.found.add((name, tag, "without a direction", part.strip()))


def test_every_page_is_in_the_readers_language_but_for_what_people_wrote():
    planting.plant_everything()
    browsers = {}
    for who in ("coordinator_a", "administrator"):
        client = cast.sign_in(Client(), cast.CAST[who]())
        browsers[who] = client, copy.deepcopy(client.cookies)
    found = Untranslated(_held())

    def ask(who, path, method="get"):
        """As somebody who is signed in, whatever was done at the address before."""
        client, cookies = browsers[who]
        client.cookies = copy.deepcopy(cookies)
        return getattr(client, method)(path)

    for name in PAGES:
        found.look(name, Client().get(address(name, "ar")))
    for path in STATES:
        found.look(path, Client().get(f"/ar/{path}"))
    for path in MORE:
        found.look(path, ask("coordinator_a", f"/ar/desk/ccm/{path}"))
    for name, entry in DESK.items():
        made = transaction.savepoint()
        with found.keeping():
            arguments = entry.arguments()
        who = "administrator" if entry.get["coordinator_a"] == 403 else "coordinator_a"
        with translation.override("ar"):
            path = reverse(name, args=arguments)
        is_form = entry.post and 400 in entry.post.values()
        found.look(name, ask(who, path, "post" if is_form else "get"))  # sent back, a form is all there too
        transaction.savepoint_rollback(made)
    assert sorted(found.found) == []


def test_who_comes_by_a_link_reads_their_language():
    with (found := Untranslated("")).keeping():
        token = holder_of(survey.opened(), "KEN").token
        (delegation,) = workshops.invited(workshops.workshop(places=2), "KEN")
        invitation = workshops.link(delegation)
    found.held += _held()
    with translation.override("ar"):
        paths = [reverse(name, args=[token, *more]) for name, more in BY_LINK.items()]
        paths += [reverse(name, args=[invitation, *more]) for name, more in BY_INVITATION.items()]
    for path in paths:
        found.look(path.split("/")[-2], Client().get(path))
    assert sorted(found.found) == []
