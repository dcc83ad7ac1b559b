"""Writes of what States say and do. Each is one transaction with its audit entry in it."""

from accede.evidence.actions.code_book import load_code_book
from accede.evidence.actions.incidents import assess_incident, record_condemnation, record_incident
from accede.evidence.actions.obstacles import record_obstacle, supersede_obstacle, withdraw_obstacle
from accede.evidence.actions.recording import ToldAs
from accede.evidence.actions.shipped import load_shipped_evidence
from accede.evidence.actions.statements import (
    record_interpretive_position,
    record_position,
    record_statement,
)
from accede.evidence.actions.steps import record_interim_step, revoke_interim_step

__all__ = [
    "ToldAs",
    "assess_incident",
    "load_code_book",
    "load_shipped_evidence",
    "record_condemnation",
    "record_incident",
    "record_interim_step",
    "record_interpretive_position",
    "record_obstacle",
    "record_position",
    "record_statement",
    "revoke_interim_step",
    "supersede_obstacle",
    "withdraw_obstacle",
]
