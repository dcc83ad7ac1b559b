"""Reads of the work plan. Each takes the viewer, and the day `on` which it is asked for."""
