"""The file of a backup: a zip of tables as JSON lines, the files of the data folder, the keys, and a manifest."""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

import accede
from accede import kept
from accede.access import audit, encryption
from accede.access.models import Person
from accede.outbox import actions as outbox
from accede.project import making, migrating
from accede.project.backup import rows, sealing
from accede.project.observing import traces
from accede.record.models import State
from accede.webhooks import actions as webhooks

FORMAT = 1
MANIFEST = "manifest.json"
# What the data folder holds besides: the database, what is made anew at each start, keys that the manifest has,
# files that are still on their way in.
NOT_FILES = ("accede.sqlite3", "static", "first-start.lock", "work", "note-keys", "arriving")

Progress = Callable[[str, int, int], None]


class BackupRefusedError(ValueError):
    """A file that is no whole backup, or one that this program or this database cannot take."""


@dataclass(frozen=True)
class Member:
    """What the manifest says of one member of the zip; `rows` and `columns` of a table."""

    sha256: str
    rows: int | None = None
    columns: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Manifest:
    format: int
    version: str
    made_at: str
    migrations: list[tuple[str, str]]
    keys: list[str]
    members: dict[str, Member]

    @property
    def row_count(self) -> int:
        return sum(member.rows or 0 for member in self.members.values())


def read_passphrase(file: Path) -> str:
    """The first line of the file. Raises BackupRefusedError where it is empty."""
    lines = file.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0].strip():
        raise BackupRefusedError(f"{file.name} is empty. Write the passphrase into its first line.")
    return lines[0].strip()


def insist_on_real() -> None:
    if settings.DEMONSTRATION:
        raise BackupRefusedError(
            "This desk is a demonstration: what people say in it is invented, and stays here."
        )


def write(target: Path, *, at: datetime, passphrase: str = "", progress: Progress) -> Manifest:
    """Put the whole desk, as it is at one moment, into a new file. What others write meanwhile is not held up.

    Raises BackupRefusedError of a demonstration: restored elsewhere, it would no longer say that it is one.
    """
    insist_on_real()
    partial = target.with_name(f".{target.name}.partial")
    try:
        with tempfile.TemporaryFile(dir=target.parent) as plain:
            with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as bundle:
                manifest = _fill(bundle, at, progress)
            plain.seek(0)
            with partial.open("xb") as file:
                partial.chmod(0o600)
                sealing.seal(plain, file, passphrase) if passphrase else shutil.copyfileobj(plain, file)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    traces.leave(traces.BACKUP, at)
    return manifest


def _fill(bundle: zipfile.ZipFile, at: datetime, progress: Progress) -> Manifest:
    members: dict[str, Member] = {}
    with _one_moment():
        applied = sorted(MigrationRecorder(connection).applied_migrations())
        found = rows.tables(apps)
        for number, (label, model) in enumerate(found.items()):
            progress("tables", number, len(found))
            digest, count = hashlib.sha256(), 0
            with bundle.open(f"tables/{label}.jsonl", "w", force_zip64=True) as member:
                for line in rows.dump(model):
                    member.write(line)
                    digest.update(line)
                    count += 1
            members[f"tables/{label}.jsonl"] = Member(digest.hexdigest(), count, rows.columns(model))
        progress("tables", len(found), len(found))
    for path in _files():
        name = f"files/{path.relative_to(settings.DATA_DIR).as_posix()}"
        bundle.write(path, name)
        members[name] = Member(hashlib.sha256(path.read_bytes()).hexdigest())
    for kind, file in _files_elsewhere():
        name = f"files/{kind}/{file}"
        with kept.at_hand(kind, file) as path:
            if not path.exists():  # taken away since, with the rows that rested on it
                continue
            bundle.write(path, name)
            members[name] = Member(hashlib.sha256(path.read_bytes()).hexdigest())
    manifest = Manifest(
        format=FORMAT,
        version=accede.__version__,
        made_at=at.isoformat(timespec="seconds"),
        migrations=applied,
        keys=encryption.keys(),
        members=members,
    )
    bundle.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    return manifest


@contextmanager
def _one_moment() -> Iterator[None]:
    """All reads see the desk as it is at the first of them."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:  # a transaction that only reads: Django's own would keep writers out
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _files() -> list[Path]:
    folder = Path(settings.DATA_DIR)
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(NOT_FILES)
    ]


def _files_elsewhere() -> list[tuple[str, str]]:
    """Those of a store, by kind and name."""
    return [(kind, name) for kind in kept.KINDS for name in kept.listed(kind)] if kept.is_elsewhere() else []


@contextmanager
def opened(source: Path, *, passphrase: str = "") -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup whose every member was held against its hash. Raises BackupRefusedError, WrongPassphraseError."""
    with tempfile.TemporaryFile() as plain, source.open("rb") as file:
        content: IO[bytes] = file
        if sealing.is_sealed(source):
            if not passphrase:
                raise BackupRefusedError(
                    f"{source.name} is under a passphrase. Name a file that holds it with --passphrase-file."
                )
            sealing.unseal(file, plain, passphrase)
            content = plain
        try:
            bundle = zipfile.ZipFile(content)
            manifest = _verified(bundle, source.name)
        except SPOILT as error:
            raise BackupRefusedError(
                f"{source.name} is no backup, or is cut off. Nothing was changed."
            ) from error
        with bundle:
            yield bundle, manifest


# What a zip that was spoilt makes Python's own reader of zips say: places outside the file, methods that there are not.
SPOILT = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    UnicodeError,
)


