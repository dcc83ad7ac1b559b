"""What the campaign holds and speaks at: side events, workshops, working groups, treaty events."""
