"""Where the files that belong to the database lie: in the data folder, or in an S3-compatible store that is set.

Each lies under what it is (`imports`, `materials`) and under a name that is a hash of its content: it is never changed,
and writing it twice is writing it once.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

KINDS = ("imports", "materials")
# Told the step, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


class StoreAwayError(RuntimeError):
    """The store does not answer, or refuses. It is not known what it holds."""


def folder(kind: str) -> Path:
    """Where files of the kind lie on this machine: all of them where no store is set, else none for long."""
    return Path(settings.DATA_DIR) / kind


def is_elsewhere() -> bool:
    return bool(settings.FILES)


def take_in(kind: str, name: str, file: Path) -> None:
    """Keep the file, whole or not at all; it is no more where it was."""
    if is_elsewhere():
        with _asked() as library:
            library.put(_store(), f"{kind}/{name}", file)
        file.unlink(missing_ok=True)
        return
    folder(kind).mkdir(parents=True, exist_ok=True)
    file.replace(folder(kind) / name)


def is_there(kind: str, name: str) -> bool:
    if is_elsewhere():
        try:
            with _asked() as library:
                library.head(_store(), f"{kind}/{name}")
        except FileNotFoundError:
            return False
        return True
    return (folder(kind) / name).exists()


def read(kind: str, name: str) -> bytes:
    """The content. Raises FileNotFoundError, StoreAwayError, and other OSErrors of the disk."""
    if is_elsewhere():
        with _asked() as library:
            return bytes(library.get(_store(), f"{kind}/{name}").bytes())
    return (folder(kind) / name).read_bytes()


@contextmanager
def at_hand(kind: str, name: str) -> Iterator[Path]:
    """The file as one of this machine, for reading; of one that is gone, a place where nothing is."""
    if not is_elsewhere():
        yield folder(kind) / name
        return
    with tempfile.TemporaryDirectory(prefix="fetched-", dir=settings.FILE_UPLOAD_TEMP_DIR) as own:
        path = Path(own) / name
        try:
            with _asked() as library, path.open("wb") as file:
                for piece in library.get(_store(), f"{kind}/{name}").stream():
                    file.write(piece)
        except FileNotFoundError:
            path.unlink(missing_ok=True)
        yield path


def drop(kind: str, name: str) -> None:
    """Nothing where there is none."""
    if is_elsewhere():
        try:
            with _asked() as library:
                library.delete(_store(), f"{kind}/{name}")
        except FileNotFoundError:
            return
    else:
        (folder(kind) / name).unlink(missing_ok=True)


def listed(kind: str) -> dict[str, datetime]:
    """Names, and since when each is there; the time is aware."""
    if is_elsewhere():
        with _asked() as library:
            found = [each for some in library.list(_store(), prefix=kind) for each in some]
        return {each["path"].rpartition("/")[2]: each["last_modified"] for each in found}
    return {
        path.name: datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        for path in sorted(folder(kind).glob("*"))
        if path.is_file() and not path.name.startswith("arriving-")
    }


def bring_along(*, progress: Progress) -> int:
    """Take into the store what still lies in the data folder, as before it was set; gives how many there were."""
    if not is_elsewhere():
        return 0
    left = [
        (kind, path)
        for kind in KINDS
        for path in sorted(folder(kind).glob("*"))
        if path.is_file() and not path.name.startswith("arriving-")
    ]
    for number, (kind, path) in enumerate(left):
        progress("files", number, len(left))
        take_in(kind, path.name, path)
    if left:
        progress("files", len(left), len(left))
    return len(left)


def arriving() -> Path:
    """A place for a file while it is written: the disk of the data folder, so that it comes to its own place whole."""
    place = Path(settings.FILE_UPLOAD_TEMP_DIR)
    place.mkdir(parents=True, exist_ok=True)
    return place


def copied(source: Path, kind: str, name: str) -> None:
    """Keep a copy of the file, unless it is there already."""
    if is_there(kind, name):
        return
    partial = arriving() / f"{kind}-{os.getpid()}-{os.urandom(8).hex()}"
    try:
        shutil.copyfile(source, partial)
        take_in(kind, name, partial)
    finally:
        partial.unlink(missing_ok=True)


def answers() -> bool:
    """Whether the store can be asked, now; true where none is set."""
    try:
        is_there(KINDS[0], "anything")
    except StoreAwayError:
        return False
    return True


@contextmanager
def _asked() -> Iterator[Any]:
    """The library, whose errors are ours; only FileNotFoundError is told as it is."""
    import obstore  # noqa: PLC0415 -- only where there is a store: it takes memory
    from obstore.exceptions import BaseError  # noqa: PLC0415

    try:
        yield obstore
    except FileNotFoundError:
        raise
    except (BaseError, PermissionError) as error:
        raise StoreAwayError("The store of files does not answer, or refuses what it is asked.") from error


def _store() -> Any:
    return _made(os.getpid(), tuple(sorted(settings.FILES.items())))


@cache
def _made(_process: int, told: tuple[tuple[str, Any], ...]) -> Any:
    """One a process: its threads do not outlive a fork."""
    from obstore.store import S3Store  # noqa: PLC0415

    given = dict(told)
    return S3Store(
        given.pop("bucket"),
        prefix=given.pop("prefix") or None,
        client_options={"allow_http": given.pop("allow_http"), "connect_timeout": "3s", "timeout": "60s"},
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
        virtual_hosted_style_request=False,
        **given,
    )
