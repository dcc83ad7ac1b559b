"""Where States meet, and who was there or is expected: public facts."""
