"""What a link of a survey opens: no account, one page for each section, in six languages."""
