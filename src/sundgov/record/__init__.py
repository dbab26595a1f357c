"""Both wings side by side: what one file or register holds."""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from sundgov.errors import BillingError, InvalidValueError
from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import Budget
from sundgov.finance.follow_up import FollowUp, follow_up
from sundgov.finance.statuses import BudgetStatus
from sundgov.finance.transfers import Transfer
from sundgov.periods import Year, day

__all__ = ["Record"]


@frozen
class Record:
    """An agreement with its budgets, and the figures to bill them with.

    `bill(year)` bills the highest version of the year's budget.
    """

    agreement: Agreement
    budgets: tuple[Budget, ...]
    figures: Figures
    transfers: tuple[Transfer, ...] = ()
    statuses: tuple[BudgetStatus, ...] = ()

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

    def budget(self, year: int, on: dt.date | None = None) -> Budget:
        """The budget in force for a year: its highest version, of those decided by a day."""
        versions = [budget for budget in self._decided_by(on) if budget.year == year]
        if not versions:
            raise BillingError(
                "year",
                "has no budget" if on is None else f"has no budget decided by {on}",
                year,
                hint=f"Budgets: {', '.join(map(str, self.years)) or 'none'}.",
            )
        return max(versions, key=lambda budget: budget.version)

    def _decided_by(self, on: dt.date | None) -> tuple[Budget, ...]:
        return tuple(
            budget
            for budget in self.budgets
            if on is None or budget.authority is None or budget.authority.decided_by(on)
        )

    def bill(self, year: int) -> Bill:
        """The bill of a year."""
        return bill_year(self.agreement, self.budget(year), self.figures)

    def follow_up(self, year: int, on: dt.date | str | None = None) -> FollowUp:
        """How a year's budget stands on a day: that of its newest status, unless one is given.

        The budget is the highest version decided by the day. Without any status the day is the
        last of the year.
        """
        told = [status.on for status in self.statuses if status.year == year]
        latest = max(told, default=Year(year).last_day)
        today = latest if on is None else day(on, "on")
        return follow_up(
            self.agreement,
            self.budget(year, today),
            self.statuses,
            self.transfers,
            today,
            self.figures,
            others=self._decided_by(today),
        )
