"""`python -m accede.background SERVER`: looks for the waiting work while that process runs, its parent.

`accede run` starts one by itself. Without a number, the parent is whoever started it.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accede.project.settings")


if __name__ == "__main__":
    django.setup()

    from accede.background import worker  # it needs a program that is set up

    worker.attend(parent=int(sys.argv[1]) if len(sys.argv) > 1 else os.getppid())
