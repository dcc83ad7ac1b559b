"""A file under a passphrase: chunks sealed one by one, so that size does not matter, each knowing its place."""

import base64
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"ACCEDE-SEALED-1\n"
CHUNK = 1 << 20
SALT = 16


class WrongPassphraseError(ValueError):
    """The file does not open with the passphrase given, or was changed."""


def is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def seal(source: IO[bytes], target: IO[bytes], passphrase: str) -> None:
    """Write what `source` holds to `target` under the passphrase."""
    salt = os.urandom(SALT)
    box = _box(passphrase, salt)
    target.write(MAGIC + salt)
    chunk, number = source.read(CHUNK), 0
    while True:
        following = source.read(CHUNK)
        token = box.encrypt(_place(number, last=not following) + chunk)
        target.write(len(token).to_bytes(4, "big") + token)
        if not following:
            return
        chunk, number = following, number + 1


def unseal(source: IO[bytes], target: IO[bytes], passphrase: str) -> None:
    """The reverse. Raises WrongPassphraseError, also where chunks were left out, moved or cut off."""
    source.read(len(MAGIC))
    box = _box(passphrase, source.read(SALT))
    for number, (token, last) in enumerate(_tokens(source)):
        try:
            opened = box.decrypt(token)
        except InvalidToken as error:
            raise WrongPassphraseError(
                "The backup does not open with this passphrase, or was changed. Nothing was restored."
            ) from error
        place = _place(number, last=last)
        if opened[: len(place)] != place:
            raise WrongPassphraseError("The backup was cut off or changed. Nothing was restored.")
        target.write(opened[len(place) :])
    target.seek(0, io.SEEK_SET)


def _tokens(source: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each sealed chunk, and whether the file ends with it. Raises WrongPassphraseError where it ends too early."""
    head = source.read(4)
    while True:
        length = int.from_bytes(head, "big")
        token = source.read(length)
        if len(token) < length:
            raise WrongPassphraseError("The backup was cut off or changed. Nothing was restored.")
        head = source.read(4)
        yield token, not head
        if not head:
            return


def _place(number: int, *, last: bool) -> bytes:
    return number.to_bytes(8, "big") + bytes([last])


def _box(passphrase: str, salt: bytes) -> Fernet:
    """Scrypt with the cost that RFC 7914 and OWASP name for files at rest."""
    key = Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(key))
