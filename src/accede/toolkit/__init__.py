"""Materials, their languages and versions, and who was given which."""
