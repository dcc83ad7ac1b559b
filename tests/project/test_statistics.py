"""SQLite counts its tables, and takes the index that finds the fewest rows."""

import pytest
from django.db import connection

from accede.outreach.models import Exchange
from accede.project import statistics

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_the_tables_are_counted_where_the_database_does_not_do_so_by_itself():
    statistics.refresh()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'record_treatyaction'")
            assert cursor.fetchone()[0]
    assert Exchange.objects.unguarded(because="that it is still there").count() == 0
