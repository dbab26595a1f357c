"""Records and accounts to compare with figures that were computed a second way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement
from sundgov.finance.budgets import Budget
from sundgov.finance.histories import Account
from sundgov.finance.results import Result
from sundgov.money import Amount
from sundgov.record import Ledger


def minus(left: Sequence[int], right: Sequence[int]) -> list[int]:
    """What the one has beyond the other, place by place."""
    return [one - other for one, other in zip(left, right, strict=True)]


def record(terms: Agreement, budgets: Sequence[Budget], figures: Figures, **held: Any) -> Ledger:
    """A record with what it holds beside its budgets."""
    return Ledger(terms, tuple(budgets), figures, **{name: tuple(o) for name, o in held.items()})


def spent(year: int, ore: int, known_on: str | None = None) -> Result:
    """A result in one sum, known in mid March if no day is given."""
    return Result(year, Amount(ore), known_on or f"{year + 1}-03-15")


def rows(account: Account) -> list[tuple[int | None, ...]]:
    """An account's figures in øre: opening, invoiced, carried, moved, spent, settled, closing."""
    return [
        tuple(
            None if amount is None else amount.ore
            for amount in (
                row.opening,
                row.invoiced,
                row.carried,
                row.moved,
                row.spent,
                row.settled,
                row.closing,
            )
        )
        for row in account.years
    ]
