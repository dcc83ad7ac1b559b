"""What documents cost: one State dossier, those of all States not party, the progress report in six languages.

    python benchmarks/documents.py --output benchmarks/results/documents.json

Aims: a dossier in under 1 s, all of them in under 30 s on two cores, the report in six languages in under 10 s.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from joblib import Parallel, delayed

DAY = date(2026, 3, 1)
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
CORES = 2


def set_up() -> None:
    """The program on the folder that the environment names."""
    import django  # noqa: PLC0415 -- settings are read from the environment first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accede.project.settings")
    django.setup()


def make(kind: str, language: str = "en", form: str = "pdf", **asked: Any) -> float:
    """The seconds that a document took, filled and rendered."""
    from django.utils import translation  # noqa: PLC0415 -- as above

    from accede.access.models import Campaign  # noqa: PLC0415 -- as above
    from accede.access.roles import Confidentiality  # noqa: PLC0415 -- as above
    from accede.reporting import making  # noqa: PLC0415 -- as above
    from accede.reporting.renderers import render  # noqa: PLC0415 -- as above
    from accede.reporting.scribe import scribe  # noqa: PLC0415 -- as above

    began = time.perf_counter()
    campaign = Campaign.objects.get(pk="ccm")
    with translation.override(language):
        made = making.make(
            making.Asked(kind=kind, **asked),
            campaign=campaign,
            author=scribe(campaign),
            confidentiality=Confidentiality.COORDINATORS,
            language=language,
            on=DAY,
            draft=False,
        )
        assert len(render(made.document, form)) > 1000
    return time.perf_counter() - began


def dossiers(states: list[str]) -> int:
    """Makes them, and gives the most memory that the process took, in MiB."""
    set_up()
    for iso3 in states:
        make("dossier", state=iso3)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def outside() -> list[str]:
    from accede.access.viewer import PUBLIC  # noqa: PLC0415 -- as above
    from accede.record.queries import status, treaties  # noqa: PLC0415 -- as above

    treaty = treaties.get_treaty("ccm", viewer=PUBLIC)
    rows = status.status_table(treaty, on=DAY, viewer=PUBLIC, language="en")
    return [row.iso3 for row in rows if row.standing.status != "party"]


def measure() -> dict[str, float]:
    set_up()
    from accede.project import first_start  # noqa: PLC0415 -- as above

    first_start.prepare(progress=lambda *_told: None)
    first = make("dossier", state="KEN")
    one = min(make("dossier", state="KEN") for _each in range(3))
    states = outside()
    began = time.perf_counter()
    memory = Parallel(n_jobs=CORES)(delayed(dossiers)(states[place::CORES]) for place in range(CORES))
    everyone = time.perf_counter() - began
    period = {"meeting": "12msp", "since": date(2023, 7, 1), "until": date(2024, 6, 30)}
    reports = {
        form: sum(make("progress", language, form, **period) for language in LANGUAGES)
        for form in ("docx", "pdf")
    }
    return {
        "dossier, the first, s": round(first, 2),
        "dossier, s": round(one, 2),
        f"dossiers of all {len(states)} States not party, {CORES} processes, s": round(everyone, 1),
        "memory of a process that made half of them, MiB": max(memory),
        "progress report in six languages, docx, s": round(reports["docx"], 1),
        "progress report in six languages, pdf, s": round(reports["pdf"], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path)
    output = parser.parse_args().output
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ACCEDE_DATA_DIR"] = folder
        results = measure()
    for name, value in results.items():
        print(f"{name:75}{value:>8}")
    if output:
        output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
