"""Files that come from outside, in one place for all rooms: which are taken, and what they may hold."""
