"""`./run test --long`: what takes long. It prints its figures, and keeps them in tests/long/results.json.

    ./run test --long [--seed N] [--kills N] [--inputs N] [--share N/M] [--minutes N] [--from N] [--forget] [--only PART]

Not part of the normal run. As root it mounts small file systems to fill; else that part says that it was left out.
"""

import argparse
import datetime as dt
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"
PARTS = ("killed", "served", "starved", "fuzzing", "looked-at")


def main() -> int:
    asked = argparse.ArgumentParser(prog="./run test --long")
    asked.add_argument("--seed", type=int, default=int(time.time()))
    asked.add_argument("--kills", type=int, default=300)
    asked.add_argument("--inputs", type=int, default=10_000)
    asked.add_argument("--share", default="1/1", help="Look at this share of the addresses, as 1/4.")
    asked.add_argument("--minutes", type=int, default=0, help="Look at no further address after so many.")
    asked.add_argument("--from", type=int, default=0, dest="first", help="Go on looking from this address.")
    asked.add_argument("--only", choices=PARTS, action="append")
    asked.add_argument("--forget", action="store_true", help="Keep no results.")
    given = asked.parse_args()
    from tests.prepared import started  # noqa: PLC0415 -- after the arguments are understood

    with tempfile.TemporaryDirectory() as scratch, started(Path(scratch) / "data") as desk:
        os.environ |= {
            "ACCEDE_DATA_DIR": str(desk.folder),
            "ACCEDE_ALLOWED_HOSTS": "testserver",
            "DJANGO_SETTINGS_MODULE": "accede.project.settings",
        }
        import django  # noqa: PLC0415 -- as above

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 -- as above

        call_command("collectstatic", verbosity=0, interactive=False)
        from tests.long import fuzzing, killing, looking, serving, starving  # noqa: PLC0415 -- as above

        parts = {
            "killed": lambda: killing.run(kills=given.kills, number=given.seed),
            "served": lambda: serving.run(desk.folder, kills=max(1, given.kills // 3), number=given.seed),
            "starved": lambda: starving.run(desk.folder),
            "fuzzing": lambda: fuzzing.run(inputs=given.inputs, number=given.seed),
            "looked-at": lambda: looking.run(share=given.share, minutes=given.minutes, first=given.first),
        }
        failed = False
        for name in given.only or PARTS:
            print(f"{name} (seed {given.seed})", flush=True)
            began = time.monotonic()
            told = parts[name]()
            failed = (
                failed
                or bool(told.get("wrong"))
                or any(isinstance(each, dict) and each.get("crashes") for each in told.values())
            )
            kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
            kept[name] = {
                "on": dt.datetime.now(tz=dt.UTC).date().isoformat(),
                "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
                f"Python {platform.python_version()}",
                "seed": given.seed,
                "seconds": round(time.monotonic() - began),
                "told": told,
            }
            if not given.forget:
                RESULTS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("Something is wrong, see above." if failed else "All held.", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
