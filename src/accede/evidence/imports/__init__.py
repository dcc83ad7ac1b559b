"""Evidence from tables: interim steps and obstacles, one row each."""
