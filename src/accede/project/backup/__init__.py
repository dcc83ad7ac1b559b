"""A desk in one file: written while people work, verified when it is read, restored on any database."""
