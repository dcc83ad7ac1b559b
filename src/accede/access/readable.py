"""Which confidential records somebody may read, as one condition: a page asks it in each of its questions."""

from collections.abc import Iterable
from typing import Any, Self

from django.db.models import BooleanField, Expression

from accede.access.roles import Attribution, Confidentiality
from accede.access.viewer import Viewer

COLUMNS = ("campaign", "owner", "confidentiality", "attribution")


class Readable(Expression):
    """What is the viewer's own, and what the class lets them see `but_for` what may be used in another way only.

    The same as `Q` would say of the four columns, which Django would put together from thirty objects each time.
    """

    conditional = True
    output_field = BooleanField()

    def __init__(
        self,
        *,
        owner: int | None,
        campaigns: tuple[str, ...],
        clearances: tuple[tuple[str, int], ...],
        but_for: tuple[str, ...],
    ) -> None:
        super().__init__()
        self.owner, self.campaigns = owner, campaigns
        self.clearances, self.but_for = clearances, but_for
        self.columns: list[Any] = []

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: Iterable[Any]) -> None:
        self.columns = list(exprs)

    def resolve_expression(self, query: Any = None, *_args: Any, **_kwargs: Any) -> Self:
        if self.columns:  # inside another question it stays about its own table
            return self
        chain = self.copy()
        alias, meta = query.get_initial_alias(), query.get_meta()
        chain.columns = [meta.get_field(name).get_col(alias) for name in COLUMNS]
        return chain

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:  # noqa: ARG002 -- Django calls it so
        campaign, owner, confidentiality, attribution = (compiler.compile(each)[0] for each in self.columns)
        said = f"{confidentiality} = %s"
        params: list[str | int] = [int(Confidentiality.PUBLIC)]
        for key, strictest in self.clearances:
            said += f" OR ({campaign} = %s AND {confidentiality} <= %s)"
            params += [key, strictest]
        if self.but_for:
            said = f"({said}) AND NOT ({attribution} IN ({_places(self.but_for)}))"
            params += self.but_for
        if self.owner is None or not self.campaigns:
            return f"({said})", tuple(params)
        own = f"{campaign} IN ({_places(self.campaigns)}) AND {owner} = %s"
        return f"(({own}) OR ({said}))", (*self.campaigns, self.owner, *params)


def readable_by(viewer: Viewer, *, but_for: Iterable[Attribution] = ()) -> Readable:
    return Readable(
        owner=viewer.organisation_id,
        campaigns=tuple(campaign for campaign in viewer.roles if viewer.contributes_to(campaign)),
        clearances=tuple((campaign, int(strictest)) for campaign, strictest in viewer.clearances.items()),
        but_for=tuple(str(each) for each in but_for),
    )


def _places(values: tuple[Any, ...]) -> str:
    return ", ".join(["%s"] * len(values))
