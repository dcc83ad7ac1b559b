"""Accede: the desk from which a treaty is universalized."""

__version__ = "0.1.0"
