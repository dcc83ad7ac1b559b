"""General Assembly voting data of the UN Digital Library as CSV. What it reads: docs/formats/undl-csv.md."""
