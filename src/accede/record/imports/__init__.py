"""How a file becomes part of the record: read, matched, compared, shown, applied whole or not at all, undone."""
