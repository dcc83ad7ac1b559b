"""Work spread over processes, or over machines, by joblib. Where it runs is said by configuration alone."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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


@contextmanager
def joined_to(scheduler: str) -> Iterator[str]:
    """The backend to spread by: with an address the Dask cluster whose scheduler listens there, joined and left
    again; without one, processes here.
    """
    if not scheduler:
        yield LOCAL
        return
    try:
        from distributed import Client  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 -- optional
    except ImportError as error:
        raise ForecastRefusedError(
            "For a Dask cluster install the package distributed. Nothing was computed."
        ) from error
    try:
        client = Client(scheduler)  # type: ignore[no-untyped-call,unused-ignore]  # it has no types
    except (OSError, ValueError) as error:
        raise ForecastRefusedError(
            f"No Dask cluster answers at {scheduler!r}. Nothing was computed."
        ) from error
    with client:
        yield "dask"
