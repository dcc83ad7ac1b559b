"""The commands. Results go to standard output, everything else to standard error.

Exit status: 0 done, 1 the input was refused (the reason is said), 2 wrong usage.
"""

import gc
import os
import sys


def main() -> None:
    """The program `accede`.

    Of what is loaded at the start nothing is garbage: to look for it there would take a sixth of the time.
    """
    gc.disable()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accede.project.settings")
    import django  # noqa: PLC0415 -- settings are read from the environment first
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- as above

    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
    from accede.cli import commands  # noqa: PLC0415 -- models can be imported only now

    gc.freeze()
    gc.enable()
    commands.app(prog_name="accede")
