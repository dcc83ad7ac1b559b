"""A plain table of actions, votes, interim steps or obstacles, CSV or XLSX. What it reads: docs/formats/table.md."""
