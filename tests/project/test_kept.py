"""Files that are kept in an S3-compatible store, instead of the data folder: by every room that keeps some, and in backups."""

import contextlib
import socket
import subprocess
import time
import urllib.request
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from accede import kept
from accede.project import elsewhere
from accede.project.backup import archive
from accede.toolkit import files

MOTO = Path(__file__).parents[2] / ".venv" / "servers" / "bin" / "moto_server"
pytestmark = pytest.mark.skipif(not MOTO.exists(), reason="./run test installs the server")


def test_a_store_is_named_by_an_address_that_tells_all(monkeypatch):
    monkeypatch.setenv("ACCEDE_FILES_URL", "s3://KEY:a%2Fb@s3.example.org/desk/files?region=eu-central-2")
    assert elsewhere.files() == {
        "bucket": "desk",
        "prefix": "files",
        "endpoint": "https://s3.example.org",
        "region": "eu-central-2",
        "allow_http": False,
        "access_key_id": "KEY",
        "secret_access_key": "a/b",
    }
    for wrong in (
        "https://s3.example.org/desk",
        "s3://s3.example.org",
        "s3://KEY:x@host/desk?tsl=no",
        "s3://h:x/d",
    ):
        monkeypatch.setenv("ACCEDE_FILES_URL", wrong)
        with pytest.raises(ImproperlyConfigured, match="Write s3://"):
            elsewhere.files()


@contextlib.contextmanager
def store():
    """The address of a server of its own, which holds nothing yet."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(MOTO), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.05)
            yield f"127.0.0.1:{port}"
        finally:
            server.kill()


def bucket(at, name, monkeypatch):
    asked = urllib.request.Request(f"http://{at}/{name}", method="PUT")
    with urllib.request.urlopen(asked, timeout=30):  # noqa: S310
        pass
    monkeypatch.setenv("ACCEDE_FILES_URL", f"s3://KEY:SECRET@{at}/{name}/files?tls=no")
    return elsewhere.files()


@pytest.mark.django_db
def test_files_lie_in_the_store_are_backed_up_from_it_and_restored_into_another(
    settings, monkeypatch, tmp_path, client
):
    settings.DATA_DIR = tmp_path / "data"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "data" / "arriving"
    before, _key = files.keep(b"kept before there was a store")
    told = []
    with store() as at:
        settings.FILES = bucket(at, "desk", monkeypatch)
        assert kept.bring_along(progress=lambda *step: told.append(step)) == 1
        assert (told[-1], list(kept.folder("materials").iterdir())) == (("files", 1, 1), [])
        assert kept.bring_along(progress=print) == 0
        assert files.is_whole(before)

        name, key = files.keep(b"a material, sealed")
        assert (files.read(name, key), files.is_whole(name)) == (b"a material, sealed", True)
        with pytest.raises(files.DamagedFileError):
            files.read("f" * 64, key)
        large = tmp_path / "large.csv"
        large.write_bytes(b"0123456789abcdef" * 1_000_000)  # more than one piece
        kept.copied(large, "imports", "e" * 64)
        kept.copied(large, "imports", "e" * 64)
        with kept.at_hand("imports", "e" * 64) as path:
            assert path.read_bytes() == large.read_bytes()
        assert not path.exists()
        with kept.at_hand("imports", "d" * 64) as path:
            assert not path.exists()
        assert set(kept.listed("imports")) == {"e" * 64}
        later = datetime(2100, 1, 1, tzinfo=UTC)
        assert (files.drop_left_over(known={name}, at=later), set(kept.listed("materials"))) == (1, {name})
        files.drop("f" * 64)

        # The tables are not what this is about, and no backup begins within a test's transaction.
        monkeypatch.setattr(archive, "_one_moment", contextlib.nullcontext)
        monkeypatch.setattr(archive.rows, "tables", lambda _apps: {})
        backup = tmp_path / "desk.backup"
        manifest = archive.write(backup, at=datetime(2026, 11, 1, tzinfo=UTC), progress=lambda *_step: None)
        assert {f"files/materials/{name}", f"files/imports/{'e' * 64}"} == set(manifest.members)
        settings.FILES = bucket(at, "another", monkeypatch)
        assert kept.listed("materials") == {}
        with zipfile.ZipFile(backup) as bundle:
            archive._put_files(bundle, manifest)  # noqa: SLF001
        assert files.read(name, key) == b"a material, sealed"
        assert list(kept.folder("imports").glob("*")) == []
        assert client.get("/readyz").content == b"ready"
    with pytest.raises(kept.StoreAwayError):
        files.read(name, key)
    assert client.get("/readyz").content == b"ready, but the store of files is away"
