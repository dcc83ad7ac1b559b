"""Plans as files: a YAML layout that docs/plan-file.md describes. Knows no database."""
