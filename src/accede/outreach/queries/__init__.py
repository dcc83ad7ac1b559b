"""Reads of the work with States. Each takes the viewer, and the day `on` which it is asked for."""
