"""`python -m accede.background`: looks for the waiting work. `accede run` starts one by itself."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accede.project.settings")


if __name__ == "__main__":
    django.setup()

    from accede.background import worker  # it needs a program that is set up

    worker.attend(parent=os.getppid())
