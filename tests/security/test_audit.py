"""What is locked is held against known faults, without the network too; where nothing can be known, that is said."""

import importlib.util
import json
import threading
import zipfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "audit.py"


@pytest.fixture(scope="module")
def audit():
    spec = importlib.util.spec_from_file_location("audit", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def _advisory(number, name, *, versions=(), events=(), **more):
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}] if events else []
    package = {"ecosystem": "PyPI", "name": name}
    return {
        "id": number,
        "affected": [{"package": package, "versions": list(versions), "ranges": ranges}],
        **more,
    }


def test_everything_that_is_locked_is_audited(audit):
    versions = audit.locked()
    assert len(versions["numpy"]) == 2  # one for each version of Python
    lines = [
        line
        for file in audit.REQUIREMENTS.glob("*.txt")
        for line in file.read_text(encoding="utf-8").splitlines()
        if "==" in line
    ]
    names = {line.split("==")[0] for line in lines}
    assert {audit.plain(name) for name in names} == set(versions)


def test_a_known_fault_is_found_in_a_copy_of_the_database_and_nothing_else(
    audit, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(audit, "locked", lambda: {"django": {"5.2.19"}, "a-b": {"1.0"}})
    told = [
        _advisory("FOUND-1", "Django", events=[{"introduced": "5.2"}, {"fixed": "5.2.20"}]),
        _advisory("FOUND-2", "a_b", versions=["1.0"], summary="It leaks."),
        _advisory("FOUND-3", "django", events=[{"introduced": "0"}, {"last_affected": "5.2.19"}]),
        _advisory("MENDED", "django", events=[{"introduced": "0"}, {"fixed": "5.2.19"}]),
        _advisory("LATER", "django", events=[{"introduced": "6.0"}]),
        _advisory("WITHDRAWN", "django", versions=["5.2.19"], withdrawn="2026-01-01T00:00:00Z"),
        _advisory("OTHER", "flask", versions=["5.2.19"]),
    ]
    bundle = tmp_path / "all.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        for each in told:
            archive.writestr(f"{each['id']}.json", json.dumps(each))
    assert audit.main(["--from", str(bundle)]) == 1
    output = capsys.readouterr().out
    assert [line.split(": ")[1].split()[0] for line in output.splitlines()[1:]] == [
        "FOUND-2",
        "FOUND-1",
        "FOUND-3",
    ]
    assert audit.main(["--from", str(tmp_path / "none.zip")]) == 1  # a copy that was named must be there


def test_where_no_advisory_can_be_had_it_is_said_that_nothing_was_audited(audit, capsys, monkeypatch):
    monkeypatch.setattr(audit, "asked", _unreachable)
    assert audit.main([]) == 0
    assert capsys.readouterr().out.startswith("NOT AUDITED")


@contextmanager
def _service(answer):
    """A service of advisories on this machine, which remembers what it was asked."""
    asked = []

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            status, body = answer(asked[-1][1])
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/querybatch", asked
    finally:
        server.shutdown()
        server.server_close()


def _told(body):
    """As the service answers: one result for each question, in their order, empty where nothing is known."""
    known = {("django", "5.2.19"): {"vulns": [{"id": "FOUND-1", "modified": "2026-01-01T00:00:00Z"}]}}
    results = [known.get((each["package"]["name"], each["version"]), {}) for each in body["queries"]]
    return 200, json.dumps({"results": results}).encode()


def test_the_service_is_asked_once_for_all_and_a_fault_it_knows_fails_the_run(audit, capsys, monkeypatch):
    locked = {"django": {"5.2.19"}, "numpy": {"1.0", "2.0"}}
    monkeypatch.setattr(audit, "locked", lambda: locked)
    with _service(_told) as (address, asked):
        assert audit.main(["--service", address]) == 1
        assert "django 5.2.19: FOUND-1" in capsys.readouterr().out
        ((path, body),) = asked
        locked["django"] = {"5.2.20"}
        assert audit.main(["--service", address]) == 0
        assert capsys.readouterr().out.startswith("3 locked packages were held against known faults; 0")
    assert path == "/v1/querybatch"
    questions = [(q["package"]["ecosystem"], q["package"]["name"], q["version"]) for q in body["queries"]]
    assert questions == [("PyPI", "django", "5.2.19"), ("PyPI", "numpy", "1.0"), ("PyPI", "numpy", "2.0")]


@pytest.mark.parametrize(
    "answer",
    [
        (503, b""),
        (200, b"<html>A page of a proxy</html>"),
        (200, b'{"results": []}'),
        (200, b"[]"),
        (200, b'{"results": null}'),
    ],
)
def test_an_answer_that_says_nothing_is_no_audit(audit, capsys, answer):
    with _service(lambda _body: answer) as (address, _asked):
        assert audit.main(["--service", address]) == 0
    assert capsys.readouterr().out.startswith("NOT AUDITED")


def _unreachable(*_args, **_kwargs):
    raise OSError("no network")
