"""What the link of an invitation opens: no account, the reply of a delegation, in six languages."""
