"""Signing in and out: by the library, in the design of the site."""
