"""The desk: pages for those who hold a role in a campaign."""
