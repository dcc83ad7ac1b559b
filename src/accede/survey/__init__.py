"""Asking States why: questionnaires, rounds, links, answers, analysis."""
