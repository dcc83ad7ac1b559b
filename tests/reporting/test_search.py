"""Finding words everywhere: what is read before a record is, leaves out none in which somebody could find them."""

from itertools import count

import pytest
from django.utils import translation
from tests.access import cast
from tests.access.planting import plant
from tests.outreach.reading import ON, campaign
from tests.reading import treaty

from accede.access.confidentiality import confidential_models
from accede.access.encryption import encrypted_fields
from accede.access.roles import Confidentiality
from accede.evidence.queries import looking
from accede.record.names import fold
from accede.reporting.search import written_down

pytestmark = pytest.mark.django_db

ROOMS = {"evidence", "legislation", "meetings", "outreach", "toolkit"}
FILES = {"content", "file"}


class AllRead(looking.Sought):
    """Every record is read and found. Keeps in which texts somebody could find it."""

    def __init__(self, words):
        super().__init__(words)
        self.texts = []

    def some(self, rows, *_columns, **_more):
        return super().some(rows)

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
    part_of = looking.Sought._part_of  # noqa: SLF001
    monkeypatch.setattr(
        looking.Sought,
        "_part_of",
        lambda sought, newest: asked.append(newest.model) or part_of(sought, newest),
    )
    written_down("wort", campaign(), treaty(), on=ON, viewer=cast.viewer("coordinator_a"), language="en")
    assert len(asked) == looking.KINDS
