"""IPU Parline."""
