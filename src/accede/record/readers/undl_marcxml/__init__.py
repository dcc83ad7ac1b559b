"""Voting records of the UN Digital Library as MARCXML. What it reads: docs/formats/undl-marcxml.md."""
