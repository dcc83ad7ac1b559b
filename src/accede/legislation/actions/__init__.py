"""Writes of what is decided at home."""
