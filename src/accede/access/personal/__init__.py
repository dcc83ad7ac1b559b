"""What the desk holds of people: the register of it, how long it is kept, and what is held of one person."""
