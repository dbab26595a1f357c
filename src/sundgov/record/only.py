"""What a record answers in place of its only ledger, so that one agreement needs no naming.

Each name is the ledger's own: `record.bill(2025)` is `record.ledger().bill(2025)`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from sundgov.finance.agreements import Agreement
from sundgov.finance.budgets import Budget
from sundgov.finance.exits import Exit
from sundgov.finance.results import Estimate, Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.finance.statuses import BudgetStatus
from sundgov.finance.transfers import Transfer
from sundgov.record.ledger import Ledger

P = ParamSpec("P")
R = TypeVar("R")


def _of_the_only(
    method: Callable[Concatenate[Ledger, P], R],
) -> Callable[Concatenate[OnlyLedger, P], R]:
    """A ledger's method as that of a record; its signature and what it says are the same."""

    @wraps(method)
    def answered(self: OnlyLedger, /, *args: P.args, **named: P.kwargs) -> R:
        return method(self.ledger(), *args, **named)

    return answered


class OnlyLedger(ABC):
    """What holds a single agreement answers as its ledger does; with several, name one first."""

    __slots__ = ()

    @abstractmethod
    def ledger(self, agreement: str | None = None) -> Ledger:
        """The ledger of the agreement with this id; without one, the only ledger held."""

    @property
    def agreement(self) -> Agreement:
        return self.ledger().agreement

    @property
    def budgets(self) -> tuple[Budget, ...]:
        return self.ledger().budgets

    @property
    def years(self) -> tuple[int, ...]:
        return self.ledger().years

    @property
    def results(self) -> tuple[Result, ...]:
        return self.ledger().results

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        return self.ledger().estimates

    @property
    def revisions(self) -> tuple[RevisionTerms, ...]:
        return self.ledger().revisions

    @property
    def exits(self) -> tuple[Exit, ...]:
        return self.ledger().exits

    @property
    def transfers(self) -> tuple[Transfer, ...]:
        return self.ledger().transfers

    @property
    def statuses(self) -> tuple[BudgetStatus, ...]:
        return self.ledger().statuses

    budget = _of_the_only(Ledger.budget)
    bill = _of_the_only(Ledger.bill)
    close = _of_the_only(Ledger.close)
    estimate = _of_the_only(Ledger.estimate)
    revise = _of_the_only(Ledger.revise)
    follow_up = _of_the_only(Ledger.follow_up)
    account = _of_the_only(Ledger.account)
    exit = _of_the_only(Ledger.exit)
