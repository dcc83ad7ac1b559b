"""Reads of what is decided at home."""
