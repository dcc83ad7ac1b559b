"""What is decided at home: laws, what is known of who needs one, parliaments as their publisher tells of them."""

from accede.legislation.models.laws import Finding, Law
from accede.legislation.models.parliaments import Chamber, Election, Parliament, Told
from accede.legislation.models.qualifying import QualifyingFact

__all__ = ["Chamber", "Election", "Finding", "Law", "Parliament", "QualifyingFact", "Told"]