def _verified(bundle: zipfile.ZipFile, name: str) -> Manifest:
    try:
        told = json.loads(bundle.read(MANIFEST))
        if told["format"] != FORMAT:
            raise BackupRefusedError(
                f"{name} is a backup of format {told['format']}; this program reads format {FORMAT}."
            )
        manifest = Manifest(
            **told
            | {
                "members": {key: Member(**member) for key, member in told["members"].items()},
                "migrations": [(app, migration) for app, migration in told["migrations"]],
            }
        )
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, BackupRefusedError):
            raise
        raise BackupRefusedError(f"{name} holds no manifest of a backup. Nothing was changed.") from error
    there = set(bundle.namelist()) - {MANIFEST}
    for member in sorted(there ^ set(manifest.members)):
        raise BackupRefusedError(
            f"{name}: {member} is missing or does not belong there. Nothing was changed."
        )
    for member, told_of in manifest.members.items():
        digest = hashlib.sha256()
        with bundle.open(member) as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
        if digest.hexdigest() != told_of.sha256:
            raise BackupRefusedError(f"{name}: {member} is not as it was written. Nothing was changed.")
    return manifest


def restore(source: Path, *, passphrase: str = "", replace: bool = False, progress: Progress) -> Manifest:
    """Make the desk what it was when the backup was written: all of it, or nothing.

    An empty database is brought to the state of the backup's program first, filled, and then brought up to date, so
    that an older backup can be restored. One that holds something is only overwritten with `replace`, and only by a
    backup of the same state. Raises BackupRefusedError, WrongPassphraseError.
    """
    with opened(source, passphrase=passphrase) as (bundle, manifest):
        executor = MigrationExecutor(connection)
        unknown = sorted(set(manifest.migrations) - set(executor.loader.graph.nodes))
        if unknown:
            raise BackupRefusedError(
                f"{source.name} was written by a later program (version {manifest.version}), which knows "
                f"{'.'.join(unknown[0])}. Update this one first."
            )
        applied = set(MigrationRecorder(connection).applied_migrations())
        if applied and not replace and _holds_something():
            raise BackupRefusedError(
                "This desk holds something already. Restore into an empty data folder or database, or say "
                "--replace to overwrite everything that is here."
            )
        if applied and applied != set(manifest.migrations):
            raise BackupRefusedError(
                "The backup is of another state of the program than this database. Restore it into an empty one."
            )
        with migrating.in_one_piece():
            last = _last_of_each(executor, manifest.migrations)
            if making.is_empty():
                making.make_tables(last)
            migrating.executor().migrate(last)
            state = MigrationExecutor(connection).loader.project_state(manifest.migrations)
            _load(bundle, manifest, state.apps, progress)
            later = migrating.executor()
            later.migrate(later.loader.graph.leaf_nodes())
            call_command("createcachetable", verbosity=0)
            outbox.doubt_approved(at=timezone.now())
            webhooks.switch_all_off(at=timezone.now())
            _put_files(bundle, manifest)
    broken = audit.first_break()
    if broken:
        raise BackupRefusedError(
            f"Restored, but the trail does not hold: {broken.why} (entry {broken.entry})."
        )
    return manifest


def _holds_something() -> bool:
    """Whether the record was loaded, or somebody was invited."""
    there = connection.introspection.table_names()
    return any(model._meta.db_table in there and model.objects.exists() for model in (State, Person))  # noqa: SLF001


def _last_of_each(executor: MigrationExecutor, applied: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of the migrations those after which none of them comes."""
    graph, known = executor.loader.graph, set(applied)
    return [
        key
        for key in applied
        if not any(child.key in known and child.key[0] == key[0] for child in graph.node_map[key].children)
    ]


def _load(bundle: zipfile.ZipFile, manifest: Manifest, state: Any, progress: Progress) -> None:
    found = rows.tables(state)
    rows.empty(found.values())
    listed = [name for name in manifest.members if name.startswith("tables/")]
    for number, name in enumerate(listed):
        progress("tables", number, len(listed))
        label, member = name.removeprefix("tables/").removesuffix(".jsonl"), manifest.members[name]
        if label not in found:
            raise BackupRefusedError(f"There is no table {label} in this program. Nothing was restored.")
        with bundle.open(name) as lines:
            loaded = rows.load(found[label], member.columns, lines, manifest.keys)
        if loaded != member.rows or rows.count(found[label]) != member.rows:
            raise BackupRefusedError(
                f"{label}: {loaded} rows instead of {member.rows}. Nothing was restored."
            )
    rows.count_on(found.values())
    progress("tables", len(listed), len(listed))


def _put_files(bundle: zipfile.ZipFile, manifest: Manifest) -> None:
    folder = Path(settings.DATA_DIR).resolve()
    for name in manifest.members:
        if not name.startswith("files/"):
            continue
        kind, _slash, own = name.removeprefix("files/").partition("/")
        if kept.is_elsewhere() and kind in kept.KINDS and own:
            partial = kept.arriving() / f"restored-{os.getpid()}"
            with bundle.open(name) as source, partial.open("wb") as file:
                shutil.copyfileobj(source, file)
            kept.take_in(kind, own, partial)
            continue
        target = (folder / name.removeprefix("files/")).resolve()
        if not target.is_relative_to(folder):
            raise BackupRefusedError(f"{name} would lie outside the data folder. It was left out.")
        target.parent.mkdir(parents=True, exist_ok=True)
        with bundle.open(name) as source, target.open("wb") as file:
            target.chmod(0o600)  # among them the secret key, without which apps for codes would be strangers
            shutil.copyfileobj(source, file)
