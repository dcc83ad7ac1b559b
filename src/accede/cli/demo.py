"""accede demo: an invented year on a desk of its own."""

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from accede.cli import manners
from accede.demonstration import play

# What a demonstration never has from outside: another desk's database, mail that leaves, people of a provider.
NOT_ITS_OWN = ("ACCEDE_DATABASE_URL", "ACCEDE_MAIL", "ACCEDE_OIDC_ISSUER")


def demo(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
    *,
    anew: Annotated[bool, typer.Option("--anew", help="Make it again, so that its year ends today.")] = False,
) -> None:
    """Start a demonstration: invented people and a year of their work over the real record, on a desk of its own."""
    from accede.project import server  # noqa: PLC0415 -- the other commands need no server

    if not settings.DEMONSTRATION:
        begin_in(settings.DATA_DIR / "demonstration", anew=anew)
    with manners.refusals():
        manners.prepare()
        if not play.is_played():
            manners.say("An invented year is written down ...")
            play.play(today=timezone.localdate())
        shown = f"[{host}]" if ":" in host else host
        manners.say(f"Choose who you are: http://{shown}:{port}/en/demonstration/")
        server.serve(host=host, port=port)


def begin_in(folder: Path, *, anew: bool) -> None:
    """Go on in that folder, which is marked before anything is in it. What lies there already stays, unless `anew`."""
    if anew:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "all-of-this-is-invented").touch()
    os.environ["ACCEDE_DATA_DIR"] = str(folder)
    for name in NOT_ITS_OWN:
        os.environ.pop(name, None)
    rest = [word for word in sys.argv[1:] if word != "--anew"]
    os.execv(sys.executable, [sys.executable, "-m", "accede", *rest])  # noqa: S606
