"""Two machines that have a PostgreSQL and a store of files in common, and no folder: one of them is killed."""

import base64
import http.client
import json
import threading
import time
import uuid
from dataclasses import dataclass, field

import psycopg
import pytest
from tests.desk import Desk, new_database, server_url
from tests.prepared import database_name, prepared
from tests.project.test_kept import MOTO, bucket, store
from tests.respondents import Server, free_port

EACH = 5
PROGRAMS = 4
PERSON = "ana@example.org --name Ana --organisation Mission --organisation-kind state --post Attachée"
pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(not server_url(), reason="several machines need PostgreSQL"),
    pytest.mark.skipif(not MOTO.exists(), reason="./run test installs the server"),
]


@dataclass
class Program:
    """Puts files on the desk, by whichever machine answers; sends again, under the same key, what got no answer."""

    number: int
    token: str
    ports: list[int]
    acknowledged: list[int] = field(default_factory=list)
    failures: int = 0

    def work(self, until):
        while len(self.acknowledged) < EACH and time.monotonic() < until:
            place = len(self.acknowledged)
            table = f"iso3,name\nKEN,Kenya {self.number} {place}\n"
            told = {
                "file_name": f"{self.number}-{place}.csv",
                "content": base64.b64encode(table.encode()).decode(),
            }
            key = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.number} {place}"))
            for port in self.ports[self.number % 2 :] + self.ports[: self.number % 2]:
                number = self._sent(port, told, key)
                if number is not None:
                    self.acknowledged.append(number)
                    break
            else:
                time.sleep(0.3)

    def _sent(self, port, told, key):
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        }
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("POST", "/api/v1/desk/ccm/imports", json.dumps(told), headers)
            answer = connection.getresponse()
            said = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            self.failures += 1
            return None
        finally:
            connection.close()
        assert answer.status in {200, 201, 202, 409}, said  # 409: begun where it was killed, and not done
        return said["numbers"][0] if answer.status != 409 else None


def test_what_was_acknowledged_is_there_and_nothing_twice(tmp_path, monkeypatch):
    original = prepared()
    keys = (original.folder / "note-keys").read_text(encoding="ascii").split()
    with new_database(like=database_name(original)) as url, store() as at:
        bucket(at, "desk", monkeypatch)
        common = {
            "ACCEDE_SECRET_KEY": uuid.uuid4().hex,
            "ACCEDE_NOTE_KEYS": ",".join(keys),
            "ACCEDE_FILES_URL": f"s3://KEY:SECRET@{at}/desk/files?tls=no",
            "ACCEDE_WORKERS": "1",
        }
        machines = [Machine(tmp_path / name, url, common) for name in ("one", "other")]
        assert machines[0].accede("user", "add", *PERSON.split(), "--role", "coordinator").returncode == 0
        made = machines[0].accede("token", "add", "ana@example.org", "--name", "a program", "--write")
        ports = [free_port(), free_port()]
        servers = [Server(*each) for each in zip(machines, ports, strict=True)]
        programs = [Program(number, made.stdout.strip(), ports) for number in range(PROGRAMS)]
        try:
            before, told = killed_in_the_middle(programs, servers, url)
        finally:
            servers[1].stop()
        assert 0 < before < EACH * PROGRAMS
        assert sum(each.failures for each in programs) > 0, "nobody noticed that a machine was killed"
        assert [len(each.acknowledged) for each in programs] == [EACH] * PROGRAMS
        acknowledged = sorted(number for each in programs for number in each.acknowledged)
        assert [number for number, _name, _state, _lines in told] == acknowledged
        assert len({name for _number, name, _state, _lines in told}) == EACH * PROGRAMS
        assert {state for _number, _name, state, _lines in told} == {"columns"}  # looked into, by whichever
        assert machines[1].accede("audit", "verify").returncode == 0


class Machine(Desk):
    """A desk with a folder of its own, and the rest in common."""

    def __init__(self, folder, url, common):
        super().__init__(folder, url)
        object.__setattr__(self, "common", common)

    def python(self, *arguments, **environment):
        return super().python(*arguments, **self.common | environment)


def killed_in_the_middle(programs, servers, url):
    """How many writes had been acknowledged before, and each file that is on the desk once all work is done."""
    until = time.monotonic() + 120
    threads = [threading.Thread(target=each.work, args=(until,), daemon=True) for each in programs]
    for thread in threads:
        thread.start()
    while (before := sum(len(each.acknowledged) for each in programs)) < EACH * PROGRAMS // 3:
        assert time.monotonic() < until, "not even a third came through"
        time.sleep(0.01)
    servers[0].kill()
    with psycopg.connect(url, autocommit=True) as own:
        # As after the minute for which a write is taken to be still going on.
        own.execute(
            "UPDATE access_writeanswered SET begun_at = begun_at - interval '2 minutes' WHERE status IS NULL"
        )
        for thread in threads:
            thread.join(120)
        waiting = (
            "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
        )
        while own.execute(waiting).fetchone()[0] and time.monotonic() < until:
            time.sleep(0.2)
        told = own.execute(
            "SELECT id, file_name, state, (SELECT count(*) FROM record_uploadline WHERE upload_id = u.id) "
            "FROM record_upload AS u ORDER BY id"
        ).fetchall()
    return before, told
