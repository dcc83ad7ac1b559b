"""SQLite as Django has it, but that the text of a day is read once: the same days stand in row after row."""
