"""The backend that `ENGINE` names."""

import sqlite3
from datetime import date
from functools import lru_cache

from django.db.backends.sqlite3 import base
from django.utils.dateparse import parse_date


@lru_cache(maxsize=4096)
def day(text: bytes) -> date | None:
    return parse_date(text.decode())


sqlite3.register_converter("date", day)  # in place of Django's, which its module has put there


class DatabaseWrapper(base.DatabaseWrapper):
    pass
