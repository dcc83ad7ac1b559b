"""The law core: what actions do to a status, when a treaty enters into force, which clocks then run.

Pure functions on dates and rules. The day is always an argument; nothing here reads a clock or a database.
"""
