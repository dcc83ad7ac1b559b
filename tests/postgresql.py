"""A PostgreSQL of a test's own, for what is about PostgreSQL whichever database the tests run on."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

QUICK = (
    "-c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=replica"
)


@dataclass(frozen=True)
class Server:
    folder: Path

    def url(self, database="postgres"):
        return f"postgresql://accede@{str(self.folder).replace('/', '%2F')}/{database}"

    def database(self, name):
        """The address of a new, empty one."""
        with psycopg.connect(self.url(), autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
        return self.url(name)


def programs():
    """The folder of its programs, of the latest version that is there."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else Path(shutil.which("initdb")).parent


def run(program, *arguments):
    """As the owner: PostgreSQL does not run as root."""
    as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
    command = [*(as_owner if os.geteuid() == 0 else []), str(programs() / program), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, cwd="/", text=True, timeout=120)
    assert done.returncode == 0, done.stderr + done.stdout


@contextlib.contextmanager
def server(*, copy_of=None):
    """An empty one; or one that follows another, and can only be read."""
    # A socket's path must be short, and its folder be open to PostgreSQL's own user.
    folder = Path(tempfile.mkdtemp(prefix="accede-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    own = Server(folder)
    try:
        if copy_of is None:
            run(
                "initdb", f"--pgdata={folder}/data", "--username=accede", "--auth=trust", "--encoding=UTF8",
                "--no-locale", "--no-sync",
            )  # fmt: skip
        else:
            run("pg_basebackup", "--no-sync", "-R", "-X", "stream", "-c", "fast", "-h", str(copy_of.folder), "-U", "accede", "-D", f"{folder}/data")  # fmt: skip
        start(own)
        yield own
    finally:
        with contextlib.suppress(AssertionError):
            stop(own)
        shutil.rmtree(folder, ignore_errors=True)


def start(own):
    options = f"--options={QUICK} -c unix_socket_directories={own.folder}"
    run("pg_ctl", f"--pgdata={own.folder}/data", f"--log={own.folder}/log", "--wait", "start", options)


def stop(own):
    run("pg_ctl", f"--pgdata={own.folder}/data", "--mode=immediate", "--wait", "stop")
