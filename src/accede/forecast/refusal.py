"""Apart from the rest, so that whoever catches it need not load numpy."""


class ForecastRefusedError(ValueError):
    """There is nothing to be forecast, or nothing to forecast from; the message says why."""
