"""Reads of the public record. Each takes the viewer, and the day `on` which it is asked for."""
