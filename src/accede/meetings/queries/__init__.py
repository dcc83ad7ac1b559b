"""Reads of what a campaign holds: each takes the viewer, and the day where the answer depends on it."""
