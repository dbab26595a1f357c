"""A year's budget as it stands on a day: what was moved, held back, bound, spent and is left.

The lines are moved to the year's prices as the year's bill moves them. Everything that happens
to them afterwards – transfers, commitments, payments, what is expected – is money of its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement
from sundgov.finance.budgets import Budget, BudgetLine, LineKind
from sundgov.finance.prices import Uplift
from sundgov.finance.statuses import BudgetStatus, LineStatus, status_on
from sundgov.finance.terms import YearOfUse
from sundgov.finance.transfers import Transfer, YearTransfers, year_transfers
from sundgov.finance.year_lines import in_year
from sundgov.findings import Finding
from sundgov.money import UNSTATED, Amount, CurrentPrices, Unit, total
from sundgov.periods import day
from sundgov.printing import Language, language_of


@frozen
class Standing:
    """How one line, or all of them together, stand on a day, in current money of the year.

    `expected` is None where it is not told; of a sum, where any line's is not.

    >>> from sundgov import kr
    >>> none = kr(0)
    >>> drift = Standing(kr(100), kr(20), kr(5), kr(15), kr(30), kr(40), kr(110))
    >>> drift.revised, drift.available, drift.remaining, drift.deviation
    (Amount('115,00 kr.'), Amount('100,00 kr.'), Amount('30,00 kr.'), Amount('5,00 kr.'))
    """

    budget: Amount
    transferred_in: Amount
    transferred_out: Amount
    held_back: Amount
    committed: Amount
    spent: Amount
    expected: Amount | None

    @property
    def revised(self) -> Amount:
        """The budget after transfers (korrigeret budget)."""
        return self.budget + self.transferred_in - self.transferred_out

    @property
    def available(self) -> Amount:
        """The revised budget less what a condition still holds back (til rådighed)."""
        return self.revised - self.held_back

    @property
    def used(self) -> Amount:
        """What is spent and committed together."""
        return self.committed + self.spent

    @property
    def remaining(self) -> Amount:
        """What is available and neither spent nor committed (rest); below zero if overdrawn."""
        return self.available - self.used

    @property
    def deviation(self) -> Amount | None:
        """The revised budget less the expected outturn (afvigelse).

        Above zero it is expected unspent (mindreforbrug), below zero overspent (merforbrug).
        """
        return None if self.expected is None else self.revised - self.expected


@frozen
class FollowUpLine(Standing):
    """A budget line as it stands on a day; `uplift` is how it was moved to the year's prices."""

    line: BudgetLine
    uplift: Uplift | None
    status: LineStatus | None


