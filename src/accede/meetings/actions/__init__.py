"""Writes about what a campaign holds: verb first, one transaction, a line in the trail."""
