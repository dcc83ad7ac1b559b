"""What somebody is told by themselves: a digest by mail, a calendar that their own program reads."""
