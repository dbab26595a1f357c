"""Running rounding over the years: each year is billed with what the earlier ones left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from sundgov.errors import BillingError, SundgovError
from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import Budget


def opening_residuals(bills: Sequence[Bill]) -> Mapping[str, Fraction]:
    """What earlier bills lie behind the exact shares, in øre by party id.

    Every party's exact øre less its billed ones, over all the bills: the parties that have left
    included, each under its own id. The order of the bills decides nothing.

    Raises `BillingError` for bills of one year twice, or of several agreements.
    """
    _check_once("bills", [bill.year for bill in bills])
    agreements = sorted({bill.agreement.id for bill in bills})
    if len(agreements) > 1:
        raise BillingError("bills", "are of several agreements", *agreements)
    sums: dict[str, Fraction] = {}
    for bill in bills:
        for one in bill.residuals:
            own = one.exact - one.billed
            sums[one.party.id] = sums.get(one.party.id, Fraction(0)) + own
    return sums


def bills_running(
    agreement: Agreement, budgets: Sequence[Budget], figures: Figures
) -> tuple[Bill, ...]:
    """The bills of the budgets' years in turn, each with what the ones before it left.

    Raises `BillingError` for two budgets of one year and for a year that makes no bill.
    """
    _check_once("budgets", [budget.year for budget in budgets])
    bills: list[Bill] = []
    for budget in sorted(budgets, key=lambda budget: budget.year):
        try:
            bills.append(bill_year(agreement, budget, figures, opening_residuals(bills)))
        except SundgovError as error:
            raise BillingError(
                "rounding",
                "runs on from a year that makes no bill",
                budget.year,
                hint=f"{error}",
            ) from error
    return tuple(bills)


def _check_once(field: str, years: Sequence[int]) -> None:
    doubled = sorted(year for year, count in Counter(years).items() if count > 1)
    if doubled:
        raise BillingError(field, "hold a year twice", *doubled)
