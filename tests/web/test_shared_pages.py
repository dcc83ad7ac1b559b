"""Pages kept in a Redis for all machines: what others put there is not taken, and it may be away."""

import contextlib
import shutil
import socket
import subprocess
import time

import pytest
import redis
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured

from accede.project import elsewhere
from accede.web.public import shared_pages

OWN = {"BACKEND": "of each process", "TIMEOUT": 3600, "OPTIONS": {"MAX_ENTRIES": 10}}
PAGE = "/en/treaties/ccm/materials/"


def test_a_cache_is_named_by_an_address_of_redis_or_valkey(monkeypatch):
    monkeypatch.delenv("ACCEDE_CACHE_URL", raising=False)
    assert elsewhere.pages(OWN) is OWN
    monkeypatch.setenv("ACCEDE_CACHE_URL", "valkeys://:secret@cache.example.org:6380/1")
    assert elsewhere.pages(OWN)["LOCATION"] == "rediss://:secret@cache.example.org:6380/1"
    monkeypatch.setenv("ACCEDE_CACHE_URL", "memcached://cache")
    with pytest.raises(ImproperlyConfigured, match="Write redis://"):
        elsewhere.pages(OWN)


@contextlib.contextmanager
def running(command):
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            yield server
        finally:
            server.kill()


@pytest.mark.django_db
@pytest.mark.skipif(not shutil.which("redis-server"), reason="needs redis-server")
def test_a_page_is_rendered_once_for_all_and_none_is_missed_while_redis_is_away(
    client, settings, monkeypatch, tmp_path
):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", tmp_path]
    monkeypatch.setenv("ACCEDE_CACHE_URL", f"redis://127.0.0.1:{port}/0")
    monkeypatch.setattr(shared_pages, "_away_until", [0.0])
    settings.CACHES = {
        "default": settings.CACHES["default"],
        "pages": elsewhere.pages({"TIMEOUT": 3600, "OPTIONS": {"MAX_ENTRIES": 10}}),
    }
    with running(command) as server:
        there = redis.Redis(port=port)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                there.ping()
                break
            except redis.ConnectionError:
                time.sleep(0.05)
        first = client.get(PAGE)
        (key,) = there.keys("*")
        assert (first.status_code, client.get("/readyz").content) == (200, b"ready")

        # The next machine takes it from there, and only if it is as it was written.
        body, headers = caches["pages"].get(key.decode().rpartition(":")[2])
        caches["pages"].set(key.decode().rpartition(":")[2], (body, headers | {"X-Kept": "yes"}))
        again = client.get(PAGE)
        assert (again["X-Kept"], again.content == first.content) == ("yes", True)
        there.set(key, there.get(key).replace(b"yes", b"no!"))
        assert "X-Kept" not in client.get(PAGE)
        there.set(key, b"cos\nsystem\n(S'exit'\ntR.")  # what a pickle would run
        assert client.get(PAGE).content == first.content

        server.terminate()
        server.wait(10)
    assert client.get(PAGE).content == first.content
    assert client.get("/readyz").content == b"ready, but the shared cache is away"
    assert caches["pages"].get(key.decode().rpartition(":")[2])[0] == body  # kept by this process
