"""What a campaign holds and speaks at. A file a kind; each model is listed here, where Django looks for it."""

__all__: list[str] = []
