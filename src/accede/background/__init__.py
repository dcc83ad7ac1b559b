"""Work that takes longer than an answer: queued in the database, done by a process of its own, its progress told."""
