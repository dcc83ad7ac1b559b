"""The public site: in six languages, without JavaScript, and better with it."""
