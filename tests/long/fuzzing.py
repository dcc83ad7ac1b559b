"""Every reader and parser, given contents that were taken apart: it reads or refuses, with the errors that it documents."""

import logging
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.long.mutating import mutated
from tests.long.parsers import Parser, parsers


def _tried(name: str, parser: Parser, path: Path, most: int, number: int) -> dict[str, Any]:
    """How many it was given, and refused; what it stumbled over, and from which input on. Any can be made again."""
    crashes: dict[str, list[int]] = {}
    refused = 0
    for each in range(most):
        content = mutated(parser.content, random.Random(f"{number} {name} {each}"))
        try:
            parser.read(content, path)
        except parser.refuses:
            refused += 1
        except Exception as error:  # noqa: BLE001 -- each of them is what is looked for
            where = error.__traceback__
            while where and where.tb_next:
                where = where.tb_next
            place = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else ""
            crashes.setdefault(f"{type(error).__name__}: {str(error)[:80]} ({place})", []).append(each)
    return {"inputs": most, "refused": refused, "crashes": crashes}


def run(*, inputs: int, number: int) -> dict[str, Any]:
    """Inputs read or refused as documented, for each parser; and what it stumbled over, once each."""
    told: dict[str, Any] = {}
    logging.disable(logging.ERROR)  # each refused request would be told
    with tempfile.TemporaryDirectory() as scratch, parsers(Path(scratch)) as found:
        for name, parser in found.items():
            began = time.monotonic()
            parser.read(parser.content, Path(scratch) / "file")  # whole, it is taken: else nothing is tried
            told[name] = _tried(name, parser, Path(scratch) / "file", inputs, number)
            crashes = told[name]["crashes"]
            free = inputs - sum(map(len, crashes.values()))
            print(
                f"  {name}: {free} of {inputs} crash-free, {told[name]['refused']} refused, "
                f"{time.monotonic() - began:.0f} s",
                flush=True,
            )
            for crash, which in crashes.items():
                print(f"    {len(which)} × {crash}, first input {which[0]}", flush=True)
    free = sum(each["inputs"] - sum(map(len, each["crashes"].values())) for each in told.values())
    print(f"  in all: {free} of {inputs * len(told)} crash-free", flush=True)
    return told
