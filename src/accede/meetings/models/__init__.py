"""What a campaign holds and speaks at. A file a kind; each model is listed here, where Django looks for it."""

from accede.meetings.models.forums import Part

__all__ = ["Part"]
