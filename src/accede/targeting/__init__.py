"""From the record and the evidence to whom to approach, and why."""
