"""The pages. Views ask one question of the queries below and hand the answer to a template."""
