"""The servers that are compared, each as its user starts it, and what the system says that they cost."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[1]
PATIENCE = 120  # seconds that a server may take to answer


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int

    def cpu_ms(self) -> float:
        """What all processes of the server have used until now, in user and in system mode."""
        return sum(_seconds(pid) for pid in self.processes()) * 1000

    def memory_mb(self) -> list[float]:
        """Each process's proportional share (PSS): what several of them share counts once in the sum."""
        return [_pss_kb(pid) * 1024 / 1e6 for pid in self.processes()]

    def processes(self) -> list[int]:
        return _with_descendants(self.process.pid)


def own_environment(folder: Path) -> dict[str, str]:
    """Accede on that data folder, with no other setting than its defaults."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ACCEDE", "DJANGO"))}
    return kept | {"PYTHONPATH": str(PROJECT / "src"), "ACCEDE_DATA_DIR": str(folder)}


@contextlib.contextmanager
def accede(folder: Path) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "accede", "run", "--port", str(port)]
    with running(command, port, own_environment(folder)) as server:
        yield server


@contextlib.contextmanager
def datasette(program: Path, database: Path) -> Iterator[Server]:
    port = free_port()
    with running([str(program), "serve", str(database), "--port", str(port)], port, None) as server:
        yield server


def find_datasette() -> Path | None:
    """In the environment made for it, in the one that runs this, or on the path."""
    beside = [PROJECT / ".venv" / "bench" / "bin", Path(sys.executable).parent]
    found = next((folder / "datasette" for folder in beside if (folder / "datasette").exists()), None)
    anywhere = shutil.which("datasette")
    return found or (Path(anywhere) if anywhere else None)


@contextlib.contextmanager
def running(command: list[str], port: int, environment: dict[str, str] | None) -> Iterator[Server]:
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for(process, port)
            yield Server(process, port)
        finally:
            process.terminate()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise SystemExit(f"No answer from: {process.args!r}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _with_descendants(pid: int) -> list[int]:
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    return [pid, *(process for child in children for process in _with_descendants(child))]


def _seconds(pid: int) -> float:
    """By the process's own clock, which counts nanoseconds: /proc/PID/stat counts hundredths of a second."""
    return time.clock_gettime(~pid << 3 | 2)  # as clock_getcpuclockid(3) makes its number on Linux


def _pss_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
