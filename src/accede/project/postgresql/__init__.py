"""Django's PostgreSQL, made to order as SQLite does: what has no value comes before all values, as the least of them."""
