"""Texts that are encrypted at rest: what was said with a State is in no file and no index in clear."""

import contextlib
import os
from binascii import Error as NotBase64Error
from binascii import a2b_base64
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction


class UnreadableTextError(ValueError):
    """A text that none of the keys opens."""


def _key_file() -> Path:
    return Path(settings.DATA_DIR) / "note-keys"


def keys() -> list[str]:
    """The newest first. From the setting or, where there is none, from the data folder, made when first needed."""
    if settings.NOTE_KEYS:
        return list(settings.NOTE_KEYS)
    if not _key_file().exists():
        _write_keys([Fernet.generate_key().decode()], replace=False)
    return _key_file().read_text(encoding="ascii").split()


def _write_keys(ring: list[str], *, replace: bool) -> None:
    path = _key_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"note-keys.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write("\n".join(ring) + "\n")
        file.flush()
        os.fsync(file.fileno())
    if replace:
        partial.replace(path)
        return
    with contextlib.suppress(FileExistsError):  # another process was first
        os.link(partial, path)  # whole or not at all
    partial.unlink()


# Of a token: the letters of its base64 that are not the standard ones, and how long its parts are.
_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_HEAD, _BLOCK, _MARK = 9, 16, 32


class _Ring(MultiFernet):
    """The keys, the newest first. It opens many texts at once with a third of the work that each takes by itself."""

    def __init__(self, ring: Sequence[str]) -> None:
        super().__init__([Fernet(key) for key in ring])
        halves = a2b_base64(ring[0].encode("ascii").translate(_TO_STANDARD))
        self._signed, self._key = HMAC(halves[:16], SHA256()), algorithms.AES(halves[16:])

    def decrypt_all(self, tokens: Sequence[str]) -> list[str | None]:
        """The texts; None for what the newest key does not open, which `decrypt` may by another, or says why not.

        A token is, in base64: 0x80, eight bytes of time, sixteen to begin from, the text in CBC, and a signature of all of
        that, which is held against the key first. In CBC a block needs none but the one before it: so all are opened
        as one text, in which what each begins from stands before it.
        """
        starts, parts, ends, end = [], [], [], 0
        for token in tokens:
            try:
                data = a2b_base64(token.encode("ascii").translate(_TO_STANDARD))
                mark = self._signed.copy()
                mark.update(data[:-_MARK])
                mark.verify(data[-_MARK:])
            except (InvalidSignature, NotBase64Error, UnicodeEncodeError):
                starts.append(-1)
            else:
                starts.append(end)
                parts.append(data[_HEAD:-_MARK])
                end += len(data) - _HEAD - _MARK
            ends.append(end)
        opener = Cipher(self._key, modes.CBC(bytes(_BLOCK))).decryptor()
        opened = opener.update(b"".join(parts)) + opener.finalize()
        # Its last byte says how many were put after a text to fill the block.
        return [
            None if start < 0 else opened[start + _BLOCK : end - opened[end - 1]].decode()
            for start, end in zip(starts, ends, strict=True)
        ]


def _box() -> _Ring:
    """Follows the key file, so that a running desk takes up keys that were rotated beside it."""
    if settings.NOTE_KEYS:
        return _box_of(tuple(settings.NOTE_KEYS), 0)
    try:
        changed = _key_file().stat().st_mtime_ns
    except FileNotFoundError:
        box = _box_of(tuple(keys()), 0)
    else:
        box = _box_at(str(_key_file()), changed)
    _last_found[settings.DATA_DIR] = box
    return box


# By the data folder: with what the latest text was opened, or closed.
_last_found: dict[Path, _Ring] = {}


def _open(token: bytes) -> bytes:
    """A list opens hundreds: the key file is looked at only where the keys that were found last do not fit."""
    last = None if settings.NOTE_KEYS else _last_found.get(settings.DATA_DIR)
    if last is not None:
        with contextlib.suppress(InvalidToken):
            return last.decrypt(token)
    return _box().decrypt(token)


def open_all(stored: Sequence[str]) -> list[str | None]:
    """The texts of what lies stored, as their fields open each; None where the newest key does not: then ask the field."""
    last = None if settings.NOTE_KEYS else _last_found.get(settings.DATA_DIR)
    return (last or _box()).decrypt_all(stored)


@lru_cache(maxsize=2)
def _box_at(_path: str, changed: int) -> _Ring:
    return _box_of(tuple(keys()), changed)


@lru_cache(maxsize=4)
def _box_of(ring: tuple[str, ...], _changed: int) -> _Ring:
    try:
        return _Ring(ring)
    except ValueError as error:
        raise ImproperlyConfigured(
            "ACCEDE_NOTE_KEYS, or the file note-keys in the data folder, holds something that is not a key. "
            "A key is 32 bytes in URL-safe base64."
        ) from error


def seal(text: str, *, purpose: str) -> str:
    """The text for one's own later request: nobody else can read it, nor change it, nor use it for another purpose."""
    return _box().encrypt(f"{purpose}\n{text}".encode()).decode("ascii")


def unseal(sealed: str, *, purpose: str, seconds: int) -> str:
    """What was sealed for this purpose at most so long ago. UnreadableTextError for anything else."""
    try:
        found, _, text = _box().decrypt(sealed.encode("ascii"), ttl=seconds).decode().partition("\n")
    except (InvalidToken, UnicodeEncodeError) as error:
        raise UnreadableTextError("It was changed on its way, or is too old.") from error
    if found != purpose:
        raise UnreadableTextError("It was made for something else.")
    return text


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # Django's fields take none at run time
    """Text that the database never sees in clear. It can be neither searched nor sorted there, and says so."""

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return text if not text else _box().encrypt(text.encode()).decode("ascii")

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> str | None:
        if not value:
            return value
        try:
            return _open(value.encode("ascii")).decode()
        except (InvalidToken, UnicodeEncodeError) as error:
            raise UnreadableTextError(
                f"A text of {self.model._meta.label} cannot be opened: its key is not among those of this desk. "  # noqa: SLF001
                "Put the key that it was written with into ACCEDE_NOTE_KEYS or the file note-keys."
            ) from error

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


def encrypted_fields(model: type[models.Model]) -> list[str]:
    """The names of the model's encrypted fields."""
    return [each.name for each in model._meta.concrete_fields if isinstance(each, EncryptedTextField)]  # noqa: SLF001


def rotate(*, models_with_texts: list[type[models.Model]]) -> int:
    """Write every text anew under a new key, and return how many.

    The key before it stays in the ring until the next rotation, for what another process was just writing; older
    ones go. Where the keys come from the setting, the operator has put the new one first already.
    """
    ring = keys()
    if not settings.NOTE_KEYS:
        _write_keys([Fernet.generate_key().decode(), *ring], replace=True)
    written = 0
    with transaction.atomic():
        for model in models_with_texts:
            fields = encrypted_fields(model)
            # Every row, whoever may see it: nothing is shown.
            for row in model._base_manager.only(*fields).iterator(chunk_size=500):  # noqa: SLF001
                row.save(update_fields=fields)
                written += sum(1 for name in fields if getattr(row, name))
    if not settings.NOTE_KEYS:
        _write_keys(keys()[:2], replace=True)
    return written
