"""Finding words everywhere: what is read before a record is, leaves out none in which somebody could find them."""

from itertools import count

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.access import cast
from tests.access.planting import plant
from tests.outreach.reading import ON, campaign
from tests.reading import treaty

from accede.access import encryption
from accede.access.confidentiality import confidential_models, noting_what_is_read
from accede.access.encryption import UnreadableTextError, encrypted_fields
from accede.access.roles import Confidentiality
from accede.evidence.queries import looking
from accede.outreach.models import Exchange
from accede.record.names import fold
from accede.reporting.search import written_down

pytestmark = pytest.mark.django_db

ROOMS = {"evidence", "legislation", "meetings", "outreach", "toolkit"}
FILES = {"content", "file"}


class AllRead(looking.Sought):
    """Every record is made a hit, and found. Keeps in which texts somebody could find it."""

    def __init__(self, words):
        super().__init__(words)
        self.texts = []

    def _may_occur(self, *_texts):
        return True

    def occur(self, texts, *, iso3=""):
        self.texts.append((list(texts), self.names.get(iso3, "")))
        return True


def a_word_in_each_text():
    """One record of each kind, no two texts of which hold the same word."""
    numbers = count()
    for model in confidential_models().values():
        if model._meta.app_label in ROOMS:  # noqa: SLF001
            row = plant(model, Confidentiality.PARTNERS)
            fields = [each for each in encrypted_fields(model) if each not in FILES and getattr(row, each)]
            for each in fields:
                setattr(row, each, f"wort{next(numbers)}x")
            row.save(update_fields=fields)


def test_no_record_is_left_out_that_holds_the_word(monkeypatch):
    a_word_in_each_text()
    monkeypatch.setattr(looking, "LEAST", 500)
    viewer = cast.viewer("coordinator_a")

    def found(sought):
        with translation.override("fr"):
            return written_down(sought, campaign(), treaty(), on=ON, viewer=viewer, language="fr")

    everything = AllRead("x")
    kinds = {each.kind for each in found(everything)}
    assert len(kinds) > 20
    told = [f"{fold(' '.join(texts))} {names}" for texts, names in everything.texts]
    words = {word for texts, _names in everything.texts for text in texts for word in fold(text).split()[:1]}
    own = {word for word in words if word.startswith("wort")}
    for word in [*sorted(own), *sorted(words - own)[::25]]:
        assert len(found(looking.Sought(word))) == sum(looking.all_occur([word], text) for text in told), word


def test_a_first_answer_is_shared_among_as_many_kinds_as_there_are(monkeypatch):
    asked = []
    share = looking.Sought._share  # noqa: SLF001
    monkeypatch.setattr(looking.Sought, "_share", lambda sought: asked.append(1) or share(sought))
    written_down("wort", campaign(), treaty(), on=ON, viewer=cast.viewer("coordinator_a"), language="en")
    assert len(asked) == looking.KINDS


def test_as_much_is_asked_whatever_is_found():
    """A record that is found was read whole with the first question: none asks another of the database."""
    a_word_in_each_text()
    asked = {"on": ON, "viewer": cast.viewer("coordinator_a"), "language": "en"}
    numbers = []
    for words, kinds in (("giraffe", 0), ("wort", 20), ("giraffe", 0)):
        with CaptureQueriesContext(connection) as queries:
            found = written_down(words, campaign(), treaty(), **asked)
        numbers.append(len(queries))
        assert len({each.kind for each in found}) >= kinds
    assert numbers[1] == numbers[2]


def test_what_is_asked_is_kept_for_whoever_may_ask_it():
    """Not for whoever asks next: the question says who may see what."""
    plant(Exchange, Confidentiality.COORDINATORS)
    asked = {"on": ON, "language": "en"}
    for _twice in range(2):
        for who, sees in {"coordinator_b": True, "cmc_partner": False, "observer": False}.items():
            found = written_down("e", campaign(), treaty(), viewer=cast.viewer(who), **asked)
            assert any(each.kind == "exchange" for each in found) == sees, who


def test_what_another_key_of_the_desk_closed_is_found(settings):
    old, new = encryption.keys(), Fernet.generate_key().decode()
    numbers = []
    for settings.NOTE_KEYS in (old, [new, *old]):
        row = plant(Exchange, Confidentiality.COORDINATORS)
        row.said = "quagga"
        row.save()
        numbers.append(row.pk)
    asked = {"on": ON, "viewer": cast.viewer("coordinator_a"), "language": "en"}
    assert {each.number for each in written_down("quagga", campaign(), treaty(), **asked)} == set(numbers)
    settings.NOTE_KEYS = [new]
    with pytest.raises(UnreadableTextError, match="cannot be opened"):
        written_down("quagga", campaign(), treaty(), **asked)


def test_what_is_looked_through_while_a_document_is_made_is_noted():
    row = plant(Exchange, Confidentiality.COORDINATORS)
    with noting_what_is_read() as read:
        written_down("e", campaign(), treaty(), on=ON, viewer=cast.viewer("coordinator_a"), language="en")
    assert row.pk in read["outreach.Exchange"]
