"""The files of materials in the data folder: each sealed under a key of its own, and named by the hash of what lies there."""

import hashlib
import os
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

# A file on which no row rests is of an upload that was broken off, or is of one that is just being saved.
LEFT_ALONE = timedelta(days=1)


class DamagedFileError(ValueError):
    """A kept file that is gone, or is not as it was written."""


def folder() -> Path:
    return Path(settings.DATA_DIR) / "materials"


def arriving() -> Path:
    """Where files lie while they are written; the same disk, so that one comes to its place whole."""
    return Path(settings.FILE_UPLOAD_TEMP_DIR)


def keep(content: bytes) -> tuple[str, str]:
    """Write the file, whole or not at all; gives its name there and the key that opens it.

    Who takes the folder reads none of them, whatever their class becomes: the key is an encrypted text of its row.
    """
    key = Fernet.generate_key()
    sealed = Fernet(key).encrypt(content)
    name = hashlib.sha256(sealed).hexdigest()
    folder().mkdir(parents=True, exist_ok=True)
    arriving().mkdir(parents=True, exist_ok=True)
    partial = arriving() / f"material-{os.getpid()}-{os.urandom(8).hex()}"
    try:
        with partial.open("xb") as file:
            partial.chmod(0o600)
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(folder() / name)
    finally:
        partial.unlink(missing_ok=True)
    return name, key.decode("ascii")


def read(name: str, key: str) -> bytes:
    """What was kept. Raises DamagedFileError."""
    try:
        return Fernet(key).decrypt((folder() / name).read_bytes())
    except (OSError, InvalidToken, ValueError) as error:
        raise DamagedFileError(name) from error


def is_whole(name: str) -> bool:
    """Whether the file is there, as it was written."""
    try:
        return hashlib.sha256((folder() / name).read_bytes()).hexdigest() == name
    except OSError:
        return False


def drop(name: str) -> None:
    (folder() / name).unlink(missing_ok=True)


def drop_left_over(*, known: Collection[str], at: datetime) -> int:
    """Take away what a process that was killed left behind; gives how many there were."""
    number = 0
    for path in [*folder().glob("*"), *arriving().glob("material-*")]:
        if path.name in known or datetime.fromtimestamp(path.stat().st_mtime, tz=at.tzinfo) > at - LEFT_ALONE:
            continue
        path.unlink(missing_ok=True)
        number += 1
    return number
