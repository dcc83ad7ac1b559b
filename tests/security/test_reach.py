"""No link that somebody writes makes the server ask anybody: it has no way to, but for mail and for the guarded webhooks."""

import ast
from pathlib import Path

import accede

SOURCE = Path(accede.__file__).parent
LINES = {
    "socket",
    "http.client",
    "urllib.request",
    "smtplib",
    "ftplib",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
}
# Who may open a line, and to whom.
OPEN_ONE = {
    "outbox/transport.py": "the operator's mail server",
    "webhooks/line.py": "addresses that webhooks/guard.py lets through: tests/webhooks/test_guard.py",
    "webhooks/guard.py": "names are looked up, and held against the list of addresses that are never called",
    "project/server.py": "whether its own address is free",
    "project/serving.py": "whether it answers itself",
    "background/liveness.py": "the name of this machine",
    "api/client.py": "on the user's machine, not on the server's: it asks the desk that its user names",
}


def _imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def test_only_these_places_can_open_a_line():
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if LINES & set(_imported(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert found - set(OPEN_ONE) == set()
