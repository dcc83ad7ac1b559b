"""Apart from the rest, so that whoever catches it need not load numpy."""

from typing import Literal

Why = Literal["too few Parties", "not yet open", "no model", "other"]


class ForecastRefusedError(ValueError):
    """There is nothing to be forecast, or nothing to forecast from; the message says why."""

    def __init__(self, message: str, *, why: Why = "other") -> None:
        super().__init__(message)
        self.why = why
