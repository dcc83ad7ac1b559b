"""The figures in the form that Prometheus reads.

What requests are counted by stands in files that the processes of one server have in common (the library's way);
the server makes their folder anew at each start. All else is looked up when it is asked for.
"""

import os
from collections.abc import Iterator
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import Count
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

import accede
from accede import replicas
from accede.outbox.models import Message
from accede.project.observing import readiness, traces
from accede.project.observing.now import Doing

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library reads the variable when it is imported
_OWN = CollectorRegistry()
REQUESTS = Counter("accede_requests", "Requests answered.", ["method", "route", "status"], registry=_OWN)
SECONDS = Histogram(
    "accede_request_seconds",
    "How long an answer took.",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=_OWN,
)
QUERIES = Counter("accede_database_queries", "Queries that requests asked.", ["route"], registry=_OWN)
QUERY_SECONDS = Counter(
    "accede_database_seconds", "How long requests waited for the database.", ["route"], registry=_OWN
)
SLOW = Counter("accede_slow_queries", "Queries beyond ACCEDE_SLOW_QUERY_MS.", ["route"], registry=_OWN)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def count(now: Doing, *, status: int, seconds: float) -> None:
    """One request. Methods that nobody ever heard of are one, or whoever invents them could fill the memory."""
    method = now.method if now.method in _METHODS else "other"
    REQUESTS.labels(method, now.route, str(status)).inc()
    SECONDS.labels(now.route).observe(seconds)
    QUERIES.labels(now.route).inc(now.queries)
    QUERY_SECONDS.labels(now.route).inc(now.seconds)
    if now.slow:
        SLOW.labels(now.route).inc(now.slow)


def page(at: datetime) -> bytes:
    """All of it, as text."""
    registry = _OWN
    if os.environ.get(FOLDER):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # of the library
    looked_up = CollectorRegistry()
    looked_up.register(_LookedUp(at))
    return generate_latest(registry) + generate_latest(looked_up)


class _LookedUp(Collector):
    """What stands in the database and in folders. A time that is not known is left out."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterator[Metric]:
        program = GaugeMetricFamily("accede_program", "The program's version.", labels=["version"])
        program.add_metric([accede.__version__], 1)
        yield program
        wrong = readiness.what_is_wrong()
        yield GaugeMetricFamily("accede_ready", "Whether /readyz says so.", value=not wrong)
        copies = GaugeMetricFamily(
            "accede_replica_well", "Whether a copy of the database is read from.", labels=["replica"]
        )
        for alias, copy in replicas.states().items():
            copies.add_metric([alias], copy == replicas.State.WELL)
        yield copies
        if "database" in wrong:
            return
        tasks = GaugeMetricFamily("accede_tasks", "Background work by state.", labels=["state"])
        states = {"READY": "waiting", "RUNNING": "running", "FAILED": "failed"}
        found = dict(
            DBTaskResult.objects.filter(status__in=states)
            .order_by()
            .values_list("status")
            .annotate(number=Count("pk"))
        )
        for status, state in states.items():
            tasks.add_metric([state], found.get(status, 0))
        yield tasks
        messages = GaugeMetricFamily("accede_messages", "Mails in the outbox by state.", labels=["state"])
        every = Message.objects.unguarded(because="no more is told of them than how many there are")
        there = dict(every.order_by().values_list("state").annotate(number=Count("pk")))
        for state in Message.State.values:
            messages.add_metric([state], there.get(state, 0))
        yield messages
        yield GaugeMetricFamily(
            "accede_sessions",
            "Sessions that are kept.",
            value=Session.objects.filter(expire_date__gt=self.at).count(),
        )
        for name, meant, when in (
            ("last_tick", "accede tick was last through", traces.last(traces.TICK)),
            ("last_backup", "the last backup was written", traces.last(traces.BACKUP)),
            ("background_seen", "the process for background work was last seen", readiness.background_seen()),
        ):
            if when is not None:
                yield GaugeMetricFamily(f"accede_{name}_timestamp_seconds", f"When {meant}.", value=when)
