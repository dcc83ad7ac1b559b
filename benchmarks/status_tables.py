"""Brings status tables in, one import each, as benchmarks/imports.py asks: run in a process and on a desk of its own.

A treaty that is not on record is entered with the rules of the CCM: what costs time is the same.
"""

import os
import statistics
import sys
import time
from datetime import date
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "accede.project.settings"
django.setup()

from django.utils import timezone  # noqa: E402 -- after Django's start

from accede.project import first_start  # noqa: E402
from accede.record.imports import batches  # noqa: E402
from accede.record.imports.plan import Request  # noqa: E402
from accede.record.models import Treaty  # noqa: E402
from accede.record.readers.formats import FORMATS  # noqa: E402
from accede.record.readers.reading import FileRefusedError  # noqa: E402


def nobody(_done: int, _size: int) -> None:
    """Nobody is told."""


def enter(number: str, title: str, order: int) -> str:
    known = Treaty.objects.filter(symbol=number).first()
    if known:
        return known.pk
    treaty = Treaty.objects.get(pk="ccm")
    treaty.pk, treaty.symbol, treaty.order = f"t-{number.lower()}", number, order
    treaty.titles, treaty.short_titles = {"en": title}, {"en": title}
    treaty.adopted_date, treaty.as_of = date(1900, 1, 1), "1900"
    treaty.save(force_insert=True)
    return treaty.pk


def main() -> None:
    first_start.prepare(progress=lambda _step, _done, _total: None)
    times, counts, refused = [], {"new": 0, "changed": 0, "conflict": 0, "refused": 0}, 0
    for order, name in enumerate(sys.argv[1:], start=100):
        path = Path(name)
        key = enter(path.stem, f"Treaty {path.stem}", order)
        now = timezone.now()
        started = time.perf_counter()
        request = Request(
            format=FORMATS["mtdsg"],
            path=path,
            file_name=path.name,
            on=now.date(),
            treaty=key,
            as_of="2014-03-31",
        )
        try:
            outcome = batches.apply(request, by="a benchmark", at=now, progress=nobody)
        except FileRefusedError as error:
            print(error.told(path.name))
            continue
        times.append((time.perf_counter() - started, path.stem))
        for what in counts:
            counts[what] += outcome.plan.counts.get(what, 0)
        refused += outcome.batch is None
    slowest, which = max(times)
    print(f"{counts}, without a batch: {refused}")
    print(
        f"all imports {sum(each for each, _ in times):.1f} s; one: median {statistics.median(each for each, _ in times):.3f} s,"
        f" slowest {slowest:.3f} s ({which})"
    )


if __name__ == "__main__":
    main()
