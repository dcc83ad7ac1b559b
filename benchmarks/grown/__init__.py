"""A desk as it would be with a multiple of today's records, all of them invented, for what is measured."""
