"""The money of a plan, to the cent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.campaign import rules
from accede.campaign.models import Activity, BudgetLine, Plan, Rate

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts in one currency."""

    planned: Decimal = Decimal(0)
    committed: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    in_kind: Decimal = Decimal(0)

    def __add__(self, other: "Money") -> "Money":
        return Money(
            self.planned + other.planned,
            self.committed + other.committed,
            self.spent + other.spent,
            self.in_kind + other.in_kind,
        )

    def at(self, rate: Decimal) -> "Money":
        """In another currency, each amount rounded to the cent: so that a total is the sum of what is shown."""
        return Money(
            *(
                (amount * rate).quantize(CENT, ROUND_HALF_UP)
                for amount in (self.planned, self.committed, self.spent, self.in_kind)
            )
        )

    @property
    def over(self) -> Decimal:
        """By how much more was spent than planned; nothing where it was not."""
        return max(self.spent - self.planned, Decimal(0))

    @property
    def left(self) -> Decimal:
        return self.planned - self.committed - self.spent


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """`converted` is in the plan's currency; None where no rate holds on the day."""

    line: BudgetLine
    own: Money
    converted: Money | None


@dataclass(frozen=True, slots=True)
class Budget:
    plan: Plan
    rows: list[BudgetRow]
    total: Money
    by_activity: list[tuple[Activity | None, Money]]
    without_rate: list[str]  # currencies that are in no total
    rates: list[Rate]


def budget(plan: Plan, *, on: date, viewer: Viewer) -> Budget:
    """Every line, in its own currency and the plan's, at the latest rate until the day. Raises NotVisibleError."""
    if not rules.sees_budget(viewer, plan.campaign_id):
        raise NotVisibleError(f"budget of {plan.pk}")
    rates = list(plan.rates.all())
    rows = [_row(line, rates, on) for line in plan.budget.select_related("activity")]
    activities: dict[int | None, Activity | None] = {row.line.activity_id: row.line.activity for row in rows}
    return Budget(
        plan=plan,
        rows=rows,
        total=_sum(rows),
        by_activity=[
            (activity, _sum(row for row in rows if row.line.activity_id == number))
            for number, activity in activities.items()
        ],
        without_rate=sorted({row.line.currency for row in rows if row.converted is None}),
        rates=rates,
    )


def _row(line: BudgetLine, rates: list[Rate], on: date) -> BudgetRow:
    own = Money(line.planned, line.committed, line.spent, line.in_kind)
    if line.currency == line.plan.currency:
        return BudgetRow(line, own, own)
    known = [each for each in rates if each.currency == line.currency and each.on <= on]
    return BudgetRow(line, own, own.at(known[0].rate) if known else None)  # the latest stands first


def _sum(rows: Iterable[BudgetRow]) -> Money:
    total = Money()
    for row in rows:
        total += row.converted or Money()
    return total


def lines_to_bear(campaign: Campaign, *, viewer: Viewer) -> list[BudgetLine]:
    """The lines of the campaign's budgets that can bear the cost of something, those of the latest plan first."""
    if not rules.sees_budget(viewer, campaign.pk):
        return []
    found = BudgetLine.objects.filter(plan__campaign=campaign).select_related("plan")
    return list(found.order_by("-plan__starts", "place"))
