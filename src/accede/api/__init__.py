"""The record for other programs: the same queries as the pages, as JSON and CSV, below /api/v1/."""
