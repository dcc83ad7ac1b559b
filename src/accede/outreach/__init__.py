"""The work with each State: whom to talk to, what was said, what was promised, what is to be done next, and by whom."""
