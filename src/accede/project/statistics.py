"""What the database knows of its own tables, so that it takes the index that finds the fewest rows."""

import contextlib

from django.db import DatabaseError, connection

# So many rows of each index are looked at: enough to tell a campaign's from a State's, in a third of a second at most.
ROWS = 1000


def refresh() -> None:
    """Counted anew on SQLite, which never does so by itself; PostgreSQL does. Where it cannot be, all works as before."""
    if connection.vendor != "sqlite":
        return
    with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={ROWS}")
        cursor.execute("ANALYZE")
