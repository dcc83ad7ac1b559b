"""Reads what others publish: one folder a format. Pure parsing within bounds; no database, no guess, no half-load."""
