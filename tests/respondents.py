"""Many who answer a survey at once, each by a link of their own, while the server is killed and started again."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

PREPARE = """
import sys, json, django; sys.path.insert(0, sys.argv[1]); django.setup()
from django.utils import timezone
from tests.access import cast
from tests.factories import survey as make
from accede.record.models import State
from accede.survey import actions
from accede.survey.queries import opened_by
states, now = list(State.objects.values_list("pk", flat=True)[: int(sys.argv[2])]), timezone.now()
survey = make.opened(states)
tokens = actions.issue_links(survey=survey, by=cast.viewer("coordinator_a"), at=now)
part = {iso3: actions.pass_on(link=opened_by(token, at=now).link, section="why", at=now) for iso3, token in tokens.items()}
print(json.dumps([[survey.pk, iso3, tokens[iso3], "process", "ministry"] for iso3 in tokens]
    + [[survey.pk, iso3, part[iso3], "why", "reasons_words"] for iso3 in part]))
"""
KEPT = """
import sys, json, django; django.setup()
from accede.survey.models import Answer
rows = Answer.objects.unguarded(because="a test").filter(response__round=sys.argv[1]).select_related("response")
print(json.dumps([[row.response.state_id, row.question, json.loads(row.value)] for row in rows]))
"""
SETTINGS = {"DJANGO_SETTINGS_MODULE": "accede.project.settings"}


def _told(desk, script, *arguments):
    with desk.python("-c", script, *arguments, **SETTINGS) as process:
        output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return json.loads(output)


def prepared(desk, states):
    """Two for each State: one with the whole questionnaire, one with a part that was passed on."""
    return [Respondent(*each) for each in _told(desk, PREPARE, str(Path(__file__).parents[1]), str(states))]


def kept(desk, survey):
    """State and question to all texts that the database holds for them."""
    found = {}
    for iso3, question, value in _told(desk, KEPT, str(survey)):
        found.setdefault((iso3, question), []).append(value)
    return found


@dataclass
class Respondent:
    """Types a longer text each time, and remembers up to which the server said that it is saved."""

    survey: int
    iso3: str
    token: str
    part: str
    question: str
    typed: int = 0
    acknowledged: int = 0
    failures: int = 0
    waits: list[float] = field(default_factory=list)
    seen: str | None = None

    def answer(self, port, times, until):
        while self.acknowledged < times and time.monotonic() < until:
            began = time.monotonic()
            try:
                self.save(port)
            except (OSError, http.client.HTTPException, AssertionError):
                self.failures += 1
                self.seen = None  # as somebody who opens the page again
                time.sleep(0.5)
            else:
                self.waits.append(time.monotonic() - began)

    def save(self, port):
        path = f"/en/answer/{self.token}/part/{self.part}/"
        if self.seen is None:
            status, page = self._ask(port, "GET", path)
            assert status == 200, status
            self.seen = re.search(rf'name="seen\.{self.question}" value="(\w*)"', page)[1]
        self.typed += 1
        fields = {f"seen.{self.question}": self.seen, f"a.{self.question}": f"text {self.typed}"}
        status, told = self._ask(port, "POST", path, urlencode(fields))
        assert status == 200, status
        told = json.loads(told)
        if not told["saved"]:  # an earlier one came through, but not the word that it did
            assert told["contested"] == [self.question]
            self.seen = None
            return
        self.seen, self.acknowledged = told["seen"][self.question], self.typed

    def _ask(self, port, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        with contextlib.closing(connection):
            headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Server:
    """`accede run` on the desk, once it is ready."""

    def __init__(self, desk, port):
        self.process = desk.start("run", "--port", str(port))
        for line in self.process.stderr:
            if "is ready" in line:
                break
        # Standard error is read on to the end, or a full pipe would stop the server.
        self._drain = threading.Thread(target=self.process.stderr.read, daemon=True)
        self._drain.start()

    def kill(self):
        """All of it at once, without a word: as when the machine's memory is full."""
        for pid in _family(self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._ended()

    def stop(self):
        self.process.terminate()
        self._ended()

    def _ended(self):
        self.process.wait(timeout=30)
        self._drain.join(timeout=30)
        self.process.stdout.close()
        self.process.stderr.close()


def _family(pid):
    found = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    parents = [tuple(map(int, line.split())) for line in found.stdout.splitlines()]
    family = [pid]
    for each in family:
        family.extend(child for child, parent in parents if parent == each)
    return family


def answer_at_once(desk, respondents, *, times, seconds):
    """All of them at once; the server is killed in the middle and started again. How many were acknowledged before."""
    port = free_port()
    server = Server(desk, port)
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=each.answer, args=(port, times, until), daemon=True) for each in respondents
    ]
    for thread in threads:
        thread.start()
    while (before := sum(each.acknowledged for each in respondents)) < len(respondents) * times // 3:
        assert time.monotonic() < until, "not even a third came through"
        time.sleep(0.01)
    server.kill()
    server = Server(desk, port)
    for thread in threads:
        thread.join(seconds)
    server.stop()
    return before


def lost_or_doubled(desk, respondents):
    """What was acknowledged and is not there, and what is there twice."""
    held = kept(desk, respondents[0].survey)
    wrong = []
    for each in respondents:
        texts = held.get((each.iso3, each.question), [])
        if len(texts) > 1:
            wrong.append(("doubled", each.iso3, each.question, texts))
        elif each.acknowledged and (not texts or int(texts[0].split()[1]) < each.acknowledged):
            wrong.append(("lost", each.iso3, each.question, texts, each.acknowledged))
    return wrong
