"""Work spread over processes, or over machines, by joblib. Where it runs is said by configuration alone."""

from collections.abc import Callable, Iterable
from typing import Any

import joblib  # type: ignore[import-untyped]  # it has no types

from accede.forecast.refusal import ForecastRefusedError

LOCAL = "loky"


def spread(
    work: Iterable[tuple[Callable[..., Any], dict[str, Any]]], *, backend: str = LOCAL, processes: int = 2
) -> list[Any]:
    """The results of each function with its arguments, in their order.

    `backend` is one of joblib's: `loky` for processes of this machine, `dask` for the cluster whose client is open,
    `ray` where Ray is registered with joblib. Chance is seeded inside the work, so the results are the same wherever
    it runs.
    """
    try:
        with joblib.parallel_config(backend=backend, n_jobs=processes):
            parallel = joblib.Parallel()
            return list(parallel(joblib.delayed(function)(**given) for function, given in work))
    except ValueError as error:
        if isinstance(error, ForecastRefusedError):
            raise
        raise ForecastRefusedError(f"Work cannot be spread by {backend!r} here: {error}") from error


def join_cluster(scheduler: str) -> None:
    """Open a client of the Dask cluster at that address, for `spread` with `dask`."""
    try:
        from distributed import Client  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 -- optional
    except ImportError as error:
        raise ForecastRefusedError(
            "For a Dask cluster install the package distributed. Nothing was computed."
        ) from error
    Client(scheduler)  # type: ignore[no-untyped-call,unused-ignore]  # it has no types
