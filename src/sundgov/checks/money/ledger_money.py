"""What the ledgers have of a year, in the year's own money: what papers are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sundgov.finance.agreements import Agreement
from sundgov.finance.budgets import Budget, BudgetLine, LineKind
from sundgov.money import UNSTATED, Amount, CurrentPrices, PriceLevel
from sundgov.record import Ledger, Record


def ledgers_by_id(record: Record) -> Mapping[str, Ledger]:
    """The ledgers by the id of their agreement."""
    return {ledger.agreement.id: ledger for ledger in record.ledgers}


def years_money(agreement: Agreement, amounts: Iterable[Amount], year: int) -> int | None:
    """The sum of some amounts in øre; None unless all of them are in the year's own money.

    Without an index an unstated amount is money of the year, with one it is at its base level.
    """
    base = agreement.index.base_level if agreement.index else year
    own = (PriceLevel(year), CurrentPrices(year), *((UNSTATED,) if base == year else ()))
    held = list(amounts)
    return sum(one.ore for one in held) if all(one.prices in own for one in held) else None


def lines_money(agreement: Agreement, lines: Iterable[BudgetLine], year: int) -> int | None:
    """The sum of budget lines in the year's own money, or None."""
    return years_money(agreement, (line.amount for line in lines), year)


def undisposed(budget: Budget) -> tuple[BudgetLine, ...]:
    """The lines of a budget that nobody has disposed of, and that hold anything."""
    return tuple(
        line for line in budget.lines if line.kind is LineKind.UNDISPOSED and line.amount.ore > 0
    )
