"""Both wings side by side: what one file or register holds."""

from __future__ import annotations

from attrs import frozen

from sundgov.errors import BillingError, InvalidValueError
from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement, YearRounding
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import Budget
from sundgov.finance.running_years import bill_running

__all__ = ["Record"]


@frozen
class Record:
    """An agreement with its budgets, and the figures to bill them with.

    `bill(year)` bills the highest version of the year's budget.
    """

    agreement: Agreement
    budgets: tuple[Budget, ...]
    figures: Figures

    def __attrs_post_init__(self) -> None:
        seen: set[tuple[int, int]] = set()
        for budget in self.budgets:
            version = (budget.year, budget.version)
            if version in seen:
                raise InvalidValueError("budgets", "hold a version of a year twice", *version)
            seen.add(version)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a budget, in order."""
        return tuple(sorted({budget.year for budget in self.budgets}))

    def budget(self, year: int) -> Budget:
        """The budget in force for a year: its highest version."""
        versions = [budget for budget in self.budgets if budget.year == year]
        if not versions:
            raise BillingError(
                "year",
                "has no budget",
                year,
                hint=f"Budgets: {', '.join(map(str, self.years)) or 'none'}.",
            )
        return max(versions, key=lambda budget: budget.version)

    def bill(self, year: int) -> Bill:
        """The bill of a year; under running rounding, after the years before it."""
        budget = self.budget(year)
        if self.agreement.rounding is YearRounding.RUNNING:
            earlier = [self.budget(other) for other in self.years if other < year]
            return bill_running(self.agreement, [*earlier, budget], self.figures)
        return bill_year(self.agreement, budget, self.figures)
