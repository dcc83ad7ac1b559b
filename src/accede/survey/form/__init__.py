"""A questionnaire as data, and what can be said of it without a database: its reading, its conditions, its answers."""
