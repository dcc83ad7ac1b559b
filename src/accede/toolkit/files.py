"""The files of materials: each sealed under a key of its own, and named by the hash of what lies there."""

import hashlib
import os
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from accede import kept

KIND = "materials"

# A file on which no row rests is of an upload that was broken off, or is of one that is just being saved.
LEFT_ALONE = timedelta(days=1)


class DamagedFileError(ValueError):
    """A kept file that is gone, or is not as it was written."""


def folder() -> Path:
    """Where they lie on this machine, unless a store is set."""
    return kept.folder(KIND)


def keep(content: bytes) -> tuple[str, str]:
    """Write the file, whole or not at all; gives its name there and the key that opens it.

    Who takes the folder reads none of them, whatever their class becomes: the key is an encrypted text of its row.
    """
    key = Fernet.generate_key()
    sealed = Fernet(key).encrypt(content)
    name = hashlib.sha256(sealed).hexdigest()
    partial = kept.arriving() / f"material-{os.getpid()}-{os.urandom(8).hex()}"
    try:
        with partial.open("xb") as file:
            partial.chmod(0o600)
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        kept.take_in(KIND, name, partial)
    finally:
        partial.unlink(missing_ok=True)
    return name, key.decode("ascii")


def read(name: str, key: str) -> bytes:
    """What was kept. Raises DamagedFileError."""
    try:
        return Fernet(key).decrypt(kept.read(KIND, name))
    except (OSError, InvalidToken, ValueError) as error:
        raise DamagedFileError(name) from error


def is_whole(name: str) -> bool:
    """Whether the file is there, as it was written."""
    try:
        return hashlib.sha256(kept.read(KIND, name)).hexdigest() == name
    except OSError:
        return False


def drop(name: str) -> None:
    kept.drop(KIND, name)


def drop_left_over(*, known: Collection[str], at: datetime) -> int:
    """Take away what a process that was killed left behind; gives how many there were."""
    left = [
        name for name, since in kept.listed(KIND).items() if name not in known and since <= at - LEFT_ALONE
    ]
    for name in left:
        kept.drop(KIND, name)
    partial = [
        path
        for path in kept.arriving().glob("material-*")
        if datetime.fromtimestamp(path.stat().st_mtime, tz=at.tzinfo) <= at - LEFT_ALONE
    ]
    for path in partial:
        path.unlink(missing_ok=True)
    return len(left) + len(partial)
