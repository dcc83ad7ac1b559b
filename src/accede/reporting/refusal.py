"""What the rooms above tell people when a document cannot be made."""


class ReportRefusedError(ValueError):
    """What was asked for makes no document: an empty period, a kind that there is not. Says what to do."""
