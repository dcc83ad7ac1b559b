"""Writes of what is decided at home. Each is one transaction with its audit entry in it."""

from accede.legislation.actions.help import answer_help_request, record_help_request
from accede.legislation.actions.laws import compare_law, end_law, record_law
from accede.legislation.actions.qualifying import record_qualifying_fact, withdraw_qualifying_fact
from accede.legislation.actions.shipped import load_shipped_legislation

__all__ = [
    "answer_help_request",
    "compare_law",
    "end_law",
    "load_shipped_legislation",
    "record_help_request",
    "record_law",
    "record_qualifying_fact",
    "withdraw_qualifying_fact",
]