@frozen
class FollowUp:
    """A year's budget on a day (budgetopfølgning): a row a line, in the budget's order.

    `status` is the newest on the day, `transfers` what was moved by then, and `ceiling` the
    budget's, moved to the year's prices by `ceiling_uplift`.
    """

    agreement: Agreement
    budget: Budget
    on: dt.date
    rows: tuple[FollowUpLine, ...] = field(repr=False)
    transfers: YearTransfers = field(repr=False)
    status: BudgetStatus | None = None
    ceiling: Amount | None = None
    ceiling_uplift: Uplift | None = field(default=None, repr=False)

    @property
    def year(self) -> int:
        """The year followed."""
        return self.budget.year

    @property
    def prices(self) -> CurrentPrices:
        """The prices of every amount: money of the year."""
        return CurrentPrices(self.year)

    def row(self, wanted: str) -> FollowUpLine:
        """A row by its line's id, or by the line's name where no other line has that."""
        by_id = [row for row in self.rows if row.line.id == wanted]
        found = by_id or [row for row in self.rows if row.line.name == wanted]
        if len(found) == 1:
            return found[0]
        known = ", ".join(row.line.id for row in self.rows)
        raise InvalidValueError("line", "is no line of the budget", wanted, hint=f"Lines: {known}.")

    @property
    def totals(self) -> Standing:
        """Every column summed over the lines."""
        expected = [row.expected for row in self.rows if row.expected is not None]
        told = len(expected) == len(self.rows)
        return Standing(
            total((row.budget for row in self.rows), self.prices),
            total((row.transferred_in for row in self.rows), self.prices),
            total((row.transferred_out for row in self.rows), self.prices),
            total((row.held_back for row in self.rows), self.prices),
            total((row.committed for row in self.rows), self.prices),
            total((row.spent for row in self.rows), self.prices),
            total(expected, self.prices) if told else None,
        )

    def remaining_of(self, kind: LineKind) -> Amount:
        """What is left on the lines of a kind: in the reserves, or not disposed of."""
        return total((row.remaining for row in self.rows if row.line.kind is kind), self.prices)

    @property
    def revised_ceiling(self) -> Amount | None:
        """The ceiling after transfers between years: a decision that moves the money moves it too.

        A transfer without a decision moves the budget and not the ceiling.
        """
        return None if self.ceiling is None else self.ceiling + self.transfers.from_other_years

    @property
    def under_ceiling(self) -> Amount | None:
        """What is left under the revised ceiling when the revised budget is taken from it."""
        ceiling = self.revised_ceiling
        return None if ceiling is None else ceiling - self.totals.revised

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the year as it stands: lines, transfers, ceiling."""
        from sundgov.finance.follow_up_findings import findings_of

        return findings_of(self)

    def explain(self, line: str | None = None, language: Language = "da") -> str:
        """The proof of a line's figures, or of the whole year's, to be read aloud."""
        from sundgov.finance.follow_up_wording import worded_follow_up, worded_row

        say = language_of(language)
        return worded_follow_up(self, say) if line is None else worded_row(self, line, say)


def follow_up(
    agreement: Agreement,
    budget: Budget,
    statuses: Iterable[BudgetStatus],
    transfers: Iterable[Transfer],
    on: dt.date | str,
    figures: Figures,
    *,
    others: Iterable[Budget] = (),
) -> FollowUp:
    """A year's budget as it stands on a day.

    The newest status of the year by then counts, and transfers and releases decided by then; a
    decision whose day no paper gives counts on every day. Lines and ceiling are moved with the
    figures published on the day, but never with newer ones than the bill was made with: from
    the first billing date on they are what was billed. `others` are the budgets of other years,
    to see that what leaves one is received in the next.

    Raises `PriceLevelError`, `BillingError`, `MissingFigureError` or `NotPublishedError` where
    a line cannot be moved to the year's prices, and `InvalidValueError` for two transfers of one
    id or two statuses of one day.
    """
    today = day(on, "on")
    first_billed = agreement.instalments[0].billed_on(budget.year)
    use = YearOfUse(budget.year, min(today, first_billed), (), figures)
    moved = year_transfers(budget, transfers, today, others)
    status = status_on(statuses, budget.year, today)
    ceiling, ceiling_uplift = None, None
    if budget.ceiling is not None:
        ceiling_uplift, ceiling = in_year(
            agreement, budget.ceiling.amount, "ceiling", use, Unit.ORE
        )
    rows = tuple(_row(agreement, line, use, moved, status, today) for line in budget.lines)
    return FollowUp(agreement, budget, today, rows, moved, status, ceiling, ceiling_uplift)


def _row(
    agreement: Agreement,
    line: BudgetLine,
    use: YearOfUse,
    moved: YearTransfers,
    status: BudgetStatus | None,
    today: dt.date,
) -> FollowUpLine:
    uplift, budget = in_year(agreement, line.amount, f"line {line.id}", use, agreement.unit)
    found = None if status is None else status.line(line.id)
    stands = found or LineStatus(line.id).of(use.year)
    return FollowUpLine(
        budget,
        moved.into(line.id),
        moved.out_of(line.id),
        _held_back(agreement, line, budget, use, today),
        stands.committed,
        stands.spent,
        stands.expected,
        line,
        uplift,
        found,
    )


def _held_back(
    agreement: Agreement, line: BudgetLine, budget: Amount, use: YearOfUse, today: dt.date
) -> Amount:
    """What a condition still holds back of a line, moved to the year's prices as the line is."""
    condition = line.condition
    if condition is None or not condition.holds_on(today):
        return Amount(0, CurrentPrices(use.year))
    if condition.amount is None:
        return budget
    part = condition.amount
    stated = part.at(line.amount.prices) if part.prices == UNSTATED else part
    return in_year(agreement, stated, f"condition of line {line.id}", use, agreement.unit)[1]
