"""`accede run`: it says where it serves, serves, and stops when told to."""

import contextlib
import http.client
import resource
import signal
import socket

import pytest

pytestmark = pytest.mark.database


@pytest.fixture
def port():
    """One that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextlib.contextmanager
def serving(desk, port, **environment):
    process = desk.start("run", "--port", str(port), **environment)
    try:
        line = process.stderr.readline()
        assert line == f"Accede is ready on http://127.0.0.1:{port}/\n", line + process.stderr.read()
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=120)


def ask(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_run_leads_to_the_readers_language(desk, port):
    with serving(desk, port):
        for reads, language in [("en", "en"), ("fr-CA, fr;q=0.9", "fr"), ("tlh", "en")]:
            status, headers, _body = ask(port, "/", **{"Accept-Language": reads})
            assert status == 302
            assert headers["Location"].startswith(f"/{language}/")


def test_second_start_takes_little_work(desk, port):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with serving(desk, port):
        pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Seconds of the processor, so that a busy machine does not matter; some two are usual.
    assert (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) < 6


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_run_stops_when_told(desk, port, told):
    with serving(desk, port) as process:
        process.send_signal(told)
        _output, errors = process.communicate(timeout=120)
    assert (process.returncode, "Traceback" in errors) == (0, False)
    with pytest.raises(ConnectionRefusedError):
        ask(port, "/")


def test_run_on_a_taken_port_is_refused(desk):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = desk.accede("run", "--port", str(port))
    assert answer.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in answer.stderr
    assert "Choose another with --port" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_run_with_a_number_of_workers_that_cannot_be_is_refused(desk, port):
    answer = desk.accede("run", "--port", str(port), ACCEDE_WORKERS="many")
    assert answer.returncode == 1
    assert answer.stderr == "ACCEDE_WORKERS is 'many'. Write how many processes serve, 1 or more.\n"
