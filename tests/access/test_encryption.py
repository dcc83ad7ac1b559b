"""Texts at rest: unreadable without their key, readable through a rotation."""

import os

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models

from accede.access import encryption
from accede.access.encryption import EncryptedTextField, UnreadableTextError

SAID = "The ambassador fears for the budget. 大使 — السفير"


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR, settings.NOTE_KEYS = tmp_path, []
    return tmp_path


@pytest.fixture(scope="module")
def field():
    class Note(models.Model):
        text = EncryptedTextField()

        class Meta:
            app_label = "tests_encryption"

    return Note._meta.get_field("text")  # noqa: SLF001


def _opened(field, stored):
    return field.from_db_value(stored, None, None)


def test_what_is_stored_does_not_hold_the_text(folder, field):
    stored = field.get_prep_value(SAID)
    assert "budget" not in stored
    assert stored.isascii()
    assert _opened(field, stored) == SAID


def test_the_same_text_is_never_stored_alike(folder, field):
    assert field.get_prep_value(SAID) != field.get_prep_value(SAID)


@pytest.mark.parametrize("nothing", ["", None])
def test_nothing_stays_nothing(folder, field, nothing):
    assert field.get_prep_value(nothing) == nothing
    assert _opened(field, nothing) == nothing


def test_the_key_file_is_its_owners_alone(folder):
    encryption.keys()
    assert (folder / "note-keys").stat().st_mode & 0o777 == 0o600


def test_another_key_does_not_open_it(folder, field, settings):
    stored = field.get_prep_value(SAID)
    settings.NOTE_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(UnreadableTextError, match="ACCEDE_NOTE_KEYS"):
        _opened(field, stored)


def test_the_first_key_of_the_setting_writes_and_the_others_read(folder, field, settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.NOTE_KEYS = [old]
    stored = field.get_prep_value(SAID)
    settings.NOTE_KEYS = [new, old]
    assert _opened(field, stored) == SAID
    assert Fernet(new).decrypt(field.get_prep_value(SAID)).decode() == SAID


def test_what_is_no_key_is_refused_with_its_place(folder, field, settings):
    settings.NOTE_KEYS = ["not a key"]
    with pytest.raises(ImproperlyConfigured, match="32 bytes"):
        field.get_prep_value(SAID)


def test_keys_rotated_beside_a_running_desk_are_taken_up(folder, field):
    stored = field.get_prep_value(SAID)
    (old,) = encryption.keys()
    newest = Fernet.generate_key().decode()
    path = folder / "note-keys"
    path.write_text(f"{newest}\n{old}\n")
    os.utime(path, ns=(1, 1))  # the clock of some file systems is coarse
    assert _opened(field, stored) == SAID
    assert Fernet(newest).decrypt(field.get_prep_value(SAID)).decode() == SAID


@pytest.mark.parametrize(
    "lookup", ["text", "text__contains", "text__icontains", "text__startswith", "text__gt"]
)
def test_the_database_is_never_asked_to_look_into_it(field, lookup):
    with pytest.raises(FieldError):
        str(field.model.objects.filter(**{lookup: "budget"}).query)


def test_of_many_texts_the_key_file_is_looked_at_once(folder, field, monkeypatch):
    stored = field.get_prep_value(SAID)
    monkeypatch.setattr(encryption, "_key_file", None)  # whoever looks at it fails
    assert [_opened(field, stored) for _each in range(3)] == [SAID] * 3


def test_many_texts_opened_at_once_are_what_each_is_by_itself(folder, field):
    texts = [
        "a",
        "x" * 15,
        "x" * 16,
        SAID,
        "\n",
        "ö" * 500,
        "斑马",
        *("y" * length for length in range(1, 50)),
    ]
    stored = [field.get_prep_value(text) for text in texts]
    assert encryption.open_all(stored) == [_opened(field, each) for each in stored] == texts
    assert encryption.open_all([]) == []


def test_what_was_changed_or_is_of_another_key_is_not_opened_among_others(folder, field, settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.NOTE_KEYS = [old]
    former = field.get_prep_value(SAID)
    settings.NOTE_KEYS = [new, old]
    good = field.get_prep_value(SAID)
    changed = [
        good[:place] + ("A" if good[place] != "A" else "B") + good[place + 1 :]
        for place in range(0, len(good) - 3, 7)
    ]
    strange = ["x", "gAAA", "è", "A" * 3, good[:-4], good[:40]]
    opened = encryption.open_all([good, former, *changed, *strange, good])
    assert opened == [SAID, None, *[None] * (len(changed) + len(strange)), SAID]
    assert _opened(field, former) == SAID
