"""Writes of the work with States: who may, what is refused, and what the trail learns."""
