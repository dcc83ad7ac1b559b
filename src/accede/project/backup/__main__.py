"""`python -m accede.project.backup`: the process that `accede move` has write into the new database."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accede.project.settings")

if __name__ == "__main__":
    django.setup()

    from accede.project.backup import arriving  # it needs a program that is set up

    arriving.main()
