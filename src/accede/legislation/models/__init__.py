"""What is decided at home: parliaments, as their publisher tells of them."""

from accede.legislation.models.parliaments import Chamber, Election, Parliament, Told

__all__ = ["Chamber", "Election", "Parliament", "Told"]
