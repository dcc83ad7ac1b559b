"""A plain table of actions, votes or interim steps, CSV or XLSX. What it reads: docs/formats/table.md."""
